package dev.helpline.chat.client;

import java.util.List;

/** One page of the caller's sessions, newest first. */
public final class HistoryPage {
    private final List<PastSession> sessions;
    private final Pagination pagination;

    HistoryPage(JsonFields json) {
        sessions = json.list("sessions", PastSession::new);
        pagination = json.object("pagination", Pagination::new);
    }

    /** The sessions of this page. */
    public List<PastSession> sessions() {
        return sessions;
    }

    /** Where this page stands. */
    public Pagination pagination() {
        return pagination;
    }

    @Override
    public String toString() {
        return "HistoryPage{pagination=" + pagination + "}";
    }
}
