package dev.helpline.chat.core.session;

import dev.helpline.chat.spi.store.SessionKey;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A query for a page of a customer's own sessions, the youngest first. Thread-safe: immutable. */
public final class HistoryQuery {
    private final @Nullable String externalRef;
    private final int page;
    private final @Nullable SessionKey olderThan;
    private final int limit;

    private HistoryQuery(Builder builder) {
        externalRef = builder.externalRef;
        page = builder.page;
        olderThan = builder.olderThan;
        limit = builder.limit;
    }

    /** Returns a builder of a query for the first 50 of all sessions. */
    public static Builder builder() {
        return new Builder();
    }

    /** Returns a builder that starts with the parts of this one. */
    public Builder toBuilder() {
        return new Builder(this);
    }

    /** Only sessions with exactly this external reference; null does not restrict the list. At most 128 code points. */
    public @Nullable String externalRef() {
        return externalRef;
    }

    /** The number of the page, from 1; without effect if there is a key. */
    public int page() {
        return page;
    }

    /**
     * The key behind which the page begins, the {@link SessionPage#next} of an earlier page; null to choose the page by its number. Pages by
     * number move when a session is started; pages by key neither repeat nor skip one.
     */
    public @Nullable SessionKey olderThan() {
        return olderThan;
    }

    /** How many sessions the page holds at most, from 1 to 100. */
    public int limit() {
        return limit;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        if (this == other) {
            return true;
        }
        return other instanceof HistoryQuery that
                && Objects.equals(externalRef, that.externalRef)
                && page == that.page
                && Objects.equals(olderThan, that.olderThan)
                && limit == that.limit;
    }

    @Override
    public int hashCode() {
        return Objects.hash(externalRef, page, olderThan, limit);
    }

    /** All parts except for the external reference. */
    @Override
    public String toString() {
        return "HistoryQuery[" + (olderThan == null ? "page " + page : olderThan) + ", at most " + limit + "]";
    }

    /** Builds a {@link HistoryQuery}. The engine checks the bounds. Not thread-safe. */
    public static final class Builder {
        private @Nullable String externalRef;
        private int page = 1;
        private @Nullable SessionKey olderThan;
        private int limit = 50;

        private Builder() {}

        private Builder(HistoryQuery query) {
            externalRef = query.externalRef;
            page = query.page;
            olderThan = query.olderThan;
            limit = query.limit;
        }

        /** See {@link HistoryQuery#externalRef()}. Default: none. */
        public Builder externalRef(@Nullable String value) {
            externalRef = value;
            return this;
        }

        /** See {@link HistoryQuery#page()}. Default: 1. */
        public Builder page(int value) {
            page = value;
            return this;
        }

        /** See {@link HistoryQuery#olderThan()}. Default: none. */
        public Builder olderThan(@Nullable SessionKey value) {
            olderThan = value;
            return this;
        }

        /** See {@link HistoryQuery#limit()}. Default: 50. */
        public Builder limit(int value) {
            limit = value;
            return this;
        }

        /** Returns the HistoryQuery. */
        public HistoryQuery build() {
            return new HistoryQuery(this);
        }
    }
}
