package dev.helpline.chat.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.helpline.chat.core.ChatEngine;
import dev.helpline.chat.core.inbox.InboxCommands;
import dev.helpline.chat.core.session.StartSession;
import dev.helpline.chat.spi.EntryId;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.auth.Principal;
import dev.helpline.chat.spi.inbox.InboxCommand;
import dev.helpline.chat.spi.inbox.InboxCommand.Action;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a host does in a transaction and what the chat does do not part ways. */
@NeedsServer
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ChatInboxTest {
    private TestDatabase host;
    private HikariDataSource poolOfTwo;
    private JdbcChatStore store;
    private ChatInbox inbox;

    private void open(DatabaseKind kind) throws SQLException {
        host = kind.newDatabase();
        HikariConfig config = new HikariConfig();
        config.setDataSource(host.pool());
        config.setMaximumPoolSize(2);
        config.setConnectionTimeout(20_000);
        poolOfTwo = new HikariDataSource(config);
        store = JdbcChatStore.builder(poolOfTwo).build();
        inbox = store.inbox();
        host.execute("create table orders (id varchar(64) not null primary key)");
    }

    @AfterEach
    void close() {
        store.close();
        poolOfTwo.close();
        host.close();
    }

    private ChatEngine engine() {
        return ChatEngine.builder(store).inbox(refused -> {}).build();
    }

    /** An order and its chat, in one transaction that the caller ends. */
    private void order(Connection connection, String id) throws SQLException {
        try (PreparedStatement order = connection.prepareStatement("insert into orders (id) values (?)")) {
            order.setString(1, id);
            order.executeUpdate();
        }
        inbox.add(connection, InboxCommands.start(Principal.customer("c-" + id, null), start(id)));
    }

    private static StartSession start(String id) {
        return StartSession.withId(new SessionId(id));
    }

    private Connection transaction() throws SQLException {
        Connection connection = poolOfTwo.getConnection();
        connection.setAutoCommit(false);
        return connection;
    }

    @ParameterizedTest
    @EnumSource
    void an_order_has_a_chat_once_it_is_committed_and_none_if_it_is_rolled_back(DatabaseKind kind) throws SQLException {
        open(kind);
        try (ChatEngine engine = engine()) {
            try (Connection connection = transaction()) {
                order(connection, "rolled-back");
                connection.rollback();
            }
            try (Connection connection = transaction()) {
                order(connection, "committed");
                try (Connection other = transaction()) {
                    order(other, "other");
                    other.commit();
                }
                engine.inbox().look();
                Await.until(() -> store.findSession(new SessionId("other")).isPresent());
                assertThat(store.findSession(new SessionId("committed"))).isEmpty();
                connection.commit();
            }
            engine.inbox().look();
            Await.until(() -> store.findSession(new SessionId("committed")).isPresent());

            assertThat(host.strings("select id from orders order by id")).containsExactly("committed", "other");
            assertThat(host.strings("select id from chat_session order by id")).containsExactly("committed", "other");
            Await.until(() -> engine.inbox().counts().equals(InboxCounts.of(0, 0)));
        }
    }

    @Test
    void a_connection_that_commits_by_itself_is_refused() throws SQLException {
        open(DatabaseKind.H2);
        InboxCommand command = InboxCommand.builder(new EntryId("c1"), new SessionId("s1"), Action.SEND)
                .build();
        try (Connection connection = poolOfTwo.getConnection()) {
            assertThatIllegalStateException()
                    .isThrownBy(() -> inbox.add(connection, command))
                    .withMessageContaining("setAutoCommit(false)");
        }
        assertThat(store.inboxCounts()).isEqualTo(InboxCounts.of(0, 0));
    }

    @Test
    void tables_with_another_prefix_have_an_inbox_too() throws SQLException {
        open(DatabaseKind.H2);
        JdbcChatStore other =
                JdbcChatStore.builder(poolOfTwo).tablePrefix("desk_").build();
        try (other;
                Connection connection = transaction()) {
            other.inbox().add(connection, InboxCommands.start(Principal.customer("carla", null), start("s1")));
            connection.commit();

            assertThat(other.inboxCounts()).isEqualTo(InboxCounts.of(1, 0));
            assertThat(store.inboxCounts()).isEqualTo(InboxCounts.of(0, 0));
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = DatabaseKind.class,
            names = {"H2", "POSTGRESQL"})
    void of_24_callers_inside_transactions_over_a_pool_of_two_none_fails(DatabaseKind kind) throws SQLException {
        open(kind);
        List<String> ids = IntStream.range(0, 24).mapToObj(i -> "order-" + i).toList();
        ExecutorService callers = Executors.newFixedThreadPool(ids.size());
        try (ChatEngine engine = engine()) {
            CompletableFuture<?>[] orders = ids.stream()
                    .map(id -> CompletableFuture.runAsync(() -> orderAndLook(engine, id), callers))
                    .toArray(CompletableFuture<?>[]::new);

            CompletableFuture.allOf(orders).join();
            Await.until(() -> engine.inbox().counts().waiting() == 0);

            assertThat(engine.inbox().counts()).isEqualTo(InboxCounts.of(0, 0));
            assertThat(ids).allSatisfy(id -> assertThat(store.findSession(new SessionId(id))).isPresent());
        } finally {
            callers.shutdown();
        }
    }

    private void orderAndLook(ChatEngine engine, String id) {
        try (Connection connection = transaction()) {
            order(connection, id);
            connection.commit();
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
        engine.inbox().look();
    }
}
