package dev.helpline.chat.client;

import java.util.Objects;
import okhttp3.HttpUrl;

/** Which page: the {@code page} or cursor, and the {@code limit}, of a query. */
final class Paging {
    private Paging() {}

    static HttpUrl addTo(HttpUrl.Builder url, int page, int limit) {
        return url.addQueryParameter("page", positive(page, "page"))
                .addQueryParameter("limit", positive(limit, "limit"))
                .build();
    }

    static HttpUrl addTo(HttpUrl.Builder url, String direction, String cursor, int limit) {
        return url.addQueryParameter(direction, Objects.requireNonNull(cursor, "cursor"))
                .addQueryParameter("limit", positive(limit, "limit"))
                .build();
    }

    static String positive(int value, String name) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " must be >= 1, was " + value);
        }
        return Integer.toString(value);
    }
}
