package dev.helpline.benchmarks;

import dev.helpline.chat.redis.RedisClusterBus;
import dev.helpline.chat.spi.cluster.ClusterBus;
import dev.helpline.chat.store.jdbc.PostgresClusterBus;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import org.postgresql.ds.PGSimpleDataSource;
import redis.embedded.RedisServer;

/** Makes the cluster buses of the nodes of one run, all over the same server. */
interface Bus extends AutoCloseable {
    /** Returns the bus of one more node. */
    ClusterBus node();

    @Override
    void close();

    /** Starts what the bus of that name needs, for nodes over this database. */
    static Bus start(String name, Database database) throws IOException {
        return switch (name) {
            case "postgres" -> new Postgres(database.url());
            case "redis" -> new Redis();
            default -> throw new IllegalArgumentException(name + " is none of postgres, redis");
        };
    }

    /** The nodes' own database. */
    record Postgres(String url) implements Bus {
        @Override
        public ClusterBus node() {
            PGSimpleDataSource unpooled = new PGSimpleDataSource();
            unpooled.setUrl(url);
            return PostgresClusterBus.builder(unpooled).build();
        }

        @Override
        public void close() {}
    }

    /** A Redis on the loopback address, which stores nothing on disk. */
    final class Redis implements Bus {
        private final RedisServer server;
        private final RedisClient client;

        Redis() throws IOException {
            int port = freePort();
            server = RedisServer.newRedisServer()
                    .port(port)
                    .bind("127.0.0.1")
                    .setting("save \"\"")
                    .setting("appendonly no")
                    .build();
            server.start();
            client = RedisClient.create(RedisURI.create("127.0.0.1", port));
        }

        private static int freePort() throws IOException {
            try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                return free.getLocalPort();
            }
        }

        @Override
        public ClusterBus node() {
            return RedisClusterBus.builder(client).build();
        }

        @Override
        public void close() {
            client.shutdown(Duration.ZERO, Duration.ofSeconds(2));
            try {
                server.stop();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
