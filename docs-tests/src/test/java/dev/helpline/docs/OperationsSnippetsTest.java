package dev.helpline.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.helpline.chat.core.ChatEngine;
import dev.helpline.chat.core.memory.MemoryChatStore;
import dev.helpline.chat.core.session.StartSession;
import dev.helpline.chat.redis.RedisClusterBus;
import dev.helpline.chat.redis.RedisRateLimiter;
import dev.helpline.chat.spi.auth.Principal;
import dev.helpline.chat.spi.cluster.ClusterBus;
import dev.helpline.chat.spi.store.ChatStore;
import dev.helpline.chat.store.jdbc.JdbcChatStore;
import dev.helpline.chat.store.jdbc.PostgresClusterBus;
import dev.helpline.chat.store.jdbc.SchemaMode;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import java.nio.file.Path;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The code of docs/operations.md, run. */
class OperationsSnippetsTest {
    @TempDir
    Path folder;

    @Test
    void a_store_finds_the_tables_that_have_names_of_the_hosts_choice() {
        JdbcDataSource dataSource = new JdbcDataSource();
        dataSource.setUrl("jdbc:h2:" + folder.resolve("shop") + ";WRITE_DELAY=0");
        JdbcChatStore.builder(dataSource)
                .tablePrefix("support_")
                .schema("helpdesk")
                .build()
                .close();

        // spotless:off
        ChatStore store = JdbcChatStore.builder(dataSource)
                .tablePrefix("support_")            // 1 to 30 lower-case letters, digits and _; default: chat_
                .schema("helpdesk")                 // default: the schema the connections are in
                .schemaMode(SchemaMode.VALIDATE)    // default: AUTO
                .build();
        // spotless:on

        assertThat(store.waitingSessions(1)).isEmpty();
        store.close();
    }

    @Test
    void an_engine_works_with_a_bus_that_cannot_connect() {
        JdbcDataSource busDataSource = new JdbcDataSource();
        ChatStore store = new MemoryChatStore();

        ClusterBus bus = PostgresClusterBus.builder(busDataSource).build();
        ChatEngine engine = ChatEngine.builder(store).clusterBus(bus).build();

        assertThat(engine.health().ready()).isTrue();
        engine.close();
        bus.close();
    }

    @Test
    void an_engine_works_with_a_redis_that_is_not_there() {
        ChatStore store = new MemoryChatStore();
        RedisURI redisUri = RedisURI.create("redis://127.0.0.1:1");

        RedisClient redis = RedisClient.create(redisUri);
        ClusterBus bus = RedisClusterBus.builder(redis).build();
        RedisRateLimiter limiter = RedisRateLimiter.builder(redis).build();
        ChatEngine engine =
                ChatEngine.builder(store).clusterBus(bus).rateLimiter(limiter).build();

        assertThat(engine.customer(Principal.customer("ada", null)).start(StartSession.PLAIN))
                .isNotNull();
        engine.close();
        bus.close();
        limiter.close();
        redis.shutdown();
    }
}
