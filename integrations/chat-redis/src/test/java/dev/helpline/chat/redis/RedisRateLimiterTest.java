package dev.helpline.chat.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.helpline.chat.spi.limit.Limit;
import dev.helpline.chat.spi.limit.RateLimiter;
import dev.helpline.chat.spi.limit.RateLimiter.Allowed;
import dev.helpline.chat.spi.limit.RateLimiter.Denied;
import dev.helpline.chat.testkit.fault.FaultProxy;
import dev.helpline.chat.testkit.limit.RateLimiterContract;
import dev.helpline.chat.testkit.time.Await;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The contract of rate limiters over Redis, and what several nodes and a Redis that fails make of it. */
@Timeout(value = 120, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RedisRateLimiterTest extends RateLimiterContract {
    private static final Limit ONE_A_DAY = new Limit(1, Duration.ofDays(1));

    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private final String prefix = "test:" + System.nanoTime() + ":";
    private final FaultProxy proxy = closing(FaultProxy.before(RedisTestServer.port()));
    private final RedisClient client = RedisTestServer.clientAt(proxy.port());

    RedisRateLimiterTest() {
        opened.push(() -> RedisTestServer.shutdown(client));
    }

    @AfterEach
    void closeAll() throws Exception {
        while (!opened.isEmpty()) {
            opened.pop().close();
        }
    }

    @Override
    protected RateLimiter newLimiter() {
        return connected(limiter(Duration.ofSeconds(10)));
    }

    @Test
    void all_nodes_share_the_budgets() {
        RateLimiter here = connected(limiter(Duration.ofSeconds(10)));
        RateLimiter there = connected(limiter(Duration.ofSeconds(10)));

        assertThat(here.tryAcquire("k", ONE_A_DAY)).isEqualTo(new Allowed(0));
        assertThat(there.tryAcquire("k", ONE_A_DAY)).isInstanceOf(Denied.class);
    }

    @Test
    void a_budget_is_refilled_and_leaves_nothing_behind_once_it_is_full() {
        RateLimiter limiter = connected(limiter(Duration.ofSeconds(10)));
        Limit quick = new Limit(1, Duration.ofMillis(200));

        assertThat(limiter.tryAcquire("k", quick)).isEqualTo(new Allowed(0));

        Await.until(() -> limiter.tryAcquire("k", quick) instanceof Allowed);
        try (StatefulRedisConnection<String, String> redis = client.connect()) {
            Await.until(() -> redis.sync().exists(prefix + "k") == 0);
        }
    }

    @Test
    void a_restarted_redis_that_has_forgotten_the_script_is_given_it_again() {
        RateLimiter limiter = connected(limiter(Duration.ofSeconds(10)));
        try (StatefulRedisConnection<String, String> redis = client.connect()) {
            redis.sync().scriptFlush();
        }

        assertThat(limiter.tryAcquire("k", ONE_A_DAY)).isEqualTo(new Allowed(0));
        assertThat(limiter.tryAcquire("k", ONE_A_DAY)).isInstanceOf(Denied.class);
    }

    @Test
    void while_redis_is_down_every_call_is_allowed_at_once_and_afterwards_limits_hold_again() {
        RateLimiter limiter = connected(limiter(Duration.ofSeconds(10)));
        assertThat(limiter.tryAcquire("k", ONE_A_DAY)).isEqualTo(new Allowed(0));

        proxy.refuse();
        proxy.resetAll();

        Await.until(() -> limiter.tryAcquire("k", ONE_A_DAY) instanceof Allowed);
        proxy.accept();
        Await.until(() -> limiter.tryAcquire("k", ONE_A_DAY) instanceof Denied);
    }

    @Test
    void a_redis_that_is_silent_delays_one_call_and_not_each() {
        RateLimiter limiter = connected(limiter(Duration.ofMillis(400)));
        proxy.pause();
        long begin = System.nanoTime();

        for (int i = 0; i < 100; i++) {
            assertThat(limiter.tryAcquire("k", ONE_A_DAY)).isInstanceOf(Allowed.class);
        }

        // each call alone would take 40 seconds in all
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(20));
        proxy.resume();
    }

    @Test
    void a_limiter_whose_redis_was_never_there_allows_every_call() {
        proxy.refuse();
        RateLimiter limiter = limiter(Duration.ofSeconds(10));

        assertThat(limiter.tryAcquire("k", ONE_A_DAY)).isEqualTo(new Allowed(0));
        assertThat(limiter.tryAcquire("k", ONE_A_DAY)).isEqualTo(new Allowed(0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT-1S", "PT10.001S"})
    void a_timeout_out_of_bounds_is_rejected(Duration timeout) {
        RedisRateLimiter.Builder builder = RedisRateLimiter.builder(client);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.timeout(timeout))
                .withMessageContaining("timeout");
    }

    private RedisRateLimiter limiter(Duration timeout) {
        return closing(RedisRateLimiter.builder(client)
                .keyPrefix(prefix)
                .timeout(timeout)
                .build());
    }

    /** Waits until the limiter asks Redis: before, it allows everything. */
    private static RateLimiter connected(RateLimiter limiter) {
        Limit never = new Limit(1, Duration.ofDays(366));
        Await.until(() -> limiter.tryAcquire("connected?", never) instanceof Denied);
        return limiter;
    }

    private <T extends AutoCloseable> T closing(T resource) {
        opened.push(resource);
        return resource;
    }
}
