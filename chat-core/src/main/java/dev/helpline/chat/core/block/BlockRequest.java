package dev.helpline.chat.core.block;

import dev.helpline.chat.spi.block.BlockSubject;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A request to block a customer or a network address. Thread-safe: immutable. */
public final class BlockRequest {
    private final BlockSubject subject;
    private final @Nullable String reason;
    private final @Nullable Instant until;

    private BlockRequest(Builder builder) {
        subject = builder.subject;
        reason = builder.reason;
        until = builder.until;
    }

    /** Returns a builder of a request for a block without an end and without a reason. */
    public static Builder builder(BlockSubject subject) {
        return new Builder(subject);
    }

    /** Returns a builder that starts with the parts of this one. */
    public Builder toBuilder() {
        return new Builder(subject).reason(reason).until(until);
    }

    /** Whom to block. */
    public BlockSubject subject() {
        return subject;
    }

    /** Why, for agents; the customer is never told. At most 1000 code points. */
    public @Nullable String reason() {
        return reason;
    }

    /** When the block ends by itself, exclusive; null if it does not. In the future. */
    public @Nullable Instant until() {
        return until;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        if (this == other) {
            return true;
        }
        return other instanceof BlockRequest that
                && subject.equals(that.subject)
                && Objects.equals(reason, that.reason)
                && Objects.equals(until, that.until);
    }

    @Override
    public int hashCode() {
        return Objects.hash(subject, reason, until);
    }

    /** The kind of subject and the end of the block. */
    @Override
    public String toString() {
        return "BlockRequest[" + subject + " until " + until + "]";
    }

    /** Builds a {@link BlockRequest}. Not thread-safe. */
    public static final class Builder {
        private final BlockSubject subject;
        private @Nullable String reason;
        private @Nullable Instant until;

        private Builder(BlockSubject subject) {
            this.subject = Objects.requireNonNull(subject, "subject");
        }

        /** See {@link BlockRequest#reason()}. Default: none. */
        public Builder reason(@Nullable String value) {
            reason = value;
            return this;
        }

        /** See {@link BlockRequest#until()}. Default: none. */
        public Builder until(@Nullable Instant value) {
            until = value;
            return this;
        }

        /** Returns the BlockRequest. */
        public BlockRequest build() {
            return new BlockRequest(this);
        }
    }
}
