package dev.helpline.chat.client.internal;

import java.util.Objects;
import okhttp3.HttpUrl;

/** Builds the query of a URL. Not thread-safe. */
public final class Query {
    private final HttpUrl.Builder url;

    /** Adds parameters to this URL. */
    public Query(HttpUrl.Builder url) {
        this.url = url;
    }

    /** Adds a parameter, and encodes it. */
    public Query add(String name, String value) {
        url.addQueryParameter(name, value);
        return this;
    }

    /** Adds the number of a page, from 1, and the most items on it, from 1. */
    public Query page(int page, int limit) {
        return add("page", positive(page, "page")).add("limit", positive(limit, "limit"));
    }

    /** Adds the cursor from which to read in this direction, and the most items to read, from 1. */
    public Query cursor(String direction, String cursor, int limit) {
        return add(direction, Objects.requireNonNull(cursor, "cursor")).add("limit", positive(limit, "limit"));
    }

    /** Returns the whole URL. */
    public HttpUrl url() {
        return url.build();
    }

    /** Returns the number as text; throws {@link IllegalArgumentException} if it is less than 1. */
    public static String positive(int value, String name) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " must be >= 1, was " + value);
        }
        return Integer.toString(value);
    }
}
