package dev.helpline.chat.core.internal.pages;

import dev.helpline.chat.spi.ChatException;
import dev.helpline.chat.spi.ErrorCode;
import java.util.Map;

/** Checks pages by number. */
public final class Paging {
    /** The highest page number. Whatever is further back is found by a narrower query. */
    private static final int MAX_SKIP = 1_000_000;

    private Paging() {}

    /** Rejects a page or a limit out of bounds. */
    public static void check(int page, int limit, int maxLimit) {
        if (page < 1 || page > MAX_SKIP) {
            throw refusal("page", "must be from 1 to " + MAX_SKIP);
        }
        if (limit < 1 || limit > maxLimit) {
            throw refusal("limit", "must be from 1 to " + maxLimit);
        }
    }

    /** How many items come before the page. */
    public static int skip(int page, int limit) {
        return (int) Math.min((page - 1L) * limit, Integer.MAX_VALUE);
    }

    private static ChatException refusal(String field, String rule) {
        return new ChatException(ErrorCode.INVALID_REQUEST, field + " " + rule, Map.of("field", field));
    }
}
