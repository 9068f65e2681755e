package dev.helpline.chat.redis;

import dev.helpline.chat.spi.Experimental;
import dev.helpline.chat.spi.limit.Limit;
import dev.helpline.chat.spi.limit.RateLimiter;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the budgets of all nodes in one Redis, by the generic cell rate algorithm (GCRA) in a script, and by Redis' clock. Each decision costs
 * one round trip. A budget is one key, which expires as soon as the budget is full.
 *
 * <p>While Redis cannot be reached, fails, or does not reply within {@link Builder#timeout}, <b>every call is allowed</b>: a limit
 * protects a service that works, and must not take it down. After a failure the limiter leaves Redis alone for a second, so that a
 * Redis that is silent delays one call a second, and not each. Thread-safe.
 */
@Experimental
public final class RedisRateLimiter implements RateLimiter, AutoCloseable {
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(1);
    private static final Logger LOG = LoggerFactory.getLogger(RedisRateLimiter.class);

    /**
     * KEYS[1] holds the theoretical arrival time in microseconds. ARGV: interval, tolerance, both in microseconds. Returns 1 and how many more
     * would be allowed, or 0 and the microseconds to wait. Microseconds since 1970 are exact in Lua's numbers, but not in their usual text.
     */
    private static final String SCRIPT = """
            local interval, tolerance = tonumber(ARGV[1]), tonumber(ARGV[2])
            local time = redis.call('TIME')
            local now = tonumber(time[1]) * 1000000 + tonumber(time[2])
            local lead = math.max(0, tonumber(redis.call('GET', KEYS[1]) or 0) - now)
            if lead > tolerance then
              return {0, lead - tolerance}
            end
            local arrival = now + lead + interval
            redis.call('SET', KEYS[1], string.format('%.0f', arrival), 'PX', math.ceil((lead + interval) / 1000))
            return {1, math.floor((tolerance - lead) / interval)}
            """;

    private final String keyPrefix;
    private final Duration timeout;
    private final BackgroundConnection<StatefulRedisConnection<String, String>> connection;

    /** Set for a while after a failure. */
    private volatile boolean paused;

    private RedisRateLimiter(Builder builder) {
        keyPrefix = builder.keyPrefix;
        timeout = builder.timeout;
        connection = new BackgroundConnection<>("rate limits", builder.client::connect);
    }

    /** Returns a builder of a limiter over this client's Redis. The limiter does not shut the client down. */
    public static Builder builder(RedisClient client) {
        return new Builder(Objects.requireNonNull(client, "client"));
    }

    @Override
    public Decision tryAcquire(String key, Limit limit) {
        if (paused) {
            return open(limit);
        }
        return connection.get().map(redis -> ask(redis.async(), key, limit)).orElseGet(() -> open(limit));
    }

    private Decision ask(RedisAsyncCommands<String, String> redis, String key, Limit limit) {
        long interval = Math.max(1, TimeUnit.NANOSECONDS.toMicros(limit.period().toNanos() / limit.count()));
        long tolerance = interval * (limit.count() - 1L);
        String[] keys = {keyPrefix + key};
        String[] values = {Long.toString(interval), Long.toString(tolerance)};
        try {
            return decision(run(redis, keys, values));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return open(limit);
        } catch (ExecutionException | TimeoutException | RuntimeException e) {
            pauseAfter(e);
            return open(limit);
        }
    }

    private List<Long> run(RedisAsyncCommands<String, String> redis, String[] keys, String[] values)
            throws ExecutionException, TimeoutException, InterruptedException {
        try {
            return await(redis.evalsha(redis.digest(SCRIPT), ScriptOutputType.MULTI, keys, values));
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RedisNoScriptException) {
                return await(redis.eval(SCRIPT, ScriptOutputType.MULTI, keys, values));
            }
            throw e;
        }
    }

    private List<Long> await(Future<List<Long>> reply)
            throws ExecutionException, TimeoutException, InterruptedException {
        try {
            return reply.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException | InterruptedException e) {
            reply.cancel(true); // else Lettuce would keep it, and send it when Redis is back
            throw e;
        }
    }

    private static Decision decision(List<Long> reply) {
        long value = reply.get(1);
        return reply.get(0) == 1
                ? new Allowed((int) Math.min(value, Integer.MAX_VALUE))
                : new Denied(Duration.of(value, ChronoUnit.MICROS));
    }

    private static Decision open(Limit limit) {
        return new Allowed(limit.count() - 1);
    }

    private void pauseAfter(Exception e) {
        LOG.warn("Redis did not decide on a rate limit; every call is allowed for {}", PAUSE_AFTER_FAILURE, e);
        paused = true;
        CompletableFuture.delayedExecutor(PAUSE_AFTER_FAILURE.toMillis(), TimeUnit.MILLISECONDS)
                .execute(() -> paused = false);
    }

    /** Closes the connection; every further call is allowed. */
    @Override
    public void close() {
        connection.close();
    }

    /** Builds a {@link RedisRateLimiter}. Not thread-safe. */
    public static final class Builder {
        private static final Duration LONGEST_TIMEOUT = Duration.ofSeconds(10);

        private final RedisClient client;
        private String keyPrefix = "helpline:limit:";
        private Duration timeout = Duration.ofMillis(200);

        private Builder(RedisClient client) {
            this.client = client;
        }

        /** Sets what the names of all keys begin with. Default: {@code helpline:limit:}. */
        public Builder keyPrefix(String value) {
            keyPrefix = Objects.requireNonNull(value, "keyPrefix");
            return this;
        }

        /**
         * Sets how long a call waits for Redis before it is allowed, from 1 millisecond to 10 seconds. Default: 200 milliseconds, many times what a
         * Redis nearby takes.
         */
        public Builder timeout(Duration value) {
            if (value.compareTo(Duration.ofMillis(1)) < 0 || value.compareTo(LONGEST_TIMEOUT) > 0) {
                throw new IllegalArgumentException(
                        "timeout must be between 1 millisecond and 10 seconds, was " + value);
            }
            timeout = value;
            return this;
        }

        /** Returns the limiter, which begins to connect. */
        public RedisRateLimiter build() {
            return new RedisRateLimiter(this);
        }
    }
}
