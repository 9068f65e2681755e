package dev.helpline.chat.core;

/**
 * How the engine is.
 *
 * @param accepting whether it takes new commands; false once it closes
 * @param storeReachable whether the store answered a read just now
 * @param commandsWaiting how many commands are not yet durable
 */
public record Health(boolean accepting, boolean storeReachable, int commandsWaiting) {
    /** Whether a caller can expect to be served. */
    public boolean ready() {
        return accepting && storeReachable;
    }
}
