package dev.helpline.chat.client.agent;

import dev.helpline.chat.client.internal.JsonFields;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One page of the ended sessions, the one that ended last first. */
public final class EndedSessions {
    private final List<ListedEndedSession> sessions;
    private final @Nullable String nextCursor;

    /** For the SDK: reads it from a response. */
    public EndedSessions(JsonFields json) {
        sessions = json.list("sessions", ListedEndedSession::new);
        nextCursor = json.textOrNull("nextCursor");
    }

    /** The sessions of this page. */
    public List<ListedEndedSession> sessions() {
        return sessions;
    }

    /** The cursor of the next page, for {@link EndedSessionsRequest.Builder#after}; empty on the last page. */
    public Optional<String> nextCursor() {
        return Optional.ofNullable(nextCursor);
    }

    @Override
    public String toString() {
        return "EndedSessions{sessions=" + sessions + "}";
    }
}
