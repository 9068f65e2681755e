package dev.helpline.chat.redis;

import io.lettuce.core.api.StatefulConnection;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection that a thread of its own opens, trying again until Redis is there; from then on Lettuce reconnects. So no caller waits for
 * Redis to start. Thread-safe.
 */
final class BackgroundConnection<C extends StatefulConnection<String, String>> implements AutoCloseable {
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final Duration ENDS_WITHIN = Duration.ofSeconds(2);
    private static final Logger LOG = LoggerFactory.getLogger(BackgroundConnection.class);

    private final Supplier<C> connect;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;
    private volatile @Nullable C connection;

    /**
     * Starts connecting.
     *
     * @param purpose what the connection is for, in the log
     * @param connect opens the connection, and throws if Redis cannot be reached
     */
    BackgroundConnection(String purpose, Supplier<C> connect) {
        this.connect = connect;
        this.thread = new Thread(() -> open(purpose), "helpline-redis-connect");
        thread.setDaemon(true);
        thread.start();
    }

    /** The connection, if there is one at this moment. */
    Optional<C> get() {
        C now = connection;
        return now != null && now.isOpen() ? Optional.of(now) : Optional.empty();
    }

    private void open(String purpose) {
        boolean warned = false;
        while (closed.getCount() > 0) {
            try {
                connection = connect.get();
                if (closed.getCount() == 0) {
                    end();
                }
                return;
            } catch (RuntimeException e) {
                if (!warned && closed.getCount() > 0) {
                    LOG.warn("could not connect to Redis for {}; it is tried again until it works", purpose, e);
                }
                warned = true;
                pause();
            }
        }
    }

    private void pause() {
        try {
            boolean unused = closed.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            LOG.debug("the thread that connects to Redis was interrupted; it goes on");
        }
    }

    private void end() {
        C ended = connection;
        connection = null;
        if (ended != null) {
            CompletableFuture<Void> unused = ended.closeAsync(); // closing a broken connection may fail
        }
    }

    /** Ends the connection. Returns within some 2 seconds. */
    @Override
    public void close() {
        closed.countDown();
        end();
        try {
            thread.join(ENDS_WITHIN.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
