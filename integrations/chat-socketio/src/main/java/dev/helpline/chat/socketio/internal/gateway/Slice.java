package dev.helpline.chat.socketio.internal.gateway;

import java.util.List;

/**
 * The part of a list that a client asks for.
 *
 * @param offset how many items are left out, from 0
 * @param limit how many items there are at most, from 1
 */
public record Slice(int offset, int limit) {
    private static final int DEFAULT_LIMIT = 50;
    private static final int MAX_LIMIT = 100;
    private static final int MAX_OFFSET = 1000;

    /** Reads {@code limit}, from 1 to 100 and by default 50, and {@code offset}, from 0 to 1000. */
    public static Slice of(QueryText query) {
        return new Slice(query.whole("offset", 0, 0, MAX_OFFSET), limit(query));
    }

    /** Reads {@code limit}, from 1 to 100 and by default 50. */
    public static int limit(QueryText query) {
        return query.whole("limit", DEFAULT_LIMIT, 1, MAX_LIMIT);
    }

    /**
     * Returns a page by its number.
     *
     * @param page from 1; not so far that more than 1000 items are left out
     */
    public static Slice ofPage(int page, int limit) {
        int offset = (page - 1) * limit;
        if (offset > MAX_OFFSET) {
            throw Failure.invalid("page must not leave out more than " + MAX_OFFSET + " items");
        }
        return new Slice(offset, limit);
    }

    /**
     * Returns what is left of this part in a list that comes behind another one.
     *
     * @param count how many items the other list has
     * @param taken how many of them are in this part
     */
    public Slice behind(long count, int taken) {
        return new Slice((int) Math.max(0, offset - count), limit - taken);
    }

    /** Returns how many items of the list are needed. */
    int end() {
        return offset + limit;
    }

    <T> List<T> of(List<T> items) {
        return items.subList(Math.min(offset, items.size()), Math.min(end(), items.size()));
    }
}
