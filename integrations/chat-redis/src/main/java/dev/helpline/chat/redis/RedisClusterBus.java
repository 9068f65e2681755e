package dev.helpline.chat.redis;

import dev.helpline.chat.spi.Experimental;
import dev.helpline.chat.spi.cluster.ClusterBus;
import io.lettuce.core.LettuceFutures;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A cluster bus over Redis' {@code PUBLISH} and {@code SUBSCRIBE}. It keeps two connections, and stores nothing.
 *
 * <p>The bus connects in the background, and Lettuce connects again after failures. A connection whose other end has silently
 * disappeared is noticed as the client's socket options say: set a keep-alive or a TCP user timeout there. Thread-safe.
 */
@Experimental
public final class RedisClusterBus implements ClusterBus {
    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(2);
    private static final Logger LOG = LoggerFactory.getLogger(RedisClusterBus.class);

    private final List<Place> places = new CopyOnWriteArrayList<>();
    private final RedisClient client;
    private final String channel;
    private final BackgroundConnection<StatefulRedisConnection<String, String>> publishing;
    private @Nullable BackgroundConnection<StatefulRedisPubSubConnection<String, String>> subscribed;
    private boolean closed;

    private RedisClusterBus(Builder builder) {
        client = builder.client;
        channel = builder.channel;
        publishing = new BackgroundConnection<>("publishing to other nodes", client::connect);
    }

    /** Returns a builder of a bus over this client's Redis. The bus does not shut the client down. */
    public static Builder builder(RedisClient client) {
        return new Builder(Objects.requireNonNull(client, "client"));
    }

    /**
     * Sends the notices, and waits up to 2 seconds until Redis has them.
     *
     * @throws IllegalStateException if Redis cannot be reached or did not take all of them in time
     */
    @Override
    public void publish(List<String> notices) {
        StatefulRedisConnection<String, String> connection =
                publishing.get().orElseThrow(() -> new IllegalStateException("there is no connection to Redis"));
        RedisFuture<?>[] sent = notices.stream()
                .map(notice -> connection.async().publish(channel, notice))
                .toArray(RedisFuture<?>[]::new);
        if (!LettuceFutures.awaitAll(LONGEST_ANSWER.toMillis(), TimeUnit.MILLISECONDS, sent)) {
            for (RedisFuture<?> late : sent) {
                late.cancel(true); // else Lettuce would keep it, and send it when Redis is back
            }
            throw new IllegalStateException("Redis did not take the notices within " + LONGEST_ANSWER);
        }
    }

    @Override
    public synchronized Registration subscribe(Listener listener) {
        Place place = new Place(Objects.requireNonNull(listener, "listener"));
        if (closed) {
            throw new IllegalStateException("the bus is closed");
        }
        places.add(place);
        if (subscribed == null) {
            subscribed = new BackgroundConnection<>("hearing from other nodes", this::connectSubscriber);
        }
        return place;
    }

    private StatefulRedisPubSubConnection<String, String> connectSubscriber() {
        StatefulRedisPubSubConnection<String, String> connection = client.connectPubSub();
        connection.addListener(new RedisPubSubAdapter<>() {
            @Override
            public void message(String from, String notice) {
                each(listener -> listener.received(notice));
            }

            /** Lettuce subscribes again after each reconnect. */
            @Override
            public void subscribed(String to, long count) {
                each(Listener::mayHaveMissed);
            }
        });
        try {
            connection.sync().subscribe(channel);
        } catch (RuntimeException e) {
            connection.close(); // such as a user who may not use the channel
            throw e;
        }
        return connection;
    }

    private void each(Consumer<Listener> call) {
        for (Place place : places) {
            try {
                call.accept(place.listener);
            } catch (Throwable e) {
                LOG.warn("a subscriber of the bus failed; the other subscribers are called all the same", e);
            }
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        places.clear();
        publishing.close();
        if (subscribed != null) {
            subscribed.close();
        }
    }

    private final class Place implements Registration {
        private final Listener listener;

        Place(Listener listener) {
            this.listener = listener;
        }

        @Override
        public void close() {
            places.remove(this);
        }
    }

    /** Builds a {@link RedisClusterBus}. Not thread-safe. */
    public static final class Builder {
        private final RedisClient client;
        private String channel = "helpline:cluster";

        private Builder(RedisClient client) {
            this.client = client;
        }

        /**
         * Sets the channel, which all nodes over one store share, and no others. A channel is the same in all databases of a Redis.
         * Default: {@code helpline:cluster}.
         */
        public Builder channel(String name) {
            channel = Objects.requireNonNull(name, "channel");
            return this;
        }

        /** Returns the bus, which begins to connect. */
        public RedisClusterBus build() {
            return new RedisClusterBus(this);
        }
    }
}
