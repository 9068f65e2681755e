package dev.helpline.chat.core.session;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How much longer a customer is likely to wait, as a range: half of all customers wait no longer than {@link #median}, and nine of ten no
 * longer than {@link #p90}.
 *
 * <p>The engine estimates from the sessions that agents served lately and from the agents who are present. A session at place {@code n}
 * is served when {@code n} sessions have ended; with {@code s} sessions in service that last {@code d} on average, one ends every {@code
 * d / s}. The time until the n-th end varies as a gamma distribution does, and more so if few sessions were measured. What counts as in
 * service: where agents are assigned by a routing strategy, the places of all present agents who serve the session's department; an agent
 * of several queues counts for each by how many sessions wait in it. Otherwise the open sessions of the present agents, at least one each.
 *
 * <p>The estimate says nothing about how long the customer has waited already: it is as good at any moment of the wait. It does not
 * know who will leave the queue or pass by priority, and which skills or languages a session requires. Thread-safe: immutable.
 */
public final class WaitEstimate {
    /** How recent a service must be to count: the session ended within this time. */
    public static final Duration RECENT = Duration.ofHours(2);

    /** A longer service does not count: the session was forgotten, or lasted through an outage. */
    public static final Duration LONGEST_SERVICE = Duration.ofHours(2);

    /** How many recent services count at most. */
    public static final int SAMPLE = 100;

    /** Within what time an agent must have been seen to count. */
    public static final Duration AGENT_SEEN_WITHIN = Duration.ofSeconds(60);

    private final Duration median;
    private final Duration p90;

    private WaitEstimate(Duration median, Duration p90) {
        this.median = median;
        this.p90 = p90;
    }

    /**
     * Returns an estimate.
     *
     * @throws IllegalArgumentException if {@code median} is negative or longer than {@code p90}
     */
    public static WaitEstimate of(Duration median, Duration p90) {
        if (median.isNegative() || median.compareTo(p90) > 0) {
            throw new IllegalArgumentException(
                    "median must be between zero and p90, was " + median + " with p90 " + p90);
        }
        return new WaitEstimate(median, p90);
    }

    /** Within this time half of all customers are served (P50); never negative. */
    public Duration median() {
        return median;
    }

    /** Within this time nine of ten customers are served (P90); at least the median. */
    public Duration p90() {
        return p90;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || (other instanceof WaitEstimate that && median.equals(that.median) && p90.equals(that.p90));
    }

    @Override
    public int hashCode() {
        return Objects.hash(median, p90);
    }

    @Override
    public String toString() {
        return median + ".." + p90;
    }
}
