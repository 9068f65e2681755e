package dev.helpline.chat.client.session;

import dev.helpline.chat.client.internal.PageQuery;
import dev.helpline.chat.client.internal.Query;

/** A request for a page of the caller's sessions, the newest first. Immutable. */
public final class HistoryRequest {
    private final PageQuery query;

    private HistoryRequest(Builder builder) {
        query = builder.query.copy();
    }

    /** Starts a builder of a request for the first page of all sessions. */
    public static Builder builder() {
        return new Builder();
    }

    /** For the SDK: adds the parameters of the request to a URL. */
    public void addTo(Query url) {
        query.addTo(url);
    }

    /** Contains the names of the filters, not their values. */
    @Override
    public String toString() {
        return "HistoryRequest" + query;
    }

    /** Collects what is optional. Not thread-safe. */
    public static final class Builder {
        private final PageQuery query = new PageQuery();

        private Builder() {}

        /** Only sessions with exactly this external reference. Default: all sessions. */
        public Builder externalRef(String externalRef) {
            query.put("externalRef", externalRef);
            return this;
        }

        /** The number of the page, from 1, instead of a cursor. Default: the first. */
        public Builder page(int page) {
            query.page(page);
            return this;
        }

        /**
         * The {@link HistoryPage#nextCursor} of the previous page of the same request, instead of a page number. No session is repeated or
         * skipped, even if others start meanwhile. Default: none.
         */
        public Builder after(String cursor) {
            query.after(cursor);
            return this;
        }

        /** The most sessions per page, from 1; more than 100 count as 100. Default: the server's, 50. */
        public Builder limit(int limit) {
            query.limit(limit);
            return this;
        }

        /** Makes the HistoryRequest; the builder can be used again. */
        public HistoryRequest build() {
            return new HistoryRequest(this);
        }
    }
}
