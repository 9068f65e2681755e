package dev.helpline.chat.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.helpline.chat.spi.store.ChatStore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Acknowledged messages in an H2 file survive {@code kill -9} of the process. */
@Timeout(value = 30, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class H2CrashTest {
    @TempDir
    Path folder;

    private final List<CrashLedger> ledgers = new ArrayList<>();

    @Test
    void two_kills_lose_nothing_that_was_acknowledged() {
        CrashRun.shortly(2, this::killAndVerify);
    }

    @Test
    @Tag("slow")
    void many_kills_lose_nothing_that_was_acknowledged() {
        CrashRun.atLength(4, this::killAndVerify);

        try (ChatStore store = JdbcChatStore.h2File(file())) {
            ledgers.forEach(ledger -> ledger.verify(store));
        }
    }

    @Test
    @Tag("slow")
    void with_parts_of_the_file_reused_at_once_kills_lose_nothing_that_was_acknowledged() {
        CrashRun.atLength(2, this::killAndVerifyReusing);
    }

    /** Shows that the other tests could fail: without the setting, messages are lost. */
    @Test
    @Tag("slow")
    void with_h2s_defaults_twenty_kills_do_lose_something() {
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> CrashRun.shortly(20, this::killAndVerifyDelayed))
                .havingCause()
                .withMessageContaining("acknowledged");
    }

    private void killAndVerify(long seed, Random random) {
        CrashLedger ledger = runAndKill("file", seed, random);

        try (HostDatabase host = HostDatabase.at("jdbc:h2:file:" + file() + ";WRITE_DELAY=0")) {
            CrashLedger.assertNothingHalf(host.pool());
        }
        try (ChatStore store = JdbcChatStore.h2File(file())) {
            ledger.verify(store);
        }
    }

    private void killAndVerifyReusing(long seed, Random random) {
        CrashLedger ledger = runAndKill("reusing", seed, random);

        try (HostDatabase host = ChattingMain.reusing(file());
                ChatStore store = JdbcChatStore.builder(host.pool()).build()) {
            ledger.verify(store);
        }
    }

    private void killAndVerifyDelayed(long seed, Random random) {
        CrashLedger ledger = runAndKill("delayed", seed, random);

        try (HostDatabase host = ChattingMain.delayed(file());
                ChatStore store =
                        JdbcChatStore.builder(host.pool()).acceptDelayedWrites().build()) {
            ledger.verify(store);
        }
    }

    private CrashLedger runAndKill(String kind, long seed, Random random) {
        CrashLedger ledger = new CrashLedger();
        ledgers.add(ledger);
        try (ChildJvm child =
                ChildJvm.run(ChattingMain.class, kind, file().toString(), "r" + seed, Long.toString(seed))) {
            assertThat(child.readLine()).isEqualTo("ready");
            CrashRun.listen(child, ledger, 20 + random.nextInt(150), random);
            child.kill().forEach(line -> MessageOutcome.parse(line).ifPresent(ledger::note));
        }
        return ledger;
    }

    private Path file() {
        return folder.resolve("chat");
    }
}
