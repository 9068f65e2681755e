package dev.helpline.chat.spi.session;

import dev.helpline.chat.spi.Checks;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The instants of a session, UTC at millisecond precision. They are by the engine's clock, except for a claimed
 * instant, which is by the client's. Thread-safe:
 * immutable.
 */
public final class Timeline {
    private final Instant createdAt;
    private final @Nullable Instant claimedStart;
    private final @Nullable Instant firstAssignedAt;
    private final Instant lastEntryAt;
    private final @Nullable Instant reopenedAt;
    private final @Nullable Instant turnSince;
    private final @Nullable Instant endsAt;
    private final @Nullable Instant escalatedAt;
    private final @Nullable Instant queuedAt;

    private Timeline(Builder builder) {
        createdAt = Checks.millis(builder.createdAt);
        claimedStart = Checks.millisOrNull(builder.claimedStart);
        firstAssignedAt = Checks.millisOrNull(builder.firstAssignedAt);
        lastEntryAt = Checks.millis(builder.lastEntryAt);
        reopenedAt = Checks.millisOrNull(builder.reopenedAt);
        turnSince = Checks.millisOrNull(builder.turnSince);
        endsAt = Checks.millisOrNull(builder.endsAt);
        escalatedAt = Checks.millisOrNull(builder.escalatedAt);
        queuedAt = Checks.millisOrNull(builder.queuedAt);
    }

    /** Returns a builder of the timeline of a session that was created at this instant. */
    public static Builder builder(Instant createdAt) {
        return new Builder(createdAt);
    }

    /** Returns a builder that starts with the parts of this one. */
    public Builder toBuilder() {
        return new Builder(this);
    }

    /** When the session was created. */
    public Instant createdAt() {
        return createdAt;
    }

    /**
     * When it began by the client's clock; null if the client did not say, or if that is not plausible. Never used
     * for ordering or statistics.
     */
    public @Nullable Instant claimedStart() {
        return claimedStart;
    }

    /** When it was first assigned to an agent, which ended its wait. Null before that. */
    public @Nullable Instant firstAssignedAt() {
        return firstAssignedAt;
    }

    /**
     * When the newest entry was appended, not counting warnings that the session ends, which are no sign of life, and entries that only
     * agents see.
     */
    public Instant lastEntryAt() {
        return lastEntryAt;
    }

    /** When the session was reopened last; null if it never was. */
    public @Nullable Instant reopenedAt() {
        return reopenedAt;
    }

    /** Since when the side has the {@link Session#turn() turn}; null while neither side has it. */
    public @Nullable Instant turnSince() {
        return turnSince;
    }

    /**
     * When the session ends at the earliest unless the silence is broken, as its participants were warned; null if they were not. Downtime
     * after the warning delays the end.
     */
    public @Nullable Instant endsAt() {
        return endsAt;
    }

    /** When an agent escalated the session to the supervisors; null if none did, and once a supervisor or an admin has seen to it. */
    public @Nullable Instant escalatedAt() {
        return escalatedAt;
    }

    /**
     * Since when the session waits in its queue, if an agent gave it back to the queue or it was moved to the queue of another department;
     * null if it waits since it was created or reopened, and while it does not wait.
     */
    public @Nullable Instant queuedAt() {
        return queuedAt;
    }

    /** Since when the session waits in the queue that it is in; meaningful while it waits. */
    public Instant waitsSince() {
        Instant begun = reopenedAt == null ? createdAt : reopenedAt;
        return queuedAt == null ? begun : queuedAt;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        if (this == other) {
            return true;
        }
        return other instanceof Timeline that
                && createdAt.equals(that.createdAt)
                && Objects.equals(claimedStart, that.claimedStart)
                && Objects.equals(firstAssignedAt, that.firstAssignedAt)
                && lastEntryAt.equals(that.lastEntryAt)
                && Objects.equals(reopenedAt, that.reopenedAt)
                && Objects.equals(turnSince, that.turnSince)
                && Objects.equals(endsAt, that.endsAt)
                && Objects.equals(escalatedAt, that.escalatedAt)
                && Objects.equals(queuedAt, that.queuedAt);
    }

    @Override
    public int hashCode() {
        return Objects.hash(
                createdAt,
                claimedStart,
                firstAssignedAt,
                lastEntryAt,
                reopenedAt,
                turnSince,
                endsAt,
                escalatedAt,
                queuedAt);
    }

    @Override
    public String toString() {
        return "Timeline[created " + createdAt + ", first assigned " + firstAssignedAt + ", last entry " + lastEntryAt
                + "]";
    }

    /** Builds a {@link Timeline}. Not thread-safe. */
    public static final class Builder {
        private final Instant createdAt;
        private @Nullable Instant claimedStart;
        private @Nullable Instant firstAssignedAt;
        private Instant lastEntryAt;
        private @Nullable Instant reopenedAt;
        private @Nullable Instant turnSince;
        private @Nullable Instant endsAt;
        private @Nullable Instant escalatedAt;
        private @Nullable Instant queuedAt;

        private Builder(Instant createdAt) {
            this.createdAt = Objects.requireNonNull(createdAt, "createdAt");
            this.lastEntryAt = createdAt;
        }

        private Builder(Timeline timeline) {
            createdAt = timeline.createdAt;
            claimedStart = timeline.claimedStart;
            firstAssignedAt = timeline.firstAssignedAt;
            lastEntryAt = timeline.lastEntryAt;
            reopenedAt = timeline.reopenedAt;
            turnSince = timeline.turnSince;
            endsAt = timeline.endsAt;
            escalatedAt = timeline.escalatedAt;
            queuedAt = timeline.queuedAt;
        }

        /** See {@link Timeline#claimedStart()}. Default: none. */
        public Builder claimedStart(@Nullable Instant value) {
            claimedStart = value;
            return this;
        }

        /** See {@link Timeline#firstAssignedAt()}. Default: none. */
        public Builder firstAssignedAt(@Nullable Instant value) {
            firstAssignedAt = value;
            return this;
        }

        /** See {@link Timeline#lastEntryAt()}. Default: when the session was created. */
        public Builder lastEntryAt(Instant value) {
            lastEntryAt = Objects.requireNonNull(value, "lastEntryAt");
            return this;
        }

        /** See {@link Timeline#reopenedAt()}. Default: none. */
        public Builder reopenedAt(@Nullable Instant value) {
            reopenedAt = value;
            return this;
        }

        /** See {@link Timeline#turnSince()}. Default: none. */
        public Builder turnSince(@Nullable Instant value) {
            turnSince = value;
            return this;
        }

        /** See {@link Timeline#endsAt()}. Default: none. */
        public Builder endsAt(@Nullable Instant value) {
            endsAt = value;
            return this;
        }

        /** See {@link Timeline#escalatedAt()}. Default: none. */
        public Builder escalatedAt(@Nullable Instant value) {
            escalatedAt = value;
            return this;
        }

        /** See {@link Timeline#queuedAt()}. Default: none. */
        public Builder queuedAt(@Nullable Instant value) {
            queuedAt = value;
            return this;
        }

        /** Returns the Timeline. */
        public Timeline build() {
            return new Timeline(this);
        }
    }
}
