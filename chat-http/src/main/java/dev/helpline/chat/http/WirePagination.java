package dev.helpline.chat.http;

import org.jspecify.annotations.Nullable;

/** Where a page stands among the others, as JSON; of a page that was asked for by a cursor, nobody knows. */
record WirePagination(
        long currentPage,
        long totalPages,
        @Nullable Long totalMessages,
        @Nullable Long totalSessions,
        boolean hasNext,
        boolean hasPrevious) {

    static @Nullable WirePagination ofMessages(PageQuery page, long total) {
        return of(page, total, total, null);
    }

    static @Nullable WirePagination ofSessions(PageQuery page, long total) {
        return of(page, total, null, total);
    }

    private static @Nullable WirePagination of(
            PageQuery page, long total, @Nullable Long messages, @Nullable Long sessions) {
        if (page.isByCursor()) {
            return null;
        }
        long pages = (total + page.limit() - 1) / page.limit();
        return new WirePagination(page.page(), pages, messages, sessions, page.page() < pages, page.page() > 1);
    }
}
