package dev.helpline.chat.client.agent;

import dev.helpline.chat.client.internal.JsonFields;
import dev.helpline.chat.client.page.Pagination;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** One page of the open sessions: waiting first by priority, then by age. */
public final class ActiveSessions {
    private final List<ActiveSession> sessions;
    private final long totalActive;
    private final @Nullable Long waiting;
    private final @Nullable Pagination pagination;
    private final @Nullable String nextCursor;

    /** For the SDK: reads one from what the server sent. */
    public ActiveSessions(JsonFields json) {
        sessions = json.list("sessions", ActiveSession::new);
        totalActive = json.number("totalActive");
        waiting = json.numberOrNull("waiting");
        pagination = json.objectOrNull("pagination", Pagination::new);
        nextCursor = json.textOrNull("nextCursor");
    }

    /** The sessions of this page. */
    public List<ActiveSession> sessions() {
        return sessions;
    }

    /** How many open sessions match, on all pages. */
    public long totalActive() {
        return totalActive;
    }

    /** How many of them wait for an agent. */
    public OptionalLong waiting() {
        return waiting == null ? OptionalLong.empty() : OptionalLong.of(waiting);
    }

    /** Where this page stands; of one that was asked for by a cursor, nobody knows. */
    public Optional<Pagination> pagination() {
        return Optional.ofNullable(pagination);
    }

    /** What leads on, see {@link ActiveSessionsRequest.Builder#after}; empty if there is no more. */
    public Optional<String> nextCursor() {
        return Optional.ofNullable(nextCursor);
    }

    @Override
    public String toString() {
        return "ActiveSessions{totalActive=" + totalActive + ", waiting=" + waiting + "}";
    }
}
