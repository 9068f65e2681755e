package dev.helpline.chat.testkit.limit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.helpline.chat.spi.Experimental;
import dev.helpline.chat.spi.limit.Limit;
import dev.helpline.chat.spi.limit.RateLimiter;
import dev.helpline.chat.spi.limit.RateLimiter.Allowed;
import dev.helpline.chat.spi.limit.RateLimiter.Decision;
import dev.helpline.chat.spi.limit.RateLimiter.Denied;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What every {@link RateLimiter} promises. Its test extends this class and says how to create a limiter whose budgets are full:
 *
 * <pre>{@code
 * class OurLimiterTest extends RateLimiterContract {
 *     @Override
 *     protected RateLimiter newLimiter() {
 *         return new OurLimiter();
 *     }
 * }
 * }</pre>
 *
 * <p>The limits are refilled so slowly that it does not matter whether time passes during a test.
 */
@Experimental
public abstract class RateLimiterContract {
    private static final Limit THIRTY_IN_TEN_DAYS = new Limit(30, Duration.ofDays(10));
    private static final Duration REFILL = Duration.ofHours(8);

    private RateLimiter limiter;

    /** For subclasses. */
    protected RateLimiterContract() {}

    /** Returns a limiter with full budgets. */
    protected abstract RateLimiter newLimiter();

    @BeforeEach
    void createLimiter() {
        limiter = newLimiter();
    }

    @Test
    void a_full_budget_grants_its_count_at_once_and_then_says_when_to_come_back() {
        List<Decision> granted = IntStream.range(0, 30).mapToObj(i -> take("k")).toList();

        assertThat(granted)
                .containsExactlyElementsOf(IntStream.range(0, 30)
                        .<Decision>mapToObj(i -> new Allowed(29 - i))
                        .toList());
        assertThat(waitOf(take("k"))).isPositive().isLessThanOrEqualTo(REFILL);
    }

    @Test
    void what_was_denied_costs_nothing() {
        exhaust("k");

        IntStream.range(0, 100).forEach(i -> assertThat(take("k")).isInstanceOf(Denied.class));

        assertThat(waitOf(take("k"))).isLessThanOrEqualTo(REFILL);
    }

    @Test
    void budgets_of_different_keys_do_not_touch_each_other() {
        exhaust("k");

        assertThat(take("K")).isEqualTo(new Allowed(29));
        assertThat(take("k ")).isEqualTo(new Allowed(29));
    }

    @Test
    void the_longest_keys_are_told_apart() {
        String first = "ü".repeat(299) + "1";
        exhaust(first);

        assertThat(take("ü".repeat(299) + "2")).isEqualTo(new Allowed(29));
    }

    @Test
    void a_limit_of_one_is_a_limit_too() {
        Limit one = new Limit(1, Duration.ofDays(1));

        assertThat(limiter.tryAcquire("k", one)).isEqualTo(new Allowed(0));
        assertThat(waitOf(limiter.tryAcquire("k", one))).isBetween(Duration.ofHours(23), Duration.ofDays(1));
    }

    @Test
    void the_largest_limits_do_not_overflow() {
        Limit largest = new Limit(Integer.MAX_VALUE, Duration.ofDays(366));
        Limit fastest = new Limit(Integer.MAX_VALUE, Duration.ofNanos(1));
        Limit slowest = new Limit(1, Duration.ofDays(366));

        assertThat(limiter.tryAcquire("a", largest)).isEqualTo(new Allowed(Integer.MAX_VALUE - 1));
        assertThat(limiter.tryAcquire("b", fastest)).isEqualTo(new Allowed(Integer.MAX_VALUE - 1));
        assertThat(limiter.tryAcquire("c", slowest)).isEqualTo(new Allowed(0));
        assertThat(waitOf(limiter.tryAcquire("c", slowest))).isBetween(Duration.ofDays(365), Duration.ofDays(366));
    }

    @Test
    void of_many_at_once_the_count_is_granted() {
        AtomicInteger granted = new AtomicInteger();

        IntStream.range(0, 2000).parallel().forEach(i -> granted.addAndGet(take("k") instanceof Allowed ? 1 : 0));

        assertThat(granted).hasValue(30);
    }

    private Decision take(String key) {
        return limiter.tryAcquire(key, THIRTY_IN_TEN_DAYS);
    }

    private void exhaust(String key) {
        IntStream.range(0, 30).forEach(i -> assertThat(take(key)).isInstanceOf(Allowed.class));
    }

    private static Duration waitOf(Decision decision) {
        assertThat(decision).isInstanceOf(Denied.class);
        return ((Denied) decision).retryAfter();
    }
}
