package dev.helpline.chat.core.session;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How much longer a customer is likely to wait.
 *
 * <p>Every agent seen within the last minute is taken to accept one session per round, and a round to last as long as
 * the median of the recent waits. Whoever stands at position {@code p} with {@code a} agents is served in round
 * {@code ceil(p / a)}; what has been waited already is taken off, and what remains is never negative. Without an agent
 * or without a recent wait nothing is known, and nothing is said.
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
     * The estimate, if anything is known.
     *
     * @param position in the queue, from 1
     * @param waited how long the customer has waited already
     * @param recentWaits in whatever order
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
