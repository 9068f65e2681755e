package dev.helpline.chat.spi.store;

/**
 * How many sessions are open.
 *
 * @param waiting in state WAITING
 * @param active in state ACTIVE
 * @param onHold in state ON_HOLD
 */
public record OpenSessionCounts(long waiting, long active, long onHold) {
    /** All of them. */
    public long total() {
        return waiting + active + onHold;
    }
}
