package dev.helpline.chat.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.helpline.chat.core.ChatEngine;
import dev.helpline.chat.core.CustomerChat;
import dev.helpline.chat.core.session.StartSession;
import dev.helpline.chat.spi.AgentId;
import dev.helpline.chat.spi.ChatException;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.session.Assignment;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.store.CommitResult;
import dev.helpline.chat.spi.store.CommitResult.NotStored;
import dev.helpline.chat.spi.store.SessionCommit;
import dev.helpline.chat.testkit.store.CommitBuilder;
import dev.helpline.chat.testkit.time.Await;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** More failures of database servers, and what the store reports of them. */
@NeedsServer
abstract class ServerOutageContract extends OutageContract {
    /**
     * How the store describes the failure: in words, or by SQLSTATE (PostgreSQL) or code (MariaDB, MySQL) where the
     * words might quote a message.
     */
    private static final Pattern READ_ONLY = Pattern.compile("(?is).*(read.only|25006|1792).*");

    /** Returns a statement after which the connection is read-only. */
    abstract String forbidWriting();

    /** Ends all connections to the test's database but the one that runs the statement. */
    abstract void endConnections() throws SQLException;

    /** Returns statements after which their transaction is the last one to be the victim of a deadlock. */
    abstract List<String> survivingDeadlocks();

    /**
     * Returns statements after which entries are refused as on a full disk; the other method returns those that undo
     * it.
     */
    abstract List<String> fillUp();

    abstract List<String> makeRoom();

    @Test
    void the_victim_of_a_deadlock_is_retried_and_no_caller_notices() throws Exception {
        HikariDataSource pool = pool(url(), 4);
        JdbcChatStore store = store(pool);
        Session ours = created(store, "ours");
        created(store, "theirs");

        CompletableFuture<CommitResult> result;
        try (Connection other = pool(url(), 1).getConnection()) {
            other.setAutoCommit(false);
            execute(other, survivingDeadlocks());
            execute(other, List.of("update chat_session set agent_id = 'anton', agent_slot = 1 where id = 'theirs'"));
            result = CompletableFuture.supplyAsync(() -> store.commit(takingTheSlot(ours)));
            Await.until(() -> isLocked(pool, "ours"));
            execute(other, List.of("update chat_session set context = 'x' where id = 'ours'"));
            assertThat(result).isNotDone();
            other.rollback();
            other.setAutoCommit(true);
        }

        assertThat(result.join()).isEqualTo(CommitResult.COMMITTED);
    }

    private static boolean isLocked(DataSource pool, String session) {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement();
                ResultSet free = statement.executeQuery(
                        "select id from chat_session where id = '" + session + "' for update skip locked")) {
            return !free.next();
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private static SessionCommit takingTheSlot(Session session) {
        Assignment anton = new Assignment(
                new AgentId("anton"), null, null, session.timeline().lastEntryAt());
        return CommitBuilder.after(session).assign(anton, 1).build();
    }

    @Test
    void a_server_that_ended_all_connections_costs_some_refusals_at_most() throws Exception {
        HikariDataSource pool = pool(url(), 3);
        JdbcChatStore store = store(pool);
        CustomerChat carla = carla(engine(store));
        SessionId session = carla.start(StartSession.PLAIN).session().id();

        endConnections();

        Await.until(() -> isTaken(carla, session));
        assertThat(texts(store, session)).containsOnlyOnce("m");
    }

    /** Sends the message, and returns whether it is stored; a refusal must say that it is not. */
    private static boolean isTaken(CustomerChat customer, SessionId session) {
        try {
            return customer.send(message(session, "m")).seq() > 0;
        } catch (ChatException e) {
            assertThat(e.details()).containsEntry("stored", "no");
            return false;
        }
    }

    @Test
    void a_read_only_database_is_read_and_says_why_it_stores_nothing() {
        Forbidding connections = new Forbidding(pool(url(), 4));
        JdbcChatStore store = store(connections);
        Session session = created(store, "s");
        CustomerChat carla = carla(engine(store));
        connections.forbidden = true;

        assertThat(store.findSession(session.id())).contains(session);
        assertThat(store.commitAll(
                        List.of(message(session), CommitBuilder.creating("new").build())))
                .allSatisfy(result ->
                        assertThat(((NotStored) result).cause().getMessage()).matches(READ_ONLY));
        assertThat(refusal(() -> carla.start(StartSession.PLAIN)).details()).containsEntry("stored", "no");
    }

    @Test
    void a_read_only_database_is_reachable_but_not_healthy() {
        Forbidding connections = new Forbidding(pool(url(), 4));
        ChatEngine engine = engine(store(connections));
        connections.forbidden = true;

        assertThat(engine.health().storeReachable()).isTrue();
        assertThat(engine.health().storeWritable()).isFalse();
        assertThat(engine.health().ready()).isFalse();
    }

    @Test
    void a_full_database_stores_nothing_until_there_is_room() throws Exception {
        HikariDataSource pool = pool(url(), 4);
        JdbcChatStore store = store(pool);
        CustomerChat carla = carla(engine(store));
        SessionId session = carla.start(StartSession.PLAIN).session().id();
        try (Connection connection = pool.getConnection()) {
            execute(connection, fillUp());
        }

        ChatException refusal = refusalOf(carla, message(session, "m"));
        try (Connection connection = pool.getConnection()) {
            execute(connection, makeRoom());
        }

        assertThat(refusal.details()).containsEntry("stored", "no");
        carla.send(message(session, "m"));
        assertThat(texts(store, session)).containsOnlyOnce("m");
    }

    /** A pool whose database becomes read-only at some moment, as after a fail-over to a standby. */
    private final class Forbidding extends BorrowingDataSource {
        private volatile boolean forbidden;

        Forbidding(DataSource pool) {
            super(pool);
        }

        @Override
        public Connection getConnection() throws SQLException {
            Connection connection = super.getConnection();
            if (forbidden) {
                execute(connection, List.of(forbidWriting()));
            }
            return connection;
        }
    }

    private static ChatException refusal(Runnable call) {
        try {
            call.run();
        } catch (ChatException e) {
            return e;
        }
        throw new AssertionError("not refused");
    }

    static void execute(Connection connection, List<String> statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
