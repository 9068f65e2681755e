package dev.helpline.chat.core.board;

import dev.helpline.chat.spi.Checks;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A request for what changed among all open sessions. Thread-safe: immutable.
 */
public final class BoardRequest {
    /** A request for all open sessions, which does not wait. */
    public static final BoardRequest SNAPSHOT = builder().build();

    /** The longest {@code maxWait}: below the idle timeouts that proxies commonly have. */
    public static final Duration MAX_WAIT = Duration.ofSeconds(25);

    private final @Nullable String after;
    private final Duration maxWait;

    private BoardRequest(Builder builder) {
        after = builder.after;
        maxWait = builder.maxWait;
    }

    /** Returns a builder of a request for all open sessions, which does not wait. */
    public static Builder builder() {
        return new Builder();
    }

    /** Returns a builder that starts with the parts of this one. */
    public Builder toBuilder() {
        return new Builder(this);
    }

    /** Returns a request for the changes since a cursor, which does not wait. */
    public static BoardRequest after(String cursor) {
        return builder().after(cursor).build();
    }

    /**
     * The cursor of the last answer. Null asks for all open sessions. A cursor that is too old, that another engine gave, or that is
     * no cursor at all does the same.
     */
    public @Nullable String after() {
        return after;
    }

    /** How long to wait if nothing changed, up to 25 seconds. A subscription waits as long as it lasts and ignores this. */
    public Duration maxWait() {
        return maxWait;
    }

    /** Returns the same request, which waits for up to this long. */
    public BoardRequest waiting(Duration value) {
        return toBuilder().maxWait(value).build();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        if (this == other) {
            return true;
        }
        return other instanceof BoardRequest that && Objects.equals(after, that.after) && maxWait.equals(that.maxWait);
    }

    @Override
    public int hashCode() {
        return Objects.hash(after, maxWait);
    }

    @Override
    public String toString() {
        return "BoardRequest[after " + after + ", wait " + maxWait + "]";
    }

    /** Builds a {@link BoardRequest}. Each setter checks its argument at once. Not thread-safe. */
    public static final class Builder {
        private @Nullable String after;
        private Duration maxWait = Duration.ZERO;

        private Builder() {}

        private Builder(BoardRequest request) {
            after = request.after;
            maxWait = request.maxWait;
        }

        /** See {@link BoardRequest#after()}. Default: null. */
        public Builder after(@Nullable String value) {
            after = value;
            return this;
        }

        /** See {@link BoardRequest#maxWait()}. Default: 0. */
        public Builder maxWait(Duration value) {
            Checks.require(
                    !value.isNegative() && value.compareTo(MAX_WAIT) <= 0, "maxWait must be between 0 and 25 seconds");
            maxWait = value;
            return this;
        }

        /** Returns the request. */
        public BoardRequest build() {
            return new BoardRequest(this);
        }
    }
}
