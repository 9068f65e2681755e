package dev.helpline.chat.spi.store;

import dev.helpline.chat.spi.session.SessionState;
import java.util.Map;

/**
 * How many sessions are in each open state.
 *
 * @param waiting in state WAITING
 * @param active in state ACTIVE
 * @param onHold in state ON_HOLD
 */
public record OpenSessionCounts(long waiting, long active, long onHold) {
    /** Returns the counts of the open states in {@code counts}, where a state that is missing counts 0. */
    public static OpenSessionCounts of(Map<SessionState, Long> counts) {
        return new OpenSessionCounts(
                counts.getOrDefault(SessionState.WAITING, 0L),
                counts.getOrDefault(SessionState.ACTIVE, 0L),
                counts.getOrDefault(SessionState.ON_HOLD, 0L));
    }

    /** Returns how many sessions are open in all. */
    public long total() {
        return waiting + active + onHold;
    }
}
