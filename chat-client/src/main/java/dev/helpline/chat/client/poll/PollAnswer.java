package dev.helpline.chat.client.poll;

import dev.helpline.chat.client.internal.JsonFields;
import dev.helpline.chat.client.message.Message;
import dev.helpline.chat.client.session.SessionHead;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The result of a poll: the next messages and the head of the session. */
public final class PollAnswer {
    private final List<Message> messages;
    private final String cursor;
    private final boolean hasMoreMessages;
    private final boolean sessionEnded;
    private final String sessionStatus;
    private final @Nullable String endReason;
    private final @Nullable SessionHead session;

    /** For the SDK: reads it from a response. */
    public PollAnswer(JsonFields json) {
        messages = json.list("messages", Message::new);
        cursor = json.text("cursor");
        hasMoreMessages = json.flag("hasMoreMessages");
        sessionEnded = json.flag("sessionEnded");
        sessionStatus = json.text("sessionStatus");
        endReason = json.textOrNull("endReason");
        session = json.objectOrNull("session", SessionHead::new);
    }

    /** The messages that follow the cursor of the poll, in order; at most as many as its limit. */
    public List<Message> messages() {
        return messages;
    }

    /** The cursor for the next poll. Opaque. */
    public String cursor() {
        return cursor;
    }

    /** Whether the server has more messages now. */
    public boolean hasMoreMessages() {
        return hasMoreMessages;
    }

    /** Whether the session has ended. The server may still have messages, see {@link #hasMoreMessages()}. */
    public boolean sessionEnded() {
        return sessionEnded;
    }

    /** The session's status as the protocol spells it. */
    public String sessionStatus() {
        return sessionStatus;
    }

    /** The reason that was given for the end. */
    public Optional<String> endReason() {
        return Optional.ofNullable(endReason);
    }

    /** The head of the session. */
    public Optional<SessionHead> session() {
        return Optional.ofNullable(session);
    }

    @Override
    public String toString() {
        return "PollAnswer{cursor=" + cursor + ", hasMoreMessages=" + hasMoreMessages + ", sessionEnded=" + sessionEnded
                + "}";
    }
}
