package dev.helpline.chat.core.internal.limit;

import dev.helpline.chat.spi.limit.Limit;
import dev.helpline.chat.spi.limit.RateLimiter.Allowed;
import dev.helpline.chat.spi.limit.RateLimiter.Decision;
import dev.helpline.chat.spi.limit.RateLimiter.Denied;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One budget under the generic cell rate algorithm (ITU-T I.371, virtual scheduling): a single number, the theoretical
 * arrival time, says when the budget will be full again. Integer arithmetic in nanoseconds. Thread-safe.
 */
final class Gcra {
    private final AtomicLong theoreticalArrivalNanos;

    /** A full budget. */
    Gcra(long nowNanos) {
        theoreticalArrivalNanos = new AtomicLong(nowNanos);
    }

    Decision take(Limit limit, long nowNanos) {
        long interval = Math.max(1, limit.period().toNanos() / limit.count());
        long tolerance = interval * (limit.count() - 1L);
        while (true) {
            long stored = theoreticalArrivalNanos.get();
            // Differences, not values, are compared: the origin of the clock is arbitrary and may be negative.
            long lead = Math.max(0, stored - nowNanos);
            if (lead > tolerance) {
                return new Denied(Duration.ofNanos(lead - tolerance));
            }
            if (theoreticalArrivalNanos.compareAndSet(stored, nowNanos + lead + interval)) {
                return new Allowed((int) ((tolerance - lead) / interval));
            }
        }
    }

    /** Whether nothing of the budget is taken, so that forgetting it changes nothing. */
    boolean isFull(long nowNanos) {
        return theoreticalArrivalNanos.get() - nowNanos <= 0;
    }
}
