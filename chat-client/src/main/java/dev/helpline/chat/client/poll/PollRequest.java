package dev.helpline.chat.client.poll;

import dev.helpline.chat.client.internal.Ids;
import dev.helpline.chat.client.internal.Query;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A request for what is new in a session. Immutable. */
public final class PollRequest {
    /** Android 26 has no Duration.toSeconds(). */
    private static final int MILLIS_PER_SECOND = 1000;

    private final String sessionId;
    private final @Nullable String after;
    private final @Nullable Integer limit;
    private final Duration maxWait;
    private final @Nullable String include;

    private PollRequest(Builder builder) {
        sessionId = builder.sessionId;
        after = builder.after;
        limit = builder.limit;
        maxWait = builder.maxWait;
        include = builder.include;
    }

    /** Starts a builder for the session with this id. */
    public static Builder builder(String sessionId) {
        return new Builder(sessionId);
    }

    /** The session to poll. */
    public String sessionId() {
        return sessionId;
    }

    /** For the SDK: adds the parameters of the request to a URL. */
    public void addTo(Query query) {
        if (after != null) {
            query.add("after", after);
        }
        if (limit != null) {
            query.add("limit", limit.toString());
        }
        if (!maxWait.isZero()) {
            query.add("wait", Long.toString(maxWait.toMillis() / MILLIS_PER_SECOND));
        }
        if (include != null) {
            query.add("include", include);
        }
    }

    @Override
    public String toString() {
        return "PollRequest{sessionId=" + sessionId + ", after=" + after + ", maxWait=" + maxWait + "}";
    }

    /** Collects what is optional. Not thread-safe. */
    public static final class Builder {
        private static final Duration MAX_WAIT = Duration.ofSeconds(25);

        private final String sessionId;
        private @Nullable String after;
        private @Nullable Integer limit;
        private Duration maxWait = Duration.ZERO;
        private @Nullable String include;

        private Builder(String sessionId) {
            this.sessionId = Ids.require(sessionId, "sessionId");
        }

        /** The {@link PollAnswer#cursor()} of the previous poll. Default: none, the poll starts at the first message. */
        public Builder after(String cursor) {
            after = Objects.requireNonNull(cursor, "cursor");
            return this;
        }

        /** The most messages to return, from 1; more than 100 count as 100. Default: the server's, 50. */
        public Builder limit(int limit) {
            Query.positive(limit, "limit");
            this.limit = limit;
            return this;
        }

        /**
         * How long the server may hold the poll while there is nothing new; fractions of a second are dropped. Default:
         * zero, the server responds at once.
         *
         * @param maxWait 0 to 25 s
         */
        public Builder maxWait(Duration maxWait) {
            if (maxWait.isNegative() || maxWait.compareTo(MAX_WAIT) > 0) {
                throw new IllegalArgumentException("maxWait must be 0 to 25 s, was " + maxWait);
            }
            this.maxWait = maxWait;
            return this;
        }

        /** Requests the caller's own messages and those of the system, too. Default: only messages of agents and bots. */
        public Builder everything() {
            include = "own,system";
            return this;
        }

        /** Makes the PollRequest; the builder can be used again. */
        public PollRequest build() {
            return new PollRequest(this);
        }
    }
}
