package dev.helpline.chat.http.internal.wire;

import org.jspecify.annotations.Nullable;

/** The position of a numbered page in its list, as JSON. */
public record WirePagination(
        long currentPage,
        long totalPages,
        @Nullable Long totalMessages,
        @Nullable Long totalSessions,
        @Nullable Long totalBlocks,
        boolean hasNext,
        boolean hasPrevious) {

    public static WirePagination ofMessages(int page, int limit, long total) {
        long pages = pages(limit, total);
        return new WirePagination(page, pages, total, null, null, page < pages, page > 1);
    }

    public static WirePagination ofSessions(int page, int limit, long total) {
        long pages = pages(limit, total);
        return new WirePagination(page, pages, null, total, null, page < pages, page > 1);
    }

    public static WirePagination ofBlocks(int page, int limit, long total) {
        long pages = pages(limit, total);
        return new WirePagination(page, pages, null, null, total, page < pages, page > 1);
    }

    private static long pages(int limit, long total) {
        return (total + limit - 1) / limit;
    }
}
