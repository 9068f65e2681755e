package dev.helpline.chat.core.desk;

import dev.helpline.chat.core.session.SessionSummary;
import dev.helpline.chat.spi.Experimental;
import dev.helpline.chat.spi.store.EndedSessionKey;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One page of a list of ended sessions, the one that ended last first. Thread-safe: immutable. */
@Experimental
public final class EndedSessionPage {
    private final List<SessionSummary> sessions;
    private final @Nullable EndedSessionKey next;

    private EndedSessionPage(Builder builder) {
        sessions = List.copyOf(builder.sessions);
        next = builder.next;
    }

    /** Returns a builder of the last page, which these sessions are on. */
    public static Builder builder(List<SessionSummary> sessions) {
        return new Builder(sessions);
    }

    /** Returns the sessions of this page. */
    public List<SessionSummary> sessions() {
        return sessions;
    }

    /** Returns the key after which the next page begins; null if this is the last page. */
    public @Nullable EndedSessionKey next() {
        return next;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        if (this == other) {
            return true;
        }
        return other instanceof EndedSessionPage that
                && sessions.equals(that.sessions)
                && Objects.equals(next, that.next);
    }

    @Override
    public int hashCode() {
        return Objects.hash(sessions, next);
    }

    @Override
    public String toString() {
        return "EndedSessionPage[" + sessions.size() + (next == null ? "" : " and more") + "]";
    }

    /** Builds an {@link EndedSessionPage}. Not thread-safe. */
    public static final class Builder {
        private final List<SessionSummary> sessions;
        private @Nullable EndedSessionKey next;

        private Builder(List<SessionSummary> sessions) {
            this.sessions = Objects.requireNonNull(sessions, "sessions");
        }

        /** See {@link EndedSessionPage#next()}. Default: none. */
        public Builder next(@Nullable EndedSessionKey value) {
            next = value;
            return this;
        }

        /** Returns the EndedSessionPage. */
        public EndedSessionPage build() {
            return new EndedSessionPage(this);
        }
    }
}
