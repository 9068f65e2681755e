package dev.helpline.chat.client.internal;

import java.util.Objects;
import okhttp3.HttpUrl;

/** The query of a URL while it is written. Not thread-safe. */
public final class Query {
    private final HttpUrl.Builder url;

    /** Writes behind this path. */
    public Query(HttpUrl.Builder url) {
        this.url = url;
    }

    /** Adds a parameter, in any characters. */
    public Query add(String name, String value) {
        url.addQueryParameter(name, value);
        return this;
    }

    /** Adds a page by its number, from 1, and how many items it holds, from 1. */
    public Query page(int page, int limit) {
        return add("page", positive(page, "page")).add("limit", positive(limit, "limit"));
    }

    /** Adds the cursor from which to read in this direction, and how many items to read, from 1. */
    public Query cursor(String direction, String cursor, int limit) {
        return add(direction, Objects.requireNonNull(cursor, "cursor")).add("limit", positive(limit, "limit"));
    }

    /** The whole URL. */
    public HttpUrl url() {
        return url.build();
    }

    /** The number as text; throws {@link IllegalArgumentException} if it is less than 1. */
    public static String positive(int value, String name) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " must be >= 1, was " + value);
        }
        return Integer.toString(value);
    }
}
