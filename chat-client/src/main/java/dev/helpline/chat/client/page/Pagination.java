package dev.helpline.chat.client.page;

import dev.helpline.chat.client.internal.JsonFields;

/** The position of a page among all pages of a list. */
public final class Pagination {
    private final int currentPage;
    private final int totalPages;
    private final long total;
    private final boolean hasNext;
    private final boolean hasPrevious;

    /** For the SDK: reads it from a response. */
    public Pagination(JsonFields json) {
        currentPage = json.integer("currentPage");
        totalPages = json.integer("totalPages");
        total = json.number(totalOf(json));
        hasNext = json.flag("hasNext");
        hasPrevious = json.flag("hasPrevious");
    }

    private static String totalOf(JsonFields json) {
        if (json.has("totalBlocks")) {
            return "totalBlocks";
        }
        return json.has("totalMessages") ? "totalMessages" : "totalSessions";
    }

    /** The number of this page, from 1. */
    public int currentPage() {
        return currentPage;
    }

    /** How many pages there are. */
    public int totalPages() {
        return totalPages;
    }

    /** How many items there are on all pages. */
    public long total() {
        return total;
    }

    /** Whether there is a next page. */
    public boolean hasNext() {
        return hasNext;
    }

    /** Whether there is a previous page. */
    public boolean hasPrevious() {
        return hasPrevious;
    }

    @Override
    public String toString() {
        return "Pagination{currentPage=" + currentPage + ", totalPages=" + totalPages + ", total=" + total + "}";
    }
}
