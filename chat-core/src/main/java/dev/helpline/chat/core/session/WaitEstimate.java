package dev.helpline.chat.core.session;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

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
     * @param recentWaits in any order
     * @param agents how many agents were seen lately
     */
    public static Optional<Duration> of(int position, Duration waited, List<Duration> recentWaits, int agents) {
        if (agents <= 0 || recentWaits.isEmpty()) {
            return Optional.empty();
        }
        long round = (position + (long) agents - 1) / agents;
        Duration remaining = median(recentWaits).multipliedBy(round).minus(waited);
        return Optional.of(remaining.isNegative() ? Duration.ZERO : remaining);
    }

    private static Duration median(List<Duration> waits) {
        return waits.stream().sorted().skip((waits.size() - 1) / 2).findFirst().orElseThrow();
    }
}
