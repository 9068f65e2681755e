package dev.helpline.chat.client.session;

import dev.helpline.chat.client.internal.JsonFields;
import dev.helpline.chat.client.page.Pagination;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One page of the caller's sessions, newest first. */
public final class HistoryPage {
    private final List<PastSession> sessions;
    private final @Nullable Pagination pagination;
    private final @Nullable String nextCursor;

    /** For the SDK: reads it from a response. */
    public HistoryPage(JsonFields json) {
        sessions = json.list("sessions", PastSession::new);
        pagination = json.objectOrNull("pagination", Pagination::new);
        nextCursor = json.textOrNull("nextCursor");
    }

    /** The sessions of this page. */
    public List<PastSession> sessions() {
        return sessions;
    }

    /** The position of this page among all pages; absent if the page was requested by a cursor. */
    public Optional<Pagination> pagination() {
        return Optional.ofNullable(pagination);
    }

    /** The cursor of the next page; empty on the last page. */
    public Optional<String> nextCursor() {
        return Optional.ofNullable(nextCursor);
    }

    @Override
    public String toString() {
        return "HistoryPage{pagination=" + pagination + "}";
    }
}
