package dev.helpline.chat.spi.limit;

import java.time.Duration;

/** Says whether somebody may act once more. Thread-safe. */
@FunctionalInterface
public interface RateLimiter {
    /**
     * Takes one from the key's budget, if there is one left.
     *
     * @param key whose budget, and for which action; at most 300 characters
     * @param limit the size of the budget; the same key always comes with the same limit
     */
    Decision tryAcquire(String key, Limit limit);

    /** What the limiter says. */
    sealed interface Decision {}

    /**
     * Yes.
     *
     * @param remaining how many more would be allowed at this moment
     */
    record Allowed(int remaining) implements Decision {}

    /**
     * No; nothing was taken.
     *
     * @param retryAfter how long until one would be allowed; more than zero
     */
    record Denied(Duration retryAfter) implements Decision {}
}
