package dev.helpline.chat.store.jdbc;

import dev.helpline.chat.spi.Experimental;
import dev.helpline.chat.spi.StoreException;
import dev.helpline.chat.spi.cluster.ClusterBus;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A cluster bus over PostgreSQL's {@code LISTEN} and {@code NOTIFY}. It needs PostgreSQL's JDBC driver on the class path, and no
 * tables.
 *
 * <p>The bus keeps two connections for as long as it is open: one listens, and one notifies. Give it a data source of its own, such as the
 * driver's {@code PGSimpleDataSource}; from a pool that the store uses, too, it would take two connections for good. The data source must
 * connect to the server itself: a pooler such as PgBouncer in transaction mode loses {@code LISTEN}.
 *
 * <p>The bus connects in the background, and connects again after failures, with pauses of up to 5 seconds. A connection that is silent is
 * checked every 5 seconds. Thread-safe.
 */
@Experimental
public final class PostgresClusterBus implements ClusterBus {
    private static final Logger LOG = LoggerFactory.getLogger(PostgresClusterBus.class);

    private final List<Place> places = new CopyOnWriteArrayList<>();
    private final PostgresNotifier notifier;
    private final PostgresListening listening;
    private @Nullable Thread listeningThread;
    private boolean closed;

    private PostgresClusterBus(Builder builder) {
        notifier = new PostgresNotifier(builder.dataSource, builder.channel);
        listening = new PostgresListening(builder.dataSource, builder.channel, builder.probeInterval, new ToAll());
    }

    /** Returns a builder of a bus over this data source. */
    public static Builder builder(DataSource dataSource) {
        return new Builder(Objects.requireNonNull(dataSource, "dataSource"));
    }

    /** @throws StoreException if the notices could not be sent; they may have been sent all the same */
    @Override
    public void publish(List<String> notices) {
        notifier.send(notices);
    }

    @Override
    public synchronized Registration subscribe(Listener listener) {
        Place place = new Place(Objects.requireNonNull(listener, "listener"));
        if (closed) {
            throw new IllegalStateException("the bus is closed");
        }
        places.add(place);
        if (listeningThread == null) {
            listeningThread = new Thread(listening, "helpline-postgres-bus");
            listeningThread.setDaemon(true);
            listeningThread.start();
        }
        return place;
    }

    @Override
    public synchronized void close() {
        closed = true;
        places.clear();
        notifier.close();
        listening.close(listeningThread);
    }

    private final class ToAll implements Listener {
        @Override
        public void received(String notice) {
            each(listener -> listener.received(notice));
        }

        @Override
        public void mayHaveMissed() {
            each(Listener::mayHaveMissed);
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

    /** Builds a {@link PostgresClusterBus}. Not thread-safe. */
    public static final class Builder {
        /** Valid without quotes, and not cut by PostgreSQL, which keeps 63 bytes. */
        private static final Pattern CHANNEL = Pattern.compile("[a-z][a-z0-9_]{0,62}");

        private final DataSource dataSource;
        private String channel = "chat_cluster";
        private Duration probeInterval = Duration.ofSeconds(5);

        private Builder(DataSource dataSource) {
            this.dataSource = dataSource;
        }

        /**
         * Sets the channel, which all nodes of a cluster share. A channel belongs to one database of the server; stores in one
         * database that differ in their schema or table prefix should have channels of their own, so that their nodes do not wake each other for
         * nothing. Default: {@code chat_cluster}.
         *
         * @param name 1 to 63 lower-case letters, digits and {@code _}, the first one a letter
         * @throws IllegalArgumentException if it breaks this rule
         */
        public Builder channel(String name) {
            if (!CHANNEL.matcher(name).matches()) {
                throw new IllegalArgumentException("channel must be 1 to 63 lower-case letters, digits and _, and begin"
                        + " with a letter, was " + name);
            }
            channel = name;
            return this;
        }

        /** How long the listening connection may be silent before it is checked. Default: 5 seconds. */
        Builder probeInterval(Duration value) {
            probeInterval = value;
            return this;
        }

        /** Returns the bus. It opens its connections when it is used first. */
        public PostgresClusterBus build() {
            return new PostgresClusterBus(this);
        }
    }
}
