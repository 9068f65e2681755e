package dev.helpline.chat.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.helpline.chat.core.ChatEngine;
import dev.helpline.chat.core.inbox.InboxCommands;
import dev.helpline.chat.core.session.StartSession;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.auth.Principal;
import dev.helpline.chat.spi.inbox.InboxCommand;
import dev.helpline.chat.spi.inbox.InboxCounts;
import dev.helpline.chat.testkit.time.Await;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a host does in a transaction and what the chat does do not part ways. */
@NeedsServer
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ChatInboxTest {
    /** A host with a pool of two connections, which its chat shares. */
    private static final class Shop implements AutoCloseable {
        private final TestDatabase database;
        private final HikariDataSource poolOfTwo;
        private final JdbcChatStore store;
        private final ChatInbox inbox;

        Shop(DatabaseKind kind) throws SQLException {
            database = kind.newDatabase();
            database.execute("create table orders (id varchar(64) not null primary key)");
            HikariConfig config = new HikariConfig();
            config.setDataSource(database.pool());
            config.setMaximumPoolSize(2);
            config.setConnectionTimeout(20_000);
            poolOfTwo = new HikariDataSource(config);
            store = JdbcChatStore.builder(poolOfTwo).build();
            inbox = store.inbox();
        }

        ChatEngine engine() {
            return ChatEngine.builder(store).inbox(refused -> {}).build();
        }

        Connection transaction() throws SQLException {
            Connection connection = poolOfTwo.getConnection();
            connection.setAutoCommit(false);
            return connection;
        }

        /** An order and its chat, in one transaction that the caller ends. */
        void order(Connection connection, String id) throws SQLException {
            try (PreparedStatement order = connection.prepareStatement("insert into orders (id) values (?)")) {
                order.setString(1, id);
                order.executeUpdate();
            }
            inbox.add(connection, start(id));
        }

        void orderAndLook(ChatEngine engine, String id) {
            try (Connection connection = transaction()) {
                order(connection, id);
                connection.commit();
            } catch (SQLException e) {
                throw new AssertionError(e);
            }
            engine.inbox().look();
        }

        boolean hasChat(String id) {
            return store.findSession(new SessionId(id)).isPresent();
        }

        @Override
        public void close() {
            store.close();
            poolOfTwo.close();
            database.close();
        }
    }

    private static InboxCommand start(String id) {
        return InboxCommands.start(Principal.customer("c-" + id, null), StartSession.withId(new SessionId(id)));
    }

    @ParameterizedTest
    @EnumSource
    void an_order_has_a_chat_once_it_is_committed_and_none_if_it_is_rolled_back(DatabaseKind kind) throws SQLException {
        try (Shop shop = new Shop(kind);
                ChatEngine engine = shop.engine()) {
            try (Connection connection = shop.transaction()) {
                shop.order(connection, "rolled-back");
                connection.rollback();
            }
            try (Connection connection = shop.transaction()) {
                shop.order(connection, "committed");
                shop.orderAndLook(engine, "other");
                Await.until(() -> shop.hasChat("other"));
                assertThat(shop.hasChat("committed")).isFalse();
                connection.commit();
            }
            engine.inbox().look();
            Await.until(() -> engine.inbox().counts().equals(InboxCounts.of(0, 0)));

            assertThat(shop.database.strings("select id from orders order by id"))
                    .containsExactly("committed", "other");
            assertThat(shop.database.strings("select id from chat_session order by id"))
                    .containsExactly("committed", "other");
        }
    }

    @Test
    void a_connection_that_commits_by_itself_is_refused() throws SQLException {
        try (Shop shop = new Shop(DatabaseKind.H2);
                Connection connection = shop.poolOfTwo.getConnection()) {
            assertThatIllegalStateException()
                    .isThrownBy(() -> shop.inbox.add(connection, start("s1")))
                    .withMessageContaining("setAutoCommit(false)");
            assertThat(shop.store.inboxCounts()).isEqualTo(InboxCounts.of(0, 0));
        }
    }

    @Test
    void tables_with_another_prefix_have_an_inbox_too() throws SQLException {
        try (Shop shop = new Shop(DatabaseKind.H2);
                JdbcChatStore other = JdbcChatStore.builder(shop.poolOfTwo)
                        .tablePrefix("desk_")
                        .build();
                Connection connection = shop.transaction()) {
            other.inbox().add(connection, start("s1"));
            connection.commit();

            assertThat(other.inboxCounts()).isEqualTo(InboxCounts.of(1, 0));
            assertThat(shop.store.inboxCounts()).isEqualTo(InboxCounts.of(0, 0));
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = DatabaseKind.class,
            names = {"H2", "POSTGRESQL"})
    void of_24_callers_inside_transactions_over_a_pool_of_two_none_fails(DatabaseKind kind) throws SQLException {
        List<String> ids = IntStream.range(0, 24).mapToObj(i -> "order-" + i).toList();
        ExecutorService callers = Executors.newFixedThreadPool(ids.size());
        try (Shop shop = new Shop(kind);
                ChatEngine engine = shop.engine()) {
            CompletableFuture<?>[] orders = ids.stream()
                    .map(id -> CompletableFuture.runAsync(() -> shop.orderAndLook(engine, id), callers))
                    .toArray(CompletableFuture<?>[]::new);

            CompletableFuture.allOf(orders).join();
            Await.until(() -> engine.inbox().counts().equals(InboxCounts.of(0, 0)));

            assertThat(ids).allMatch(shop::hasChat);
        } finally {
            callers.shutdown();
        }
    }
}
