package dev.helpline.chat.core.internal.rules;

import dev.helpline.chat.spi.ChatException;
import dev.helpline.chat.spi.EntryId;
import dev.helpline.chat.spi.ErrorCode;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.entry.Entry;
import dev.helpline.chat.spi.session.Assignment;
import dev.helpline.chat.spi.session.EndCause;
import dev.helpline.chat.spi.session.Ending;
import dev.helpline.chat.spi.session.Session;
import java.util.LinkedHashMap;
import java.util.Map;

/** The refusals that several rules share, so that they read the same everywhere. */
public final class Refusals {
    private Refusals() {}

    /** There is no such session, or the caller may not see it. */
    public static ChatException notFound(SessionId id) {
        return new ChatException(
                ErrorCode.SESSION_NOT_FOUND, "there is no session " + id, Map.of("sessionId", id.value()));
    }

    /** The session has no such message, or the caller may not see it. */
    public static ChatException noSuchMessage(SessionId session, EntryId id) {
        return new ChatException(
                ErrorCode.MESSAGE_NOT_FOUND,
                "there is no message " + id + " in session " + session,
                Map.of("messageId", id.value()));
    }

    /** The session has ended, by a request or by itself. */
    public static ChatException notOpen(Session session) {
        Ending ending = session.ending();
        boolean expired = ending != null && ending.cause() == EndCause.INACTIVITY;
        return new ChatException(
                expired ? ErrorCode.SESSION_EXPIRED : ErrorCode.SESSION_NOT_OPEN,
                "session " + session.id() + (expired ? " has expired" : " has ended"),
                standing(session));
    }

    /** The session has not ended. */
    public static ChatException notEnded(Session session) {
        return new ChatException(
                ErrorCode.SESSION_NOT_ENDED, "session " + session.id() + " has not ended", standing(session));
    }

    /** The table does not allow the move in the session's state. */
    public static ChatException notAllowedNow(Session session, SessionMove move) {
        return new ChatException(
                ErrorCode.SESSION_CONFLICT, move + " is not allowed in " + session.state(), standing(session));
    }

    /** Another agent has the session. */
    static ChatException taken(Session session, Assignment owner) {
        Map<String, String> details = new LinkedHashMap<>();
        details.put("sessionId", session.id().value());
        details.put("agentId", owner.agent().value());
        String name = owner.name();
        if (name != null) {
            details.put("agentName", name);
        }
        return new ChatException(
                ErrorCode.SESSION_CONFLICT,
                "session " + session.id() + " is assigned to agent " + owner.agent(),
                details);
    }

    /** No agent has the session, although the caller believes so. */
    static ChatException waiting(Session session) {
        return new ChatException(
                ErrorCode.SESSION_CONFLICT, "session " + session.id() + " waits for an agent", standing(session));
    }

    /** Another message has the id of this stored one. */
    static ChatException messageTaken(Entry stored) {
        return new ChatException(
                ErrorCode.MESSAGE_CONFLICT,
                "the message id " + stored.id() + " is taken by another message of session " + stored.session(),
                Map.of("messageId", stored.id().value()));
    }

    /** The caller is known, and may not do this. */
    public static ChatException forbidden(String why) {
        return new ChatException(ErrorCode.FORBIDDEN, why);
    }

    private static Map<String, String> standing(Session session) {
        Map<String, String> details = new LinkedHashMap<>();
        details.put("sessionId", session.id().value());
        details.put("state", session.state().name());
        Ending ending = session.ending();
        if (ending != null) {
            details.put("endedBy", ending.by().name());
            details.put("endCause", ending.cause().name());
        }
        return details;
    }
}
