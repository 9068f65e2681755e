package dev.helpline.chat.core.session;

import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.session.Outcome;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A request to end a session. Ending a session that has ended returns how it ended. Thread-safe: immutable.
 */
public final class EndSession {
    private final SessionId session;
    private final @Nullable String reason;
    private final @Nullable Outcome outcome;
    private final @Nullable Instant claimedAt;

    private EndSession(Builder builder) {
        session = Objects.requireNonNull(builder.session, "session");
        reason = builder.reason;
        outcome = builder.outcome;
        claimedAt = builder.claimedAt;
    }

    /** Returns a builder of an end without reason and outcome. */
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

    /** The reason, of at most 1000 code points. */
    public @Nullable String reason() {
        return reason;
    }

    /** The outcome. Only agents may give one. */
    public @Nullable Outcome outcome() {
        return outcome;
    }

    /** When the session ended, by the client's clock. */
    public @Nullable Instant claimedAt() {
        return claimedAt;
    }

    /** Returns an end without reason and outcome. */
    public static EndSession of(SessionId session) {
        return builder(session).build();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        if (this == other) {
            return true;
        }
        return other instanceof EndSession that
                && session.equals(that.session)
                && Objects.equals(reason, that.reason)
                && Objects.equals(outcome, that.outcome)
                && Objects.equals(claimedAt, that.claimedAt);
    }

    @Override
    public int hashCode() {
        return Objects.hash(session, reason, outcome, claimedAt);
    }

    /** The session and the outcome; never the words of the reason. */
    @Override
    public String toString() {
        return "EndSession[" + session + " " + outcome + "]";
    }

    /** Builds an {@link EndSession}. Not thread-safe. */
    public static final class Builder {
        private final SessionId session;
        private @Nullable String reason;
        private @Nullable Outcome outcome;
        private @Nullable Instant claimedAt;

        private Builder(SessionId session) {
            this.session = Objects.requireNonNull(session, "session");
        }

        private Builder(EndSession endSession) {
            session = endSession.session;
            reason = endSession.reason;
            outcome = endSession.outcome;
            claimedAt = endSession.claimedAt;
        }

        /** See {@link EndSession#reason()}. Default: none. */
        public Builder reason(@Nullable String value) {
            reason = value;
            return this;
        }

        /** See {@link EndSession#outcome()}. Default: none. */
        public Builder outcome(@Nullable Outcome value) {
            outcome = value;
            return this;
        }

        /** See {@link EndSession#claimedAt()}. Default: none. */
        public Builder claimedAt(@Nullable Instant value) {
            claimedAt = value;
            return this;
        }

        /** Returns the EndSession. */
        public EndSession build() {
            return new EndSession(this);
        }
    }
}
