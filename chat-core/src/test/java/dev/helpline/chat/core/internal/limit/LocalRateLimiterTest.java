package dev.helpline.chat.core.internal.limit;

import static dev.helpline.chat.core.Sessions.START;
import static org.assertj.core.api.Assertions.assertThat;

import dev.helpline.chat.spi.limit.Limit;
import dev.helpline.chat.spi.limit.RateLimiter.Allowed;
import dev.helpline.chat.spi.limit.RateLimiter.Decision;
import dev.helpline.chat.spi.limit.RateLimiter.Denied;
import dev.helpline.chat.spi.time.Scheduler;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LocalRateLimiterTest {
    private static final Limit THIRTY_A_MINUTE = new Limit(30, Duration.ofMinutes(1));

    private Instant now = START;
    private final LocalRateLimiter limiter = new LocalRateLimiter(new Scheduler() {
        @Override
        public Scheduled schedule(Duration delay, Runnable task) {
            throw new AssertionError("a limiter schedules nothing");
        }

        @Override
        public long nanoTime() {
            return Long.MAX_VALUE - 1_000_000_000 + Duration.between(START, now).toNanos();
        }
    });

    @Test
    void a_full_budget_grants_its_count_at_once_and_then_says_when_to_come_back() {
        List<Decision> decisions = IntStream.range(0, 31).mapToObj(i -> take()).toList();

        assertThat(decisions.subList(0, 30))
                .containsExactlyElementsOf(IntStream.range(0, 30)
                        .<Decision>mapToObj(i -> new Allowed(29 - i))
                        .toList());
        assertThat(decisions.get(30)).isEqualTo(new Denied(Duration.ofSeconds(2)));
    }

    @Test
    void after_the_time_it_said_exactly_one_more_is_granted() {
        exhaust();

        now = now.plusSeconds(2).minusNanos(1);
        Decision early = take();
        now = now.plusNanos(1);

        assertThat(early).isEqualTo(new Denied(Duration.ofNanos(1)));
        assertThat(take()).isEqualTo(new Allowed(0));
        assertThat(take()).isInstanceOf(Denied.class);
    }

    @Test
    void what_was_denied_costs_nothing() {
        exhaust();
        IntStream.range(0, 1000).forEach(i -> assertThat(take()).isInstanceOf(Denied.class));

        now = now.plusSeconds(2);

        assertThat(take()).isEqualTo(new Allowed(0));
    }

    @Test
    void a_limit_of_one_is_a_limit_too() {
        Limit one = new Limit(1, Duration.ofSeconds(10));

        assertThat(limiter.tryAcquire("k", one)).isEqualTo(new Allowed(0));
        assertThat(limiter.tryAcquire("k", one)).isEqualTo(new Denied(Duration.ofSeconds(10)));
    }

    @Test
    void the_largest_limits_do_not_overflow() {
        Limit largest = new Limit(Integer.MAX_VALUE, Duration.ofDays(366));
        Limit fastest = new Limit(Integer.MAX_VALUE, Duration.ofNanos(1));

        assertThat(limiter.tryAcquire("a", largest)).isEqualTo(new Allowed(Integer.MAX_VALUE - 1));
        assertThat(limiter.tryAcquire("b", fastest)).isEqualTo(new Allowed(Integer.MAX_VALUE - 1));
    }

    @Test
    void budgets_of_different_keys_do_not_touch_each_other() {
        exhaust();

        assertThat(limiter.tryAcquire("other", THIRTY_A_MINUTE)).isEqualTo(new Allowed(29));
    }

    @Test
    void a_time_that_overflows_refills_the_budget_as_any_other() {
        exhaust();

        now = now.plusSeconds(2);

        assertThat(take()).isEqualTo(new Allowed(0));
        assertThat(take()).isEqualTo(new Denied(Duration.ofSeconds(2)));
    }

    @Test
    void full_budgets_are_forgotten_and_others_are_not() {
        limiter.tryAcquire("little", THIRTY_A_MINUTE);
        exhaust();
        now = now.plusSeconds(2);

        limiter.forgetFull();
        int left = limiter.size();
        now = now.plusSeconds(58);
        limiter.forgetFull();

        assertThat(left).isEqualTo(1);
        assertThat(limiter.size()).isZero();
    }

    @Test
    void of_many_at_once_the_count_is_granted() {
        AtomicInteger granted = new AtomicInteger();

        IntStream.range(0, 10_000).parallel().forEach(i -> granted.addAndGet(take() instanceof Allowed ? 1 : 0));

        assertThat(granted).hasValue(30);
    }

    static LongStream seeds() {
        return LongStream.range(0, 50);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void no_window_of_time_is_ever_granted_more_than_the_count_and_the_refill(long seed) {
        Random random = new Random(seed);
        Limit limit = new Limit(1 + random.nextInt(20), Duration.ofMillis(1 + random.nextInt(20_000)));
        List<Instant> granted = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            now = now.plusNanos((long)
                    (random.nextDouble() * random.nextDouble() * limit.period().toNanos()));
            if (limiter.tryAcquire("k", limit) instanceof Allowed) {
                granted.add(now);
            }
        }

        long interval = Math.max(1, limit.period().toNanos() / limit.count());
        for (int from = 0; from < granted.size(); from++) {
            for (int to = from; to < granted.size(); to++) {
                long window =
                        Duration.between(granted.get(from), granted.get(to)).toNanos();
                assertThat(to - from + 1).as("seed %s", seed).isLessThanOrEqualTo((int)
                        (limit.count() + window / interval));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void whenever_a_caller_comes_it_is_told_to_wait_for_no_longer_than_one_refill(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 400; i++) {
            now = now.plusMillis(random.nextInt(2000));

            Decision decision = take();

            assertThat(decision instanceof Denied denied ? denied.retryAfter() : Duration.ZERO)
                    .as("seed %s", seed)
                    .isLessThanOrEqualTo(Duration.ofSeconds(2));
        }
    }

    private Decision take() {
        return limiter.tryAcquire("k", THIRTY_A_MINUTE);
    }

    private void exhaust() {
        IntStream.range(0, 30).forEach(i -> assertThat(take()).isInstanceOf(Allowed.class));
    }
}
