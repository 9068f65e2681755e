package dev.helpline.chat.core.desk;

import dev.helpline.chat.core.session.SessionSummary;
import dev.helpline.chat.spi.store.OpenSessionKey;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list of open sessions, in the query's order. Thread-safe: immutable.
 */
public final class OpenSessionPage {
    private final List<SessionSummary> sessions;
    private final long total;
    private final long totalActive;
    private final long waiting;
    private final @Nullable OpenSessionKey next;

    private OpenSessionPage(Builder builder) {
        sessions = List.copyOf(builder.sessions);
        total = builder.total;
        totalActive = builder.totalActive;
        waiting = builder.waiting;
        next = builder.next;
    }

    /** Returns a builder of the last page, which these sessions are on. */
    public static Builder builder(List<SessionSummary> sessions) {
        return new Builder(sessions);
    }

    /** Returns a builder that starts with the parts of this one. */
    public Builder toBuilder() {
        return new Builder(this);
    }

    /** Returns the sessions of this page. */
    public List<SessionSummary> sessions() {
        return sessions;
    }

    /** Returns how many open sessions match the query. */
    public long total() {
        return total;
    }

    /** Returns how many sessions are open, whatever the query. */
    public long totalActive() {
        return totalActive;
    }

    /** Returns how many sessions wait for an agent, whatever the query. */
    public long waiting() {
        return waiting;
    }

    /** Returns the key after which the next page begins; null if this is the last page. */
    public @Nullable OpenSessionKey next() {
        return next;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        if (this == other) {
            return true;
        }
        return other instanceof OpenSessionPage that
                && sessions.equals(that.sessions)
                && total == that.total
                && totalActive == that.totalActive
                && waiting == that.waiting
                && Objects.equals(next, that.next);
    }

    @Override
    public int hashCode() {
        return Objects.hash(sessions, total, totalActive, waiting, next);
    }

    @Override
    public String toString() {
        return "OpenSessionPage[" + sessions.size() + " of " + total + "]";
    }

    /** Builds an {@link OpenSessionPage}. Not thread-safe. */
    public static final class Builder {
        private final List<SessionSummary> sessions;
        private long total;
        private long totalActive;
        private long waiting;
        private @Nullable OpenSessionKey next;

        private Builder(List<SessionSummary> sessions) {
            this.sessions = Objects.requireNonNull(sessions, "sessions");
        }

        private Builder(OpenSessionPage openSessionPage) {
            sessions = openSessionPage.sessions;
            total = openSessionPage.total;
            totalActive = openSessionPage.totalActive;
            waiting = openSessionPage.waiting;
            next = openSessionPage.next;
        }

        /** See {@link OpenSessionPage#total()}. Default: 0. */
        public Builder total(long value) {
            total = value;
            return this;
        }

        /** See {@link OpenSessionPage#totalActive()}. Default: 0. */
        public Builder totalActive(long value) {
            totalActive = value;
            return this;
        }

        /** See {@link OpenSessionPage#waiting()}. Default: 0. */
        public Builder waiting(long value) {
            waiting = value;
            return this;
        }

        /** See {@link OpenSessionPage#next()}. Default: none. */
        public Builder next(@Nullable OpenSessionKey value) {
            next = value;
            return this;
        }

        /** Returns the OpenSessionPage. */
        public OpenSessionPage build() {
            return new OpenSessionPage(this);
        }
    }
}
