package dev.helpline.chat.spi.block;

import dev.helpline.chat.spi.Checks;
import dev.helpline.chat.spi.auth.Role;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A change to the block of one subject. The newest change of a subject tells whether the subject is blocked. Each change has an audit
 * record, which is stored with it. Thread-safe: immutable.
 */
public final class BlockChange {
    private final BlockSubject subject;
    private final long number;
    private final Instant at;
    private final boolean blocked;
    private final @Nullable Instant until;
    private final @Nullable Role role;
    private final @Nullable String actor;
    private final @Nullable String reason;

    private BlockChange(Builder builder) {
        subject = builder.subject;
        number = Checks.within("number", builder.number, 1, Long.MAX_VALUE);
        at = Checks.millis(builder.at);
        blocked = builder.blocked;
        until = Checks.millisOrNull(builder.until);
        role = builder.role;
        actor = builder.actor;
        reason = builder.reason;
        Checks.require(blocked || until == null, "only a block has an end");
    }

    /** Returns a builder of a change that ends the block of a subject. */
    public static Builder builder(BlockSubject subject, long number, Instant at) {
        return new Builder(subject, number, at);
    }

    /** Returns a builder that starts with the parts of this one. */
    public Builder toBuilder() {
        return new Builder(this);
    }

    /** The customer or address. */
    public BlockSubject subject() {
        return subject;
    }

    /** From 1, without gaps, among the changes of the subject. */
    public long number() {
        return number;
    }

    /** UTC instant of the change, at millisecond precision. */
    public Instant at() {
        return at;
    }

    /** Whether the subject is blocked from this change on, or is not any more. */
    public boolean blocked() {
        return blocked;
    }

    /** When the block ends by itself, exclusive; null if it does not. */
    public @Nullable Instant until() {
        return until;
    }

    /** Whether the subject is blocked at this instant if this is its newest change. */
    public boolean blocksAt(Instant now) {
        return blocked && (until == null || now.isBefore(until));
    }

    /** The role of who made the change. */
    public @Nullable Role role() {
        return role;
    }

    /** The id of the agent who made the change; null for the host. At most 128 characters. */
    public @Nullable String actor() {
        return actor;
    }

    /** Why, for agents; never told to the customer. At most 1000 code points; null if there is none. */
    public @Nullable String reason() {
        return reason;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        if (this == other) {
            return true;
        }
        return other instanceof BlockChange that
                && subject.equals(that.subject)
                && number == that.number
                && at.equals(that.at)
                && blocked == that.blocked
                && Objects.equals(until, that.until)
                && role == that.role
                && Objects.equals(actor, that.actor)
                && Objects.equals(reason, that.reason);
    }

    @Override
    public int hashCode() {
        return Objects.hash(subject, number);
    }

    /** What changed, without the subject's name and the reason. */
    @Override
    public String toString() {
        return "BlockChange[" + subject + " " + number + (blocked ? " blocked" : " unblocked") + "]";
    }

    /** Builds a {@link BlockChange}. Not thread-safe. */
    public static final class Builder {
        private final BlockSubject subject;
        private final long number;
        private final Instant at;
        private boolean blocked;
        private @Nullable Instant until;
        private @Nullable Role role;
        private @Nullable String actor;
        private @Nullable String reason;

        private Builder(BlockSubject subject, long number, Instant at) {
            this.subject = Objects.requireNonNull(subject, "subject");
            this.number = number;
            this.at = Objects.requireNonNull(at, "at");
        }

        private Builder(BlockChange change) {
            this(change.subject, change.number, change.at);
            blocked = change.blocked;
            until = change.until;
            role = change.role;
            actor = change.actor;
            reason = change.reason;
        }

        /** See {@link BlockChange#blocked()}. Default: false. */
        public Builder blocked(boolean value) {
            blocked = value;
            return this;
        }

        /** See {@link BlockChange#until()}. Default: none. */
        public Builder until(@Nullable Instant value) {
            until = value;
            return this;
        }

        /** See {@link BlockChange#role()}. Default: none. */
        public Builder role(@Nullable Role value) {
            role = value;
            return this;
        }

        /** See {@link BlockChange#actor()}. Default: none. */
        public Builder actor(@Nullable String value) {
            actor = value;
            return this;
        }

        /** See {@link BlockChange#reason()}. Default: none. */
        public Builder reason(@Nullable String value) {
            reason = value;
            return this;
        }

        /** Returns the BlockChange; throws {@link IllegalArgumentException} if its parts do not agree. */
        public BlockChange build() {
            return new BlockChange(this);
        }
    }
}
