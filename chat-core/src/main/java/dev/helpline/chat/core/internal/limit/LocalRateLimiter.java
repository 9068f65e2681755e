package dev.helpline.chat.core.internal.limit;

import dev.helpline.chat.spi.limit.Limit;
import dev.helpline.chat.spi.limit.RateLimiter;
import dev.helpline.chat.spi.time.Scheduler;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Keeps budgets in the memory of this process: with n engines on n nodes, a caller gets up to n times the limit. Thread-safe.
 *
 * <p>{@link #forgetFull} removes the budgets that are full, so that memory grows with the callers who act now, not with all who ever
 * acted.
 */
public final class LocalRateLimiter implements RateLimiter {
    private final ConcurrentMap<String, Gcra> budgets = new ConcurrentHashMap<>();
    private final Scheduler time;

    /** Limits by the time that passes, so that setting the clock changes no budget. */
    public LocalRateLimiter(Scheduler time) {
        this.time = time;
    }

    @Override
    public Decision tryAcquire(String key, Limit limit) {
        long now = time.nanoTime();
        Decision[] decision = new Decision[1];
        // Within compute, so that a budget is not forgotten between being found and being taken from.
        budgets.compute(key, (k, budget) -> {
            Gcra taken = budget == null ? new Gcra(now) : budget;
            decision[0] = taken.take(limit, now);
            return taken;
        });
        return decision[0];
    }

    /** Removes the full budgets. To be called from time to time. */
    public void forgetFull() {
        long now = time.nanoTime();
        budgets.forEach(
                (key, ignored) -> budgets.computeIfPresent(key, (k, budget) -> budget.isFull(now) ? null : budget));
    }

    /** How many budgets are remembered. */
    public int size() {
        return budgets.size();
    }
}
