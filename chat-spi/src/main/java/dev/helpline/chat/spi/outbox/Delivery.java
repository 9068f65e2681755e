package dev.helpline.chat.spi.outbox;

import dev.helpline.chat.spi.Checks;
import dev.helpline.chat.spi.Experimental;
import dev.helpline.chat.spi.SessionId;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One event that one durable listener has not taken yet. Immutable. */
@Experimental
public final class Delivery {
    /** The greatest length of {@link #failure()}, in code points; a longer text is cut. */
    public static final int MAX_FAILURE_LENGTH = 500;

    /** The {@link #seq()} of the event that the session was erased, behind all others. */
    public static final long ERASURE = Long.MAX_VALUE;

    private final String listener;
    private final SessionId session;
    private final long seq;
    private final int attempts;
    private final @Nullable Instant dueAt;
    private final @Nullable String failure;

    private Delivery(Builder builder) {
        listener = builder.listener;
        session = builder.session;
        seq = Checks.within("seq", builder.seq, 1, Long.MAX_VALUE);
        attempts = (int) Checks.within("attempts", builder.attempts, 0, Integer.MAX_VALUE);
        dueAt = Checks.millisOrNull(builder.dueAt);
        failure = cut(builder.failure);
    }

    private static @Nullable String cut(@Nullable String text) {
        return text == null || text.codePointCount(0, text.length()) <= MAX_FAILURE_LENGTH
                ? text
                : text.substring(0, text.offsetByCodePoints(0, MAX_FAILURE_LENGTH));
    }

    /** Returns a builder of a delivery to the listener of this name, of the entry with this seq. */
    public static Builder builder(String listener, SessionId session, long seq) {
        return new Builder(listener, session, seq);
    }

    /** Returns a builder with the values of this delivery. */
    public Builder toBuilder() {
        return builder(listener, session, seq).attempts(attempts).dueAt(dueAt).failure(failure);
    }

    /** The name of the listener. */
    public String listener() {
        return listener;
    }

    /** The session in which it happened. */
    public SessionId session() {
        return session;
    }

    /** The number of the entry in the session's log, or {@link #ERASURE}. */
    public long seq() {
        return seq;
    }

    /** Whether the event is an {@link ErasureEvent}, and no entry of a log. */
    public boolean isErasure() {
        return seq == ERASURE;
    }

    /** The id of the event: that of the {@link ChatEvent} or the {@link ErasureEvent}. */
    public String eventId() {
        return isErasure() ? ErasureEvent.of(session, 1).id() : session + "/" + seq;
    }

    /** How many attempts have failed. */
    public int attempts() {
        return attempts;
    }

    /** When the event is handed over, if no earlier one of its session holds it up; null for a dead letter, which is not handed over. */
    public @Nullable Instant dueAt() {
        return dueAt;
    }

    /** What the newest attempt failed with; null if none has failed. */
    public @Nullable String failure() {
        return failure;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Delivery that
                && listener.equals(that.listener)
                && session.equals(that.session)
                && seq == that.seq
                && attempts == that.attempts
                && Objects.equals(dueAt, that.dueAt)
                && Objects.equals(failure, that.failure);
    }

    @Override
    public int hashCode() {
        return Objects.hash(listener, session, seq);
    }

    /** Everything but the failure. */
    @Override
    public String toString() {
        return "Delivery[" + listener + ", " + session + "/" + seq + ", " + attempts + " failed, "
                + (dueAt == null ? "dead" : "due " + dueAt) + "]";
    }

    /** Builds a {@link Delivery}. Not thread-safe. */
    public static final class Builder {
        private final String listener;
        private final SessionId session;
        private final long seq;
        private int attempts;
        private @Nullable Instant dueAt;
        private @Nullable String failure;

        private Builder(String listener, SessionId session, long seq) {
            this.listener = Objects.requireNonNull(listener, "listener");
            this.session = Objects.requireNonNull(session, "session");
            this.seq = seq;
        }

        /** See {@link Delivery#attempts()}. Default: 0. */
        public Builder attempts(int value) {
            attempts = value;
            return this;
        }

        /** See {@link Delivery#dueAt()}. Default: null, a dead letter. */
        public Builder dueAt(@Nullable Instant value) {
            dueAt = value;
            return this;
        }

        /** See {@link Delivery#failure()}. Default: none. */
        public Builder failure(@Nullable String value) {
            failure = value;
            return this;
        }

        /** Returns the delivery. Throws {@link IllegalArgumentException} if a number is out of range. */
        public Delivery build() {
            return new Delivery(this);
        }
    }
}
