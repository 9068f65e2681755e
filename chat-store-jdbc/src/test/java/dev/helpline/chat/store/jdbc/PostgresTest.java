package dev.helpline.chat.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.StoreException;
import dev.helpline.chat.spi.cursor.ReaderCursor;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.store.CommitResult;
import dev.helpline.chat.spi.store.CommitResult.DuplicateEntry;
import dev.helpline.chat.spi.store.CommitResult.NotStored;
import dev.helpline.chat.spi.store.CommitResult.Rejected;
import dev.helpline.chat.spi.store.SessionCommit;
import dev.helpline.chat.store.jdbc.FailingConnections.Trouble;
import dev.helpline.chat.testkit.store.CommitBuilder;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Behaviour that is specific to PostgreSQL. */
class PostgresTest {
    private static final String END_CONNECTION = """
            create function die() returns trigger language plpgsql as
            $$ begin perform pg_terminate_backend(pg_backend_pid()); return new; end $$
            """;

    private final PostgresDatabase host = PostgresDatabase.withTables();
    private final FailingConnections connections = new FailingConnections(host.awkward());

    private JdbcChatStore store;

    @BeforeEach
    void open() {
        store = JdbcChatStore.builder(connections).build();
    }

    @AfterEach
    void dropDatabase() {
        store.close();
        host.close();
    }

    @Test
    void the_server_of_the_tests_writes_to_the_disk() throws Exception {
        assertThat(List.of(query("show fsync"), query("show synchronous_commit")))
                .containsOnly("on");
    }

    @Test
    void a_database_that_acknowledges_commits_before_it_writes_them_is_refused_unless_the_host_accepts_that() {
        DataSource hasty = host.with("options=-c%20synchronous_commit%3Doff");

        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> JdbcChatStore.builder(hasty).build())
                .withMessageContaining("synchronous_commit");
        JdbcChatStore.builder(hasty).acceptDelayedWrites().build().close();
    }

    /** The failed statement ends the transaction, and the acceptable commits have to be retried without it. */
    @Test
    void a_character_the_database_cannot_keep_costs_no_other_commit() {
        SessionCommit bad =
                CommitBuilder.after(created("s0")).message("m", "nul \0").build();
        SessionCommit badCreation =
                CommitBuilder.creating("new0").message("m", "nul \0").build();
        List<SessionCommit> good = IntStream.range(1, 9)
                .mapToObj(i -> CommitBuilder.after(created("s" + i))
                        .message("m", "fine")
                        .build())
                .toList();
        SessionCommit goodCreation = CommitBuilder.creating("new1").build();

        List<CommitResult> results = store.commitAll(List.of(
                badCreation,
                good.get(0),
                good.get(1),
                good.get(2),
                good.get(3),
                bad,
                good.get(4),
                good.get(5),
                good.get(6),
                good.get(7),
                goodCreation));

        assertThat(List.of(results.get(0), results.get(5))).hasOnlyElementsOfType(Rejected.class);
        assertThat(results).filteredOn(CommitResult.COMMITTED::equals).hasSize(9);
        assertThat(store.findSession(new SessionId("new0"))).isEmpty();
    }

    @Test
    void the_text_of_a_failed_message_is_in_no_exception() throws Exception {
        Session session = created("s");
        host.execute("""
                create function fail() returns trigger language plpgsql as
                $$ begin raise exception 'out of luck' using errcode = '53100'; end $$
                """, "create trigger fail before insert on chat_entry for each row execute function fail()");

        NotStored refused = (NotStored) store.commit(
                CommitBuilder.after(session).message("m", Poison.SECRET).build());

        StringWriter log = new StringWriter();
        refused.cause().printStackTrace(new PrintWriter(log));
        assertThat(log.toString()).contains("53100").doesNotContain(Poison.SECRET);
    }

    @Test
    void an_entry_that_exists_is_found_by_its_unique_key() {
        Session session = created("s");
        store.commit(CommitBuilder.after(session).message("m", "hi").build());
        Session now = store.findSession(session.id()).orElseThrow();

        assertThat(store.commit(CommitBuilder.after(now).message("m", "again").build()))
                .isInstanceOf(DuplicateEntry.class);
    }

    @Test
    void a_server_that_ends_the_connection_in_a_transaction_is_known_to_have_stored_nothing() throws Exception {
        List<SessionCommit> creations = List.of(
                CommitBuilder.creating("s1").build(),
                CommitBuilder.creating("s2").build());
        host.execute(
                END_CONNECTION, "create trigger die before insert on chat_entry for each row execute function die()");

        assertThat(store.commit(creations.get(0))).isInstanceOf(NotStored.class);
        assertThat(store.commitAll(creations)).hasOnlyElementsOfType(NotStored.class);

        host.execute("drop trigger die on chat_entry");
        assertThat(store.findSession(new SessionId("s1"))).isEmpty();
        assertThat(store.commitAll(creations)).containsOnly(CommitResult.COMMITTED);
    }

    /** The statement commits by itself, so if the connection is lost, the outcome is not known. */
    @Test
    void a_server_that_ends_the_connection_in_a_statement_leaves_the_outcome_unknown_until_a_retry() throws Exception {
        List<SessionCommit> commits = List.of(message(created("s1")), message(created("s2")));
        host.execute(
                END_CONNECTION, "create trigger die before insert on chat_entry for each row execute function die()");

        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> store.commit(commits.get(0)))
                .withMessageContaining("not known");
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> store.commitAll(commits))
                .withMessageContaining("not known");

        host.execute("drop trigger die on chat_entry");
        assertThat(store.commitAll(commits)).containsOnly(CommitResult.COMMITTED);
    }

    @Test
    void a_server_that_ends_the_connection_in_commit_leaves_the_outcome_unknown_until_a_retry() throws Exception {
        SessionCommit commit = message(created("s"));
        host.execute(END_CONNECTION, """
                create constraint trigger die after insert on chat_entry
                deferrable initially deferred for each row execute function die()
                """);

        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> store.commit(commit))
                .withMessageContaining("not known");
        assertThatExceptionOfType(StoreException.class).isThrownBy(() -> store.commitAll(List.of(commit)));

        host.execute("drop trigger die on chat_entry");
        assertThat(store.commit(commit)).isEqualTo(CommitResult.COMMITTED);
    }

    @Test
    void a_connection_lost_after_commit_leaves_the_outcome_unknown_until_a_retry() {
        SessionCommit commit = message(created("s"));
        connections.now(Trouble.LOST_AFTER_COMMIT);
        assertThatExceptionOfType(StoreException.class).isThrownBy(() -> store.commit(commit));

        connections.now(Trouble.NONE);

        assertThat(store.commit(commit)).isInstanceOf(DuplicateEntry.class);
    }

    @Test
    void connections_are_returned_unchanged() {
        Session session = created("s");
        store.commit(message(session));
        store.commit(Poison.after(session, host));
        store.findSession(session.id());

        assertThat(connections.returned()).isNotEmpty().containsOnly("false " + Connection.TRANSACTION_SERIALIZABLE);
    }

    @Test
    void cursors_that_many_nodes_insert_at_once_are_all_kept() {
        List<ReaderCursor> cursors = IntStream.range(0, 50)
                .mapToObj(i -> Volume.cursor(created("s" + i).id()))
                .toList();

        CompletableFuture.allOf(IntStream.range(0, 8)
                        .mapToObj(i -> CompletableFuture.runAsync(() -> store.mergeCursors(cursors)))
                        .toArray(CompletableFuture[]::new))
                .join();

        assertThat(cursors)
                .allSatisfy(
                        cursor -> assertThat(store.cursorsOf(cursor.session())).containsExactly(cursor));
    }

    private Session created(String id) {
        SessionCommit commit = CommitBuilder.creating(id).build();
        assertThat(store.commit(commit)).isEqualTo(CommitResult.COMMITTED);
        return commit.next();
    }

    private static SessionCommit message(Session session) {
        return CommitBuilder.after(session).message("m", "hi").build();
    }

    private String query(String sql) throws SQLException {
        try (Connection connection = host.pool().getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }
}
