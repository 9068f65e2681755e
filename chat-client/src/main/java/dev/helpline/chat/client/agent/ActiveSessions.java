package dev.helpline.chat.client.agent;

import dev.helpline.chat.client.internal.JsonFields;
import dev.helpline.chat.client.page.Pagination;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** One page of the open sessions: those that wait come first by priority, then by age. */
public final class ActiveSessions {
    private final List<ActiveSession> sessions;
    private final long totalActive;
    private final @Nullable Long waiting;
    private final @Nullable Pagination pagination;
    private final @Nullable String nextCursor;

    /** For the SDK: reads it from a response. */
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

    /** How many open sessions match the request, on all pages. */
    public long totalActive() {
        return totalActive;
    }

    /** How many of them wait for an agent. */
    public OptionalLong waiting() {
        return waiting == null ? OptionalLong.empty() : OptionalLong.of(waiting);
    }

    /** The position of this page among all pages; absent if the page was requested by a cursor. */
    public Optional<Pagination> pagination() {
        return Optional.ofNullable(pagination);
    }

    /** The cursor of the next page, for {@link ActiveSessionsRequest.Builder#after}; empty on the last page. */
    public Optional<String> nextCursor() {
        return Optional.ofNullable(nextCursor);
    }

    @Override
    public String toString() {
        return "ActiveSessions{totalActive=" + totalActive + ", waiting=" + waiting + "}";
    }
}
