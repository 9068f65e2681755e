package dev.helpline.chat.client.session;

import dev.helpline.chat.client.internal.Query;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** A request for a page of the caller's sessions, the newest first. Immutable. */
public final class HistoryRequest {
    private final Map<String, String> query;

    private HistoryRequest(Builder builder) {
        query = new LinkedHashMap<>(builder.query);
    }

    /** Starts a builder of a request for the first page of all sessions. */
    public static Builder builder() {
        return new Builder();
    }

    /** For the SDK: adds the parameters of the request to a URL. */
    public void addTo(Query url) {
        query.forEach(url::add);
    }

    /** Contains the names of the filters, not their values. */
    @Override
    public String toString() {
        return "HistoryRequest" + query.keySet();
    }

    /** Collects what is optional. Not thread-safe. */
    public static final class Builder {
        private final Map<String, String> query = new LinkedHashMap<>();

        private Builder() {}

        /** Only sessions with exactly this external reference. Default: all sessions. */
        public Builder externalRef(String externalRef) {
            return put("externalRef", externalRef);
        }

        /** The number of the page, from 1, instead of a cursor. Default: the first. */
        public Builder page(int page) {
            query.remove("after");
            return put("page", Query.positive(page, "page"));
        }

        /**
         * The {@link HistoryPage#nextCursor} of the previous page of the same request, instead of a page number. No session is repeated or
         * skipped, even if others start meanwhile. Default: none.
         */
        public Builder after(String cursor) {
            query.remove("page");
            return put("after", cursor);
        }

        /** The most sessions per page, from 1; more than 100 count as 100. Default: the server's, 50. */
        public Builder limit(int limit) {
            return put("limit", Query.positive(limit, "limit"));
        }

        private Builder put(String name, String value) {
            query.put(name, Objects.requireNonNull(value, name));
            return this;
        }

        /** Makes the HistoryRequest; the builder can be used again. */
        public HistoryRequest build() {
            return new HistoryRequest(this);
        }
    }
}
