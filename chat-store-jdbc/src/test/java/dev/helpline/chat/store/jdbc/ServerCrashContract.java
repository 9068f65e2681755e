package dev.helpline.chat.store.jdbc;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.zaxxer.hikari.HikariDataSource;
import dev.helpline.chat.core.ChatEngine;
import dev.helpline.chat.core.CustomerChat;
import dev.helpline.chat.core.message.SendMessage;
import dev.helpline.chat.core.session.StartSession;
import dev.helpline.chat.spi.ChatException;
import dev.helpline.chat.spi.EntryId;
import dev.helpline.chat.spi.ErrorCode;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.auth.Principal;
import dev.helpline.chat.spi.store.ChatStore;
import dev.helpline.chat.store.jdbc.MessageOutcome.Word;
import dev.helpline.chat.testkit.time.Await;
import dev.helpline.servers.ServerProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** Acknowledged messages survive every end of the engine and of its server, orderly or not. */
@NeedsServer
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 60, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
abstract class ServerCrashContract {
    private static final int AFTERWARDS = 30;

    private final List<CrashLedger> ledgers = new ArrayList<>();
    private ServerProcess server;

    /** Starts a server for this test, which writes to the disk before it acknowledges. */
    abstract ServerProcess newServer();

    @BeforeAll
    void startServer() {
        server = newServer();
    }

    @AfterAll
    void stopServer() {
        server.close();
    }

    final ServerProcess server() {
        return server;
    }

    // --- one engine over one pool, in this process ---------------------------------------------------------------

    @Test
    void an_engine_outlives_its_server_and_keeps_what_was_acknowledged() {
        CrashLedger ledger = new CrashLedger();
        try (HikariDataSource pool = server.pool();
                ChatStore store = JdbcChatStore.builder(pool).build();
                ChatEngine engine = Writers.engineOver(store, Duration.ofSeconds(2));
                Writers chatter = Writers.start(engine, "outlives", CrashRun.seed(), ledger::note)) {
            CustomerChat carla = engine.customer(Principal.customer("carla", null));
            SessionId session = carla.start(StartSession.PLAIN).session().id();
            IntStream.range(0, server.deaths().size()).forEach(death -> {
                awaitAcknowledgements(ledger);
                outlive(server.deaths().get(death), carla, message(session, death), ledger);
            });
            awaitAcknowledgements(ledger);

            assertThat(chatter.done()).isNotDone();
            chatter.finish();
            chatter.settle();
            CrashLedger.assertNothingHalf(pool);
            ledger.verify(store);
        }
    }

    private static void awaitAcknowledgements(CrashLedger ledger) {
        int enough = ledger.count(Word.ACKNOWLEDGED) + AFTERWARDS;
        Await.until(() -> ledger.count(Word.ACKNOWLEDGED) >= enough);
    }

    private void outlive(Runnable death, CustomerChat carla, SendMessage message, CrashLedger ledger) {
        death.run();
        if (server.isDown()) { // it recovers by itself from some of the deaths
            assertRefused(carla, message);
        }
        server.start();
        Await.until(() -> isTaken(carla, message, ledger));
    }

    private static void assertRefused(CustomerChat carla, SendMessage message) {
        ChatException refusal = catchThrowableOfType(ChatException.class, () -> carla.send(message));
        assertThat(refusal.code()).isEqualTo(ErrorCode.STORE_UNAVAILABLE);
        assertThat(refusal.details().get("stored")).isIn("no", "unknown");
    }

    private static boolean isTaken(CustomerChat carla, SendMessage message, CrashLedger ledger) {
        try {
            long seq = carla.send(message).seq();
            ledger.note(new MessageOutcome(Word.ACKNOWLEDGED, message.session(), requireNonNull(message.id()), seq));
            return true;
        } catch (ChatException e) {
            assertThat(e.code()).isEqualTo(ErrorCode.STORE_UNAVAILABLE);
            return false;
        }
    }

    private static SendMessage message(SessionId session, int number) {
        return SendMessage.of(session, new EntryId("m" + number), "m" + number);
    }

    // --- engines in processes of their own ------------------------------------------------------------------------

    @Test
    void the_death_of_an_engine_loses_nothing_that_was_acknowledged() {
        CrashRun.shortly(1, (seed, random) -> strikeAndVerify(null, seed, random));
    }

    @Test
    @Tag("slow")
    void many_deaths_lose_nothing_that_was_acknowledged() {
        List<Runnable> deaths = server.deaths();
        CrashRun.atLength(deaths.size() + 1, (seed, random) -> {
            int which = (int) (seed % (deaths.size() + 1));
            strikeAndVerify(which < deaths.size() ? deaths.get(which) : null, seed, random);
        });

        try (HikariDataSource pool = server.pool();
                ChatStore store = JdbcChatStore.builder(pool).build()) {
            ledgers.forEach(ledger -> ledger.verify(store));
        }
    }

    /** @param death ends the server; null to kill the engine instead */
    private void strikeAndVerify(@Nullable Runnable death, long seed, Random random) {
        CrashLedger ledger = new CrashLedger();
        ledgers.add(ledger);
        try (ChildJvm child =
                ChildJvm.run(ChattingMain.class, "server", server.url(), "r" + seed, Long.toString(seed))) {
            assertThat(child.readLine()).isEqualTo("ready");
            CrashRun.listen(child, ledger, 30 + random.nextInt(200), random);
            if (death != null) {
                death.run();
                server.start();
                listenUntilAcknowledged(child, ledger);
            }
            // an engine that has recovered ends in order, or is killed, too
            List<String> rest = death != null && random.nextBoolean() ? child.finish() : child.kill();
            rest.forEach(line -> MessageOutcome.parse(line).ifPresent(ledger::note));
        }

        try (HikariDataSource pool = server.pool();
                ChatStore store = JdbcChatStore.builder(pool).build()) {
            CrashLedger.assertNothingHalf(pool);
            ledger.verify(store);
        }
    }

    /** Outcomes from before the death may still be on their way; those after the reply are from afterwards. */
    private static void listenUntilAcknowledged(ChildJvm child, CrashLedger ledger) {
        child.nudge();
        for (String line = child.readLine(); !line.equals("heard"); line = child.readLine()) {
            MessageOutcome.parse(line).ifPresent(ledger::note);
        }
        int enough = ledger.count(Word.ACKNOWLEDGED) + AFTERWARDS;
        while (ledger.count(Word.ACKNOWLEDGED) < enough) {
            MessageOutcome.parse(child.readLine()).ifPresent(ledger::note);
        }
    }
}
