package dev.helpline.chat.http.internal.exchange;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.helpline.chat.spi.limit.Limit;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A rate limit per caller or per address: {@link Limit#count()} units at once, refilled evenly over {@link
 * Limit#period()}. Uses the generic cell rate algorithm (ITU-T I.371, virtual scheduling) in the memory of this node. A
 * full budget takes no memory; of the others, the 100,000 most recently used are kept. Thread-safe.
 */
final class CallBudget {
    private static final int MAX_REMEMBERED = 100_000;

    private final Limit limit;
    private final ElapsedTime time;
    private final long periodNanos;
    private final long unitNanos;

    /** When each budget will be full again, in nanoseconds of the elapsed time. */
    private final Cache<String, Long> fullAt;

    CallBudget(Limit limit, InstantSource clock) {
        this.limit = limit;
        time = new ElapsedTime(clock);
        unitNanos = Math.max(1, limit.period().toNanos() / limit.count());
        periodNanos = unitNanos * limit.count();
        fullAt = Caffeine.newBuilder()
                .maximumSize(MAX_REMEMBERED)
                .expireAfterWrite(periodNanos, TimeUnit.NANOSECONDS)
                .ticker(time::nanos)
                .executor(Runnable::run)
                .build();
    }

    Limit limit() {
        return limit;
    }

    /** Returns how long until a unit is available; empty if one is available now. */
    Optional<Duration> exhaustedFor(String key) {
        return waitFor(missing(fullAt.getIfPresent(key), time.nanos()));
    }

    /** Takes one unit, or returns how long until one is available if there is none. */
    Optional<Duration> take(String key) {
        return take(key, 1);
    }

    /**
     * Takes several units, or all units if fewer are available. If there is none, takes nothing and returns how long
     * until one is available.
     */
    Optional<Duration> take(String key, long units) {
        long now = time.nanos();
        long[] missing = new long[1];
        fullAt.asMap().compute(key, (same, until) -> {
            missing[0] = missing(until, now);
            if (isExhausted(missing[0])) {
                return until;
            }
            long cost = Math.min(units, limit.count()) * unitNanos;
            return now + Math.min(missing[0] + cost, periodNanos);
        });
        return waitFor(missing[0]);
    }

    private Optional<Duration> waitFor(long missing) {
        return isExhausted(missing)
                ? Optional.of(Duration.ofNanos(missing + unitNanos - periodNanos))
                : Optional.empty();
    }

    private boolean isExhausted(long missing) {
        return missing > periodNanos - unitNanos;
    }

    private static long missing(@Nullable Long until, long now) {
        return until == null ? 0 : Math.max(0, until - now);
    }
}
