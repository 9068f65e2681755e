package dev.helpline.chat.http;

/**
 * Which page is asked for.
 *
 * @param page from 1
 * @param limit how many a page holds, from 1 to 100
 */
record PageQuery(int page, int limit) {
    private static final int MAX_PAGE = 1_000_000;
    private static final int DEFAULT_LIMIT = 50;
    private static final int MAX_LIMIT = 100;

    static PageQuery of(Query query) {
        return new PageQuery(query.positive("page", 1, MAX_PAGE), query.positive("limit", DEFAULT_LIMIT, MAX_LIMIT));
    }
}
