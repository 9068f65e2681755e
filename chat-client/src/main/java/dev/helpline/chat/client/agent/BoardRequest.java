package dev.helpline.chat.client.agent;

import dev.helpline.chat.client.internal.Query;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A request for all open sessions, or for what changed among them. Immutable. */
public final class BoardRequest {
    /** Android 26 has no Duration.toSeconds(). */
    private static final int MILLIS_PER_SECOND = 1000;

    private final @Nullable String after;
    private final Duration maxWait;

    private BoardRequest(Builder builder) {
        after = builder.after;
        maxWait = builder.maxWait;
    }

    /** Starts a builder of a request for all open sessions. */
    public static Builder builder() {
        return new Builder();
    }

    /** For the SDK: adds the parameters of the request to a URL. */
    public void addTo(Query query) {
        if (after != null) {
            query.add("after", after);
        }
        if (!maxWait.isZero()) {
            query.add("wait", Long.toString(maxWait.toMillis() / MILLIS_PER_SECOND));
        }
    }

    @Override
    public String toString() {
        return "BoardRequest{after=" + after + ", maxWait=" + maxWait + "}";
    }

    /** Collects what is optional. Not thread-safe. */
    public static final class Builder {
        private static final Duration MAX_WAIT = Duration.ofSeconds(25);

        private @Nullable String after;
        private Duration maxWait = Duration.ZERO;

        private Builder() {}

        /** The {@link Board#cursor()} of the previous response. Default: none, for all open sessions. */
        public Builder after(String cursor) {
            after = Objects.requireNonNull(cursor, "cursor");
            return this;
        }

        /**
         * How long the server may hold the request while nothing changes; fractions of a second are dropped. Default: zero, the server
         * responds at once.
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

        /** Makes the BoardRequest; the builder can be used again. */
        public BoardRequest build() {
            return new BoardRequest(this);
        }
    }
}
