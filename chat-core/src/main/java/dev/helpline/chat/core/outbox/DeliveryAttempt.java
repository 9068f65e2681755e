package dev.helpline.chat.core.outbox;

import dev.helpline.chat.spi.Checks;
import dev.helpline.chat.spi.Experimental;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.outbox.Delivery;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One call of a durable listener, as the engine that made it remembers it. It has no text of a failure, which may hold personal data: {@link
 * Outbox#undelivered} has that of the newest attempt, until the event was taken or erased. Immutable.
 */
@Experimental
public final class DeliveryAttempt {
    /** What became of an attempt. */
    public enum Outcome {
        /** The listener took the event. */
        TAKEN,
        /** The listener failed, and is called again. */
        FAILED,
        /** The listener failed for the last time: the event is a dead letter. */
        DEAD
    }

    private final String eventId;
    private final SessionId session;
    private final long seq;
    private final int attempt;
    private final Instant at;
    private final Duration duration;
    private final Outcome outcome;
    private final @Nullable Instant nextAt;

    private DeliveryAttempt(Delivery after, int attempt, Outcome outcome, Instant at, Duration duration) {
        this.eventId = after.eventId();
        this.session = after.session();
        this.seq = after.seq();
        this.attempt = attempt;
        this.at = Checks.millis(at);
        this.duration = Objects.requireNonNull(duration, "duration");
        this.outcome = outcome;
        this.nextAt = outcome == Outcome.FAILED ? after.dueAt() : null;
    }

    /** Returns an attempt by which the listener took the event. */
    public static DeliveryAttempt taken(Delivery delivery, Instant at, Duration duration) {
        return new DeliveryAttempt(delivery, delivery.attempts() + 1, Outcome.TAKEN, at, duration);
    }

    /** Returns an attempt that failed; {@code failed} counts it already, and has no due time if it was the last one. */
    public static DeliveryAttempt failed(Delivery failed, Instant at, Duration duration) {
        return new DeliveryAttempt(
                failed, failed.attempts(), failed.dueAt() == null ? Outcome.DEAD : Outcome.FAILED, at, duration);
    }

    /** The id of the event, see {@link Delivery#eventId()}; for webhooks, the header {@code webhook-id}. */
    public String eventId() {
        return eventId;
    }

    /** The session in which it happened. */
    public SessionId session() {
        return session;
    }

    /** The number of the entry in the session's log, or {@link Delivery#ERASURE}. */
    public long seq() {
        return seq;
    }

    /** Which attempt it was: 1 or more. */
    public int attempt() {
        return attempt;
    }

    /** When the call began. */
    public Instant at() {
        return at;
    }

    /** How long the call lasted. */
    public Duration duration() {
        return duration;
    }

    /** What became of it. */
    public Outcome outcome() {
        return outcome;
    }

    /** When the listener is called again; null unless the outcome is FAILED. */
    public @Nullable Instant nextAt() {
        return nextAt;
    }

    @Override
    public String toString() {
        return "DeliveryAttempt[" + eventId + ", attempt " + attempt + " at " + at + ", " + outcome + "]";
    }
}
