package dev.helpline.chat.core.poll;

import dev.helpline.chat.spi.Checks;
import dev.helpline.chat.spi.SessionId;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A request for what is new in a session. Thread-safe: immutable.
 */
public final class PollRequest {
    /** The default {@code limit}. */
    public static final int DEFAULT_LIMIT = 50;

    /** The largest {@code limit}. */
    public static final int MAX_LIMIT = 100;

    /** The longest {@code maxWait}: below the idle timeouts that proxies commonly have. */
    public static final Duration MAX_WAIT = Duration.ofSeconds(25);

    private final SessionId session;
    private final @Nullable String after;
    private final int limit;
    private final Duration maxWait;
    private final Set<Include> include;

    private PollRequest(Builder builder) {
        session = Objects.requireNonNull(builder.session, "session");
        after = builder.after;
        limit = (int) Math.min(Checks.within("limit", builder.limit, 1, Integer.MAX_VALUE), MAX_LIMIT);
        maxWait = Objects.requireNonNull(builder.maxWait, "maxWait");
        include = Set.copyOf(builder.include);
        Checks.require(
                !maxWait.isNegative() && maxWait.compareTo(MAX_WAIT) <= 0, "maxWait must be between 0 and 25 seconds");
    }

    /** Returns a builder of a request for 50 messages of the other side, which does not wait. */
    public static Builder builder(SessionId session) {
        return new Builder(session);
    }

    /** Returns a builder that starts with the parts of this one. */
    public Builder toBuilder() {
        return new Builder(this);
    }

    /** The session. */
    public SessionId session() {
        return session;
    }

    /** The cursor of the last answer, or the id of a message. Null, an unknown one or one of another session means from the start. */
    public @Nullable String after() {
        return after;
    }

    /**
     * How many messages at most, at least 1; more than 100 counts as 100. Long messages end an answer earlier; see
     * {@link dev.helpline.chat.core.message.MessagePage#MAX_BYTES}.
     */
    public int limit() {
        return limit;
    }

    /** How long to wait if there is nothing new, up to 25 seconds. */
    public Duration maxWait() {
        return maxWait;
    }

    /** What to return besides the other side's messages. */
    public Set<Include> include() {
        return include;
    }

    /** Returns a request for everything after a cursor, which does not wait. */
    public static PollRequest everything(SessionId session, @Nullable String after) {
        return builder(session)
                .after(after)
                .limit(MAX_LIMIT)
                .include(Set.of(Include.OWN, Include.SYSTEM))
                .build();
    }

    /** Returns the same request, which waits for up to this long. */
    public PollRequest waiting(Duration value) {
        return toBuilder().maxWait(value).build();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        if (this == other) {
            return true;
        }
        return other instanceof PollRequest that
                && session.equals(that.session)
                && Objects.equals(after, that.after)
                && limit == that.limit
                && maxWait.equals(that.maxWait)
                && include.equals(that.include);
    }

    @Override
    public int hashCode() {
        return Objects.hash(session, after, limit, maxWait, include);
    }

    @Override
    public String toString() {
        return "PollRequest[" + session + " after " + after + ", limit " + limit + ", wait " + maxWait + ", " + include
                + "]";
    }

    /** Builds a {@link PollRequest}. Not thread-safe. */
    public static final class Builder {
        private final SessionId session;
        private @Nullable String after;
        private int limit = DEFAULT_LIMIT;
        private Duration maxWait = Duration.ZERO;
        private Set<Include> include = Set.of();

        private Builder(SessionId session) {
            this.session = Objects.requireNonNull(session, "session");
        }

        private Builder(PollRequest pollRequest) {
            session = pollRequest.session;
            after = pollRequest.after;
            limit = pollRequest.limit;
            maxWait = pollRequest.maxWait;
            include = pollRequest.include;
        }

        /** See {@link PollRequest#after()}. Default: none. */
        public Builder after(@Nullable String value) {
            after = value;
            return this;
        }

        /** See {@link PollRequest#limit()}. */
        public Builder limit(int value) {
            limit = value;
            return this;
        }

        /** See {@link PollRequest#maxWait()}. */
        public Builder maxWait(Duration value) {
            maxWait = Objects.requireNonNull(value, "maxWait");
            return this;
        }

        /** See {@link PollRequest#include()}. */
        public Builder include(Set<Include> value) {
            include = Objects.requireNonNull(value, "include");
            return this;
        }

        /** Returns the PollRequest; throws {@link IllegalArgumentException} if its parts do not agree. */
        public PollRequest build() {
            return new PollRequest(this);
        }
    }
}
