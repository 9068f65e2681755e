package dev.helpline.chat.http.internal.calls;

import dev.helpline.chat.http.internal.wire.Refusal;
import dev.helpline.chat.http.internal.wire.WireError;
import dev.helpline.chat.http.internal.wire.WirePagination;
import org.jspecify.annotations.Nullable;

/**
 * Which page is asked for: by its number, or by a cursor.
 *
 * @param page from 1
 * @param limit how many a page holds, from 1 to 100
 * @param after the cursor it begins behind, if any
 * @param before the cursor it ends before, if any
 */
record PageQuery(
        int page,
        int limit,
        @Nullable String after,
        @Nullable String before) {
    private static final int MAX_PAGE = 1_000_000;
    private static final int DEFAULT_LIMIT = 50;
    private static final int MAX_LIMIT = 100;

    /** Refuses with VALIDATION_ERROR a query that asks for more than one place at once. */
    static PageQuery of(Query query) {
        return of(query, query.cursor("after").orElse(null), null);
    }

    /** As {@link #of(Query)}, of a list that can be read backwards, too. */
    static PageQuery eitherWay(Query query) {
        return of(
                query,
                query.cursor("after").orElse(null),
                query.cursor("before").orElse(null));
    }

    private static PageQuery of(Query query, @Nullable String after, @Nullable String before) {
        boolean byNumber = query.text("page").isPresent();
        if ((byNumber && (after != null || before != null)) || (after != null && before != null)) {
            throw new Refusal(WireError.VALIDATION_ERROR, "a page begins at one place: page, after or before");
        }
        return new PageQuery(
                query.positive("page", 1, MAX_PAGE), query.positive("limit", DEFAULT_LIMIT, MAX_LIMIT), after, before);
    }

    /** The position of this page in a list of messages; null if the page was asked for by a cursor. */
    @Nullable
    WirePagination amongMessages(long total) {
        return isByCursor() ? null : WirePagination.ofMessages(page, limit, total);
    }

    /** The position of this page in a list of sessions; null if the page was asked for by a cursor. */
    @Nullable
    WirePagination amongSessions(long total) {
        return isByCursor() ? null : WirePagination.ofSessions(page, limit, total);
    }

    private boolean isByCursor() {
        return after != null || before != null;
    }
}
