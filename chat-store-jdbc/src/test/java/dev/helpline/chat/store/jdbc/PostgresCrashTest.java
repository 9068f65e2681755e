package dev.helpline.chat.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.helpline.chat.spi.store.ChatStore;
import dev.helpline.chat.store.jdbc.Heard.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** What a process was told is stored in PostgreSQL survives the violent death of either. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 60, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PostgresCrashTest {
    private static final int AFTERWARDS = 30;

    private final List<CrashLedger> ledgers = new ArrayList<>();
    private PostgresCluster cluster;

    /** What is killed. */
    private enum Blow {
        ENGINE,
        BACKEND,
        SERVER_STOPPED_AT_ONCE,
        SERVER
    }

    @BeforeAll
    void startServer() {
        cluster = PostgresCluster.started();
    }

    @AfterAll
    void stopServer() {
        cluster.close();
    }

    @Test
    void the_server_writes_to_the_disk_before_it_answers() {
        assertThat(List.of("fsync", "synchronous_commit", "full_page_writes"))
                .extracting(cluster::show)
                .containsOnly("on");
    }

    @Test
    void one_death_of_each_kind_loses_nothing_that_was_acknowledged() {
        CrashRun.shortly(Blow.values().length, this::strikeAndVerify);
    }

    @Test
    @Tag("slow")
    void many_deaths_lose_nothing_that_was_acknowledged() {
        CrashRun.atLength(32, this::strikeAndVerify);

        try (HikariDataSource pool = cluster.pool();
                ChatStore store = JdbcChatStore.builder(pool).build()) {
            ledgers.forEach(ledger -> ledger.verify(store));
        }
    }

    private void strikeAndVerify(long seed, Random random) {
        CrashLedger ledger = new CrashLedger();
        ledgers.add(ledger);
        try (ChildJvm child =
                ChildJvm.run(ChattingMain.class, "server", cluster.url(), "r" + seed, Long.toString(seed))) {
            assertThat(child.readLine()).isEqualTo("ready");
            CrashRun.listen(child, ledger, 30 + random.nextInt(200), random);
            strike(Blow.values()[(int) (seed % Blow.values().length)], child, ledger, random);
        }

        try (HikariDataSource pool = cluster.pool();
                ChatStore store = JdbcChatStore.builder(pool).build()) {
            CrashLedger.assertNothingHalf(pool);
            ledger.verify(store);
        }
    }

    /** An engine that outlives its server has to come to terms with it again; then it ends in order, or is killed, too. */
    private void strike(Blow blow, ChildJvm child, CrashLedger ledger, Random random) {
        switch (blow) {
            case ENGINE -> {}
            case BACKEND -> cluster.killBackend();
            case SERVER_STOPPED_AT_ONCE -> cluster.stopImmediately();
            case SERVER -> cluster.killAll();
        }
        if (blow != Blow.ENGINE) {
            listenUntilAcknowledged(child, ledger);
        }
        List<String> rest = blow != Blow.ENGINE && random.nextBoolean() ? child.finish() : child.kill();
        rest.forEach(line -> Heard.parse(line).ifPresent(ledger::note));
    }

    /** What it heard before the blow may still be on its way here; what comes after its answer is news. */
    private static void listenUntilAcknowledged(ChildJvm child, CrashLedger ledger) {
        child.nudge();
        for (String line = child.readLine(); !line.equals("heard"); line = child.readLine()) {
            Heard.parse(line).ifPresent(ledger::note);
        }
        int enough = ledger.count(Word.ACKNOWLEDGED) + AFTERWARDS;
        while (ledger.count(Word.ACKNOWLEDGED) < enough) {
            Heard.parse(child.readLine()).ifPresent(ledger::note);
        }
    }
}
