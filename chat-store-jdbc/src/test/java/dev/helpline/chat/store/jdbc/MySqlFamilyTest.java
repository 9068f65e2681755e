package dev.helpline.chat.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.helpline.chat.spi.AgentId;
import dev.helpline.chat.spi.StoreException;
import dev.helpline.chat.spi.cursor.ReaderCursor;
import dev.helpline.chat.spi.session.Assignment;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.session.SessionState;
import dev.helpline.chat.spi.store.CommitResult;
import dev.helpline.chat.spi.store.CommitResult.DuplicateEntry;
import dev.helpline.chat.spi.store.CommitResult.NotStored;
import dev.helpline.chat.spi.store.OpenSessionQuery;
import dev.helpline.chat.spi.store.SessionCommit;
import dev.helpline.chat.store.jdbc.FailingConnections.Trouble;
import dev.helpline.chat.testkit.store.CommitBuilder;
import dev.helpline.servers.MySqlServer;
import java.sql.Connection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** Behaviour that is specific to MariaDB and MySQL. */
@Isolated("one of them changes a setting of the whole server")
abstract class MySqlFamilyTest {
    MySqlDatabase host;

    abstract MySqlServer server();

    @BeforeEach
    void createDatabase() {
        host = new MySqlDatabase(server());
    }

    @AfterEach
    void dropDatabase() {
        host.close();
    }

    @Test
    void a_database_that_cuts_what_is_too_long_is_refused() {
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> JdbcChatStore.builder(host.after("set session sql_mode = ''"))
                        .build())
                .withMessageContaining("STRICT_TRANS_TABLES");
    }

    @Test
    void departments_that_differ_in_blanks_at_the_end_are_different() {
        try (JdbcChatStore store = open()) {
            Session session = created(store, "s");
            Assignment sales = new Assignment(
                    new AgentId("a"), null, "Sales", session.timeline().lastEntryAt());
            store.commit(CommitBuilder.after(session).assign(sales, 1).build());

            assertThat(store.countOpenSessions(ofDepartment("Sales"))).isEqualTo(1);
            assertThat(store.countOpenSessions(ofDepartment("Sales "))).isZero();
        }
    }

    private static OpenSessionQuery ofDepartment(String department) {
        return OpenSessionQuery.builder()
                .states(Set.of(SessionState.ACTIVE))
                .departments(Set.of(department))
                .order(OpenSessionQuery.Order.QUEUE)
                .build();
    }

    @Test
    void cursors_that_many_nodes_insert_at_once_are_all_kept() {
        try (JdbcChatStore store = open()) {
            List<ReaderCursor> cursors = IntStream.range(0, 50)
                    .mapToObj(i -> Volume.cursor(created(store, "s" + i).id()))
                    .toList();

            CompletableFuture.allOf(IntStream.range(0, 8)
                            .mapToObj(i -> CompletableFuture.runAsync(() -> store.mergeCursors(cursors)))
                            .toArray(CompletableFuture[]::new))
                    .join();

            assertThat(cursors)
                    .allSatisfy(cursor ->
                            assertThat(store.cursorsOf(cursor.session())).containsExactly(cursor));
        }
    }

    @Test
    void after_lost_connections_every_outcome_is_known_or_reported_as_unknown() {
        open().close();
        FailingConnections connections = new FailingConnections(host.awkward());
        try (JdbcChatStore store = JdbcChatStore.builder(connections).build()) {
            SessionCommit commit =
                    CommitBuilder.after(created(store, "s")).message("m", "hi").build();

            connections.now(Trouble.LOST_BEFORE_COMMIT);
            assertThat(store.commit(commit)).isInstanceOf(NotStored.class);

            connections.now(Trouble.LOST_AFTER_COMMIT);
            assertThatExceptionOfType(StoreException.class).isThrownBy(() -> store.commit(commit));

            connections.now(Trouble.NONE);
            assertThat(store.commit(commit)).isInstanceOf(DuplicateEntry.class);
        }

        assertThat(connections.returned()).containsOnly("false " + Connection.TRANSACTION_SERIALIZABLE);
    }

    /**
     * The packet is a sixteenth of the default of either server; a single message of the maximal length fits into
     * it.
     */
    @Test
    void a_batch_larger_than_what_the_server_takes_at_once_is_stored_in_parts() throws Exception {
        String longest = "\uD83D\uDE00".repeat(5_000);
        List<Session> sessions;
        try (JdbcChatStore store = open()) {
            sessions = IntStream.range(0, 100)
                    .mapToObj(i -> created(store, "s" + i))
                    .toList();
        }
        host.execute("set global max_allowed_packet = 1048576");
        try (JdbcChatStore store = JdbcChatStore.builder(host.anotherPool()).build()) {
            List<CommitResult> results = store.commitAll(sessions.stream()
                    .map(session ->
                            CommitBuilder.after(session).message("m", longest).build())
                    .toList());

            assertThat(results).hasSize(100).containsOnly(CommitResult.COMMITTED);
        } finally {
            host.execute("set global max_allowed_packet = default");
        }
    }

    private JdbcChatStore open() {
        return JdbcChatStore.builder(host.pool()).build();
    }

    private static Session created(JdbcChatStore store, String id) {
        SessionCommit commit = CommitBuilder.creating(id).build();
        assertThat(store.commit(commit)).isEqualTo(CommitResult.COMMITTED);
        return commit.next();
    }
}
