package dev.helpline.chat.core.session;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How much longer a customer is likely to wait.
 *
 * <p>The estimate assumes that every agent seen within the last minute accepts one session per round, and that a round lasts as long as
 * the median of the recent waits. With {@code a} agents, the session at position {@code p} is served in round {@code ceil(p / a)}. The
 * time that the customer has waited already is subtracted; the result is never negative. Without an agent or a recent wait there is no
 * estimate.
 */
public final class WaitEstimate {
    /** How recent a wait must be to count: it ended within this time. */
    public static final Duration RECENT = Duration.ofHours(2);

    /** How many recent waits count at most. */
    public static final int SAMPLE = 50;

    /** Within what time an agent must have been seen to count. */
    public static final Duration AGENT_SEEN_WITHIN = Duration.ofSeconds(60);

    private WaitEstimate() {}

    /**
     * Returns the estimate, if there is one.
     *
     * @param position the session's position in the queue, from 1
     * @param waited how long the customer has waited already
     * @param medianWait the median of the recent waits; null without any
     * @param agents how many agents were seen lately
     */
    public static Optional<Duration> of(int position, Duration waited, @Nullable Duration medianWait, int agents) {
        if (agents <= 0 || medianWait == null) {
            return Optional.empty();
        }
        long round = (position + (long) agents - 1) / agents;
        Duration remaining = medianWait.multipliedBy(round).minus(waited);
        return Optional.of(remaining.isNegative() ? Duration.ZERO : remaining);
    }

    /** Returns the median of waits in any order, the shorter of the two in the middle of an even number; empty without any. */
    public static Optional<Duration> median(List<Duration> waits) {
        return waits.stream().sorted().skip(Math.max(0, waits.size() - 1) / 2).findFirst();
    }
}
