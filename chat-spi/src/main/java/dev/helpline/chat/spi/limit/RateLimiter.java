package dev.helpline.chat.spi.limit;

import java.time.Duration;

/** Decides whether a caller may act once more. Thread-safe. */
@FunctionalInterface
public interface RateLimiter {
    /**
     * Takes one unit from the key's budget, if one is left.
     *
     * @param key names the caller and the action that the budget is for; at most 300 characters
     * @param limit the size of the budget; the same key always comes with the same limit
     */
    Decision tryAcquire(String key, Limit limit);

    /** The decision of the limiter. */
    sealed interface Decision {}

    /**
     * The caller may act.
     *
     * @param remaining how many more would be allowed at this moment
     */
    record Allowed(int remaining) implements Decision {}

    /**
     * The caller may not act; the budget is unchanged.
     *
     * @param retryAfter how long until the caller may act again; more than zero
     */
    record Denied(Duration retryAfter) implements Decision {}
}
