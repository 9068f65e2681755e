package dev.helpline.chat.redis;

import dev.helpline.chat.spi.cluster.ClusterBus;
import dev.helpline.chat.testkit.cluster.ClusterBusContract;
import io.lettuce.core.RedisClient;
import org.junit.jupiter.api.AfterAll;

/** The contract of buses over Redis. */
class RedisClusterBusTest extends ClusterBusContract {
    private static final RedisClient CLIENT = RedisTestServer.client();

    private final String channel = "bus:" + System.nanoTime();

    @AfterAll
    static void shutDown() {
        RedisTestServer.shutdown(CLIENT);
    }

    @Override
    protected ClusterBus connect() {
        return RedisClusterBus.builder(CLIENT).channel(channel).build();
    }
}
