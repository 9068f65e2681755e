package dev.helpline.chat.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.helpline.chat.core.ChatEngine;
import dev.helpline.chat.core.CloseReport;
import dev.helpline.chat.core.CustomerChat;
import dev.helpline.chat.core.message.SendMessage;
import dev.helpline.chat.core.session.StartSession;
import dev.helpline.chat.spi.ChatException;
import dev.helpline.chat.spi.EntryId;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.auth.Principal;
import dev.helpline.chat.spi.entry.Entry;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.store.CommitResult;
import dev.helpline.chat.spi.store.CommitResult.NotStored;
import dev.helpline.chat.spi.store.SessionCommit;
import dev.helpline.chat.store.jdbc.FailingConnections.Trouble;
import dev.helpline.chat.store.jdbc.MessageOutcome.Word;
import dev.helpline.chat.testkit.engine.Books;
import dev.helpline.chat.testkit.store.ChatStoreContract.RowLock;
import dev.helpline.chat.testkit.store.CommitBuilder;
import dev.helpline.chat.testkit.time.Await;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What an engine promises while its database or its pool fails; on every kind of database. */
@Timeout(value = 120, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
abstract class OutageContract {
    private static final int ENOUGH = 150;

    private final Deque<AutoCloseable> opened = new ArrayDeque<>();

    /** Returns whether a change of one session is one statement that commits by itself. */
    boolean isChangeOneStatement() {
        return false;
    }

    /** Returns the URL of a database with our tables for this test alone. */
    abstract String url();

    /** Returns the URL of connections that wait for a lock for at most a second. */
    abstract String impatientUrl();

    @AfterEach
    void closeAll() throws Exception {
        while (!opened.isEmpty()) {
            opened.pop().close();
        }
    }

    <T extends AutoCloseable> T closing(T resource) {
        opened.push(resource);
        return resource;
    }

    HikariDataSource pool(String url, int size) {
        return closing(new HikariDataSource(config(url, size)));
    }

    private static HikariConfig config(String url, int size) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setMaximumPoolSize(size);
        config.setMinimumIdle(0);
        return config;
    }

    JdbcChatStore store(DataSource dataSource) {
        return closing(
                JdbcChatStore.builder(dataSource).schemaMode(SchemaMode.NONE).build());
    }

    ChatEngine engine(JdbcChatStore store) {
        return closing(Writers.engineOver(store, Duration.ofSeconds(30)));
    }

    // --- pools ------------------------------------------------------------------------------------------------

    /** A thread that takes a second connection while it has one would wait for itself. */
    @Test
    void a_pool_of_one_connection_is_enough_and_connections_are_returned_unchanged() throws Exception {
        WatchedPool watched = new WatchedPool(pool(url(), 1));
        JdbcChatStore store = store(watched.dataSource());
        CrashLedger ledger = new CrashLedger();
        CountDownLatch enough = new CountDownLatch(ENOUGH);

        try (ChatEngine engine = Writers.engineOver(store, Duration.ofSeconds(30));
                Writers chatter = Writers.start(engine, "r", 1, heard -> {
                    ledger.note(heard);
                    enough.countDown();
                })) {
            assertThat(enough.await(60, TimeUnit.SECONDS)).isTrue();
            assertThat(chatter.done()).isNotDone();
        }

        assertThat(watched.complaints()).isEmpty();
        assertThat(watched.most()).isEqualTo(1);
        assertThat(watched.open()).isZero();
        assertThat(ledger.count(Word.UNKNOWN)).isZero();
        ledger.verify(store);
    }

    @Test
    void connections_of_a_pool_with_other_settings_come_back_with_them() {
        HikariConfig config = config(url(), 4);
        config.setAutoCommit(false);
        config.setTransactionIsolation("TRANSACTION_SERIALIZABLE");
        WatchedPool watched = new WatchedPool(closing(new HikariDataSource(config)));
        JdbcChatStore store = store(watched.dataSource());

        Session session = created(store, "s");
        store.commit(message(session));
        store.commit(CommitBuilder.creating("intruder").customer("s").build());
        store.commitAll(List.of(message(created(store, "s1")), message(created(store, "s2"))));

        assertThat(watched.complaints()).isEmpty();
        assertThat(watched.open()).isZero();
    }

    @Test
    void a_pool_whose_connections_others_have_refuses_and_recovers() throws Exception {
        HikariConfig config = config(url(), 2);
        config.setConnectionTimeout(1000);
        HikariDataSource pool = closing(new HikariDataSource(config));
        JdbcChatStore store = store(pool);
        CustomerChat carla = carla(engine(store));
        SessionId session = carla.start(StartSession.PLAIN).session().id();

        ChatException refusal;
        try (Connection one = pool.getConnection();
                Connection other = pool.getConnection()) {
            assertThat(List.of(one, other)).doesNotContainNull();
            refusal = refusalOf(carla, message(session, "m"));
        }

        assertThat(refusal.details()).containsEntry("stored", "no");
        assertThat(texts(store, session)).doesNotContain("m");
        carla.send(message(session, "m"));
        assertThat(texts(store, session)).containsOnlyOnce("m");
    }

    @Test
    void closing_the_engine_finishes_what_is_under_way_and_holds_no_connection() {
        WatchedPool watched = new WatchedPool(pool(url(), 4));
        JdbcChatStore store = store(watched.dataSource());
        ChatEngine engine = engine(store);
        CustomerChat carla = carla(engine);
        List<SessionId> sessions = IntStream.range(0, 8)
                .mapToObj(i -> carla.start(StartSession.PLAIN).session().id())
                .toList();
        List<CompletableFuture<Entry>> sent = IntStream.range(0, 200)
                .mapToObj(i ->
                        carla.sendAsync(message(sessions.get(i % 8), "m" + i)).toCompletableFuture())
                .toList();

        CloseReport report = engine.close(Duration.ofSeconds(30));

        assertThat(report.complete()).isTrue();
        assertThat(sent).allSatisfy(answer -> assertThat(answer).isCompleted());
        assertThat(watched.open()).isZero();
        assertThat(sessions.stream()
                        .mapToLong(session -> texts(store, session).size())
                        .sum())
                .isEqualTo(200 + 8);
    }

    // --- lost connections -----------------------------------------------------------------------------------------

    @ParameterizedTest
    @EnumSource(names = {"LOST_IN_COMMIT", "LOST_AFTER_COMMIT"})
    void a_commit_that_was_lost_is_settled_once_there_is_a_connection(Trouble trouble) {
        FailingConnections connections = new FailingConnections(pool(url(), 4));
        JdbcChatStore store = store(connections);
        CustomerChat carla = carla(engine(store));
        List<SessionId> sessions = IntStream.range(0, 5)
                .mapToObj(i -> carla.start(StartSession.PLAIN).session().id())
                .toList();
        connections.now(trouble);
        int before = connections.returned().size();

        List<CompletableFuture<Entry>> sent = sessions.stream()
                .map(session -> carla.sendAsync(message(session, "m")).toCompletableFuture())
                .toList();
        Await.until(() -> connections.returned().size() > before + 2);
        assertThat(sent).noneMatch(CompletableFuture::isDone);
        connections.now(Trouble.NONE);

        sent.forEach(CompletableFuture::join);
        assertThat(sessions)
                .allSatisfy(session -> assertThat(texts(store, session)).containsOnlyOnce("m"));
    }

    @ParameterizedTest
    @EnumSource(names = {"NO_CONNECTION", "LOST_BEFORE_COMMIT"})
    void a_failure_before_the_commit_is_reported_as_not_stored(Trouble trouble) {
        assumeTrue(
                trouble == Trouble.NO_CONNECTION || !isChangeOneStatement(),
                "a change is one statement here, so that nothing of it comes before its commit");
        FailingConnections connections = new FailingConnections(pool(url(), 4));
        JdbcChatStore store = store(connections);
        CustomerChat carla = carla(engine(store));
        SessionId session = carla.start(StartSession.PLAIN).session().id();
        connections.now(trouble);

        ChatException refusal = refusalOf(carla, message(session, "m"));
        connections.now(Trouble.NONE);

        assertThat(refusal.details()).containsEntry("stored", "no");
        assertThat(texts(store, session)).doesNotContain("m");
        carla.send(message(session, "m"));
        assertThat(texts(store, session)).containsOnlyOnce("m");
    }

    // --- locks --------------------------------------------------------------------------------------------------

    @Test
    void a_lock_timeout_fails_the_one_commit_and_nothing_else() {
        DataSource impatient = pool(impatientUrl(), 4);
        JdbcChatStore store = store(impatient);
        Session held = created(store, "held");
        Session free = created(store, "free");

        RowLock lock = RowLocks.lock(impatient, held.id());
        List<CommitResult> results = store.commitAll(List.of(message(held), message(free)));
        lock.close();

        assertThat(results.get(0)).isInstanceOf(NotStored.class);
        assertThat(results.get(1)).isEqualTo(CommitResult.COMMITTED);
        assertThat(store.commit(message(held))).isEqualTo(CommitResult.COMMITTED);
    }

    // --- words --------------------------------------------------------------------------------------------------

    static CustomerChat carla(ChatEngine engine) {
        return engine.customer(Principal.customer("carla", null));
    }

    static Session created(JdbcChatStore store, String id) {
        SessionCommit commit = CommitBuilder.creating(id).message("m0", "m0").build();
        assertThat(store.commit(commit)).isEqualTo(CommitResult.COMMITTED);
        return commit.next();
    }

    static SessionCommit message(Session session) {
        return CommitBuilder.after(session).message("m", "m").build();
    }

    /** Returns a commit with a message whose text is its id. */
    static SendMessage message(SessionId session, String id) {
        return SendMessage.of(session, new EntryId(id), id);
    }

    static ChatException refusalOf(CustomerChat customer, SendMessage message) {
        return catchThrowableOfType(ChatException.class, () -> customer.send(message));
    }

    static List<String> texts(JdbcChatStore store, SessionId session) {
        Books.assertRight(store, session);
        return Books.log(store, session).stream().map(Entry::text).toList();
    }
}
