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

    /** For the SDK: reads one from what the server sent. */
    public HistoryPage(JsonFields json) {
        sessions = json.list("sessions", PastSession::new);
        pagination = json.objectOrNull("pagination", Pagination::new);
        nextCursor = json.textOrNull("nextCursor");
    }

    /** The sessions of this page. */
    public List<PastSession> sessions() {
        return sessions;
    }

    /** Where this page stands; of one that was asked for by a cursor, nobody knows. */
    public Optional<Pagination> pagination() {
        return Optional.ofNullable(pagination);
    }

    /** What leads on; empty if there is no more. */
    public Optional<String> nextCursor() {
        return Optional.ofNullable(nextCursor);
    }

    @Override
    public String toString() {
        return "HistoryPage{pagination=" + pagination + "}";
    }
}
