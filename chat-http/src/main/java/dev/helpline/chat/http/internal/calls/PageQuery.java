package dev.helpline.chat.http.internal.calls;

import dev.helpline.chat.http.internal.wire.Refusal;
import dev.helpline.chat.http.internal.wire.WireError;
import dev.helpline.chat.http.internal.wire.WirePagination;
import org.jspecify.annotations.Nullable;

/**
 * The page that a caller asks for, by number or by cursor.
 *
 * @param page from 1
 * @param limit the most items of the page, from 1 to 100
 * @param after the cursor after which the page begins, if any
 * @param before the cursor before which the page ends, if any
 */
record PageQuery(
        int page,
        int limit,
        @Nullable String after,
        @Nullable String before) {
    static final int MAX_PAGE = 1_000_000;
    static final int DEFAULT_LIMIT = 50;
    static final int MAX_LIMIT = 100;

    /**
     * Reads the page of a list that is read forwards. Rejects with VALIDATION_ERROR a query with both {@code page} and
     * a cursor.
     */
    static PageQuery of(Query query) {
        return of(query, query.cursor("after").orElse(null), null);
    }

    /** Like {@link #of(Query)}, for a list that can also be read backwards. */
    static PageQuery eitherWay(Query query) {
        return of(
                query,
                query.cursor("after").orElse(null),
                query.cursor("before").orElse(null));
    }

    private static PageQuery of(Query query, @Nullable String after, @Nullable String before) {
        boolean byNumber = query.text("page").isPresent();
        if ((byNumber && (after != null || before != null)) || (after != null && before != null)) {
            throw new Refusal(WireError.VALIDATION_ERROR, "only one of page, after and before can be given");
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
