package dev.helpline.chat.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.helpline.chat.core.ChatEngine;
import dev.helpline.chat.core.CustomerChat;
import dev.helpline.chat.core.message.SendMessage;
import dev.helpline.chat.core.session.StartSession;
import dev.helpline.chat.spi.EntryId;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.auth.Principal;
import dev.helpline.chat.spi.entry.Entry;
import dev.helpline.chat.store.jdbc.MessageOutcome.Word;
import dev.helpline.chat.testkit.engine.Books;
import dev.helpline.chat.testkit.fault.FaultProxy;
import dev.helpline.chat.testkit.fault.LinkFault;
import dev.helpline.chat.testkit.fault.LinkFault.Direction;
import dev.helpline.chat.testkit.fault.LinkFault.Kind;
import dev.helpline.chat.testkit.time.Await;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What an engine promises while the network to its database fails. Only for database servers; an embedded H2 uses no
 * network.
 */
@NeedsServer
@Timeout(value = 240, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
abstract class NetworkFaultContract {
    private static final Pattern PORT = Pattern.compile(":(\\d+)/");
    private static final List<Direction> BOTH = List.of(Direction.values());
    private static final List<Kind> ENDS = List.of(Kind.CUT, Kind.RESET, Kind.HALF_CLOSE);

    private final Deque<AutoCloseable> opened = new ArrayDeque<>();

    private TestDatabase database;

    /** Returns a database with our tables. */
    abstract TestDatabase newDatabase();

    /**
     * Returns the parameters that a host adds to the URL to bound connecting and waiting for replies to some
     * seconds.
     */
    abstract String driverTimeouts(int seconds);

    @BeforeEach
    void createDatabase() {
        database = closing(newDatabase());
    }

    @AfterEach
    void closeAll() throws Exception {
        while (!opened.isEmpty()) {
            opened.pop().close();
        }
    }

    private <T extends AutoCloseable> T closing(T resource) {
        opened.push(resource);
        return resource;
    }

    static Stream<Arguments> faults() {
        return BOTH.stream()
                .flatMap(direction -> Stream.of(Kind.CUT, Kind.RESET, Kind.HALF_CLOSE, Kind.DELAY, Kind.TRICKLE)
                        .map(kind -> Arguments.of(direction, kind)));
    }

    // --- many at random -------------------------------------------------------------------------------------------

    @Test
    void connections_that_end_anywhere_cause_no_false_report() {
        chatThroughFaults(
                60,
                random -> LinkFault.of(
                        ENDS.get(random.nextInt(ENDS.size())),
                        BOTH.get(random.nextInt(BOTH.size())),
                        1_000 + random.nextInt(40_000)));
    }

    @ParameterizedTest
    @MethodSource("faults")
    @Tag("slow")
    void no_fault_causes_a_false_report(Direction direction, Kind kind) {
        chatThroughFaults(
                200,
                random -> kind == Kind.DELAY
                        ? LinkFault.delay(direction, Duration.ofMillis(random.nextInt(5)))
                        : LinkFault.of(kind, direction, 1_000 + random.nextInt(60_000)));
    }

    /** Returns the fault of the next connection. */
    @FunctionalInterface
    private interface Faults {
        LinkFault next(Random random);
    }

    private void chatThroughFaults(int acknowledgements, Faults faults) {
        long seed = CrashRun.seed();
        Random random = new Random(seed);
        FaultProxy proxy = proxy();
        JdbcChatStore store = storeThrough(proxy, driverTimeouts(2));
        CrashLedger ledger = new CrashLedger();
        CountDownLatch enough = new CountDownLatch(acknowledgements);
        try (ChatEngine engine = Writers.engineOver(store, Duration.ofSeconds(5));
                Writers chatter = Writers.start(engine, "r" + seed, seed, heard -> {
                    ledger.note(heard);
                    if (heard.word() == Word.ACKNOWLEDGED) {
                        enough.countDown();
                    }
                })) {
            proxy.fromNowOn(() -> faults.next(random));
            proxy.resetAll();
            assertThat(enough.await(200, TimeUnit.SECONDS)).as("seed %s", seed).isTrue();
            assertThat(chatter.done()).isNotDone();
            proxy.fromNowOn(LinkFault.none());
            proxy.resetAll();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }

        assertThat(proxy.accepted()).isGreaterThan(1);
        ledger.verify(directly());
    }

    // --- one at a time --------------------------------------------------------------------------------------------

    @Test
    void a_commit_whose_reply_is_lost_is_settled_by_another_try() {
        FaultProxy proxy = proxy();
        ArmedPool pool = new ArmedPool(poolThrough(proxy, driverTimeouts(2)), proxy::loseReplies);
        JdbcChatStore store = closing(JdbcChatStore.builder(pool.dataSource())
                .schemaMode(SchemaMode.NONE)
                .build());
        CustomerChat carla = carla(store);
        SessionId session = carla.start(StartSession.PLAIN).session().id();
        pool.arm();

        Entry sent = carla.send(SendMessage.of(session, new EntryId("m"), "m"));

        assertThat(pool.isArmed()).isFalse();
        assertThat(Books.log(directly(), session)).filteredOn(Entry::isMessage).containsExactly(sent);
    }

    @Test
    void a_silent_server_is_given_up_and_used_again_when_it_replies() {
        stallAndRecover(driverTimeouts(2));
    }

    /** Without a bound in the driver, the store's own bound applies. */
    @Test
    @Tag("slow")
    void a_silent_server_is_given_up_even_if_the_host_has_set_no_bound() {
        stallAndRecover("");
    }

    private void stallAndRecover(String timeouts) {
        FaultProxy proxy = proxy();
        CustomerChat carla = carla(storeThrough(proxy, timeouts));
        SessionId session = carla.start(StartSession.PLAIN).session().id();

        proxy.pause();
        CompletableFuture<Entry> sent =
                carla.sendAsync(SendMessage.of(session, new EntryId("m"), "m")).toCompletableFuture();
        Await.until(sent::isDone);
        proxy.resetAll();
        proxy.resume();

        assertThat(sent).isCompletedExceptionally();
        Entry again = carla.send(SendMessage.of(session, new EntryId("m"), "m"));
        assertThat(Books.log(directly(), session)).filteredOn(Entry::isMessage).containsExactly(again);
    }

    // --- what it takes --------------------------------------------------------------------------------------------

    private FaultProxy proxy() {
        Matcher port = PORT.matcher(database.url());
        assertThat(port.find()).isTrue();
        return closing(FaultProxy.before(Integer.parseInt(port.group(1))));
    }

    private HikariDataSource poolThrough(FaultProxy proxy, String timeouts) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(PORT.matcher(database.url()).replaceFirst(":" + proxy.port() + "/") + timeouts);
        config.setMaximumPoolSize(4);
        config.setMinimumIdle(0);
        config.setConnectionTimeout(2000);
        return closing(new HikariDataSource(config));
    }

    private JdbcChatStore storeThrough(FaultProxy proxy, String timeouts) {
        return closing(JdbcChatStore.builder(poolThrough(proxy, timeouts))
                .schemaMode(SchemaMode.NONE)
                .build());
    }

    private JdbcChatStore directly() {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(database.url());
        config.setMinimumIdle(0);
        return closing(JdbcChatStore.builder(closing(new HikariDataSource(config)))
                .schemaMode(SchemaMode.NONE)
                .build());
    }

    private CustomerChat carla(JdbcChatStore store) {
        ChatEngine engine = closing(Writers.engineOver(store, Duration.ofSeconds(10)));
        return engine.customer(Principal.customer("carla", null));
    }
}
