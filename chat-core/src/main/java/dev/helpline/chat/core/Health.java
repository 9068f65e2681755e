package dev.helpline.chat.core;

/**
 * How the engine is.
 *
 * @param accepting whether it takes new commands; false once it closes
 * @param storeReachable whether the store answered a read just now, within the engine's {@code healthTimeout}
 * @param storeWritable whether the store also took a write, one that changes nothing. False for example for a database that is
 *     read-only; a full disk is only noticed by writes that need room
 * @param commandsWaiting how many commands are not yet durable
 */
public record Health(boolean accepting, boolean storeReachable, boolean storeWritable, int commandsWaiting) {
    /** Whether a caller can expect to be served. */
    public boolean ready() {
        return accepting && storeReachable && storeWritable;
    }
}
