package dev.helpline.chat.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.helpline.chat.core.ChatEngine;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.store.ChatStore;
import dev.helpline.chat.testkit.time.Await;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A durable listener hears of every event, in the order of its session, although processes are killed with {@code kill -9} in between. */
@Timeout(value = 30, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@NeedsServer
class OutboxCrashTest {
    private final List<String> told = new ArrayList<>();
    private int round;

    @Test
    void two_kills_lose_no_event(@TempDir Path folder) {
        Path file = folder.resolve("chat");
        CrashRun.shortly(2, (seed, random) -> runAndKill("file", file.toString(), 20 + random.nextInt(200)));

        assertAllTold(file);
    }

    @ParameterizedTest
    @EnumSource
    @Tag("slow")
    void many_kills_lose_no_event(DatabaseKind kind, @TempDir Path folder) {
        if (kind == DatabaseKind.H2) {
            CrashRun.atLengthOverFiles(
                    4,
                    folder,
                    (file, random) -> runAndKill("file", file.toString(), 20 + random.nextInt(200)),
                    this::assertAllTold);
        } else {
            TestDatabase database = kind.newDatabase();
            CrashRun.atLength(4, (seed, random) -> runAndKill("server", database.url(), 20 + random.nextInt(200)));
            try (ChatStore store = JdbcChatStore.builder(database.pool()).build()) {
                assertAllTold(store);
            }
        }
    }

    private void runAndKill(String kind, String where, int lines) {
        round++;
        try (ChildJvm child =
                ChildJvm.run(ListeningMain.class, kind, where, Integer.toString(round), "round" + round)) {
            for (int i = 0; i < lines; i++) {
                told.add(child.readLine());
            }
            LockSupport.parkNanos(lines * 10_000L); // so that the kill hits the listener at a random point
            told.addAll(child.kill());
        }
    }

    private void assertAllTold(Path file) {
        try (ChatStore store = JdbcChatStore.h2File(file)) {
            assertAllTold(store);
        }
        told.clear();
    }

    /** Has what is left handed over, and compares what was told with the logs. */
    private void assertAllTold(ChatStore store) {
        Queue<String> rest = new ConcurrentLinkedQueue<>();
        try (ChatEngine engine = ListeningMain.engineOver(store, round + 1, event -> rest.add(event.id()))) {
            Await.until(() -> engine.outbox().counts(ListeningMain.LISTENER).waiting() == 0);
            assertThat(engine.outbox().deadLetters(ListeningMain.LISTENER, null, 1))
                    .isEmpty();
        }
        assertThat(rest).as("a kill leaves events behind").isNotEmpty();
        told.addAll(rest);
        Map<SessionId, Set<Long>> first = new LinkedHashMap<>();
        for (String id : told) {
            int slash = id.indexOf('/');
            first.computeIfAbsent(new SessionId(id.substring(0, slash)), unused -> new LinkedHashSet<>())
                    .add(Long.valueOf(id.substring(slash + 1)));
        }
        first.forEach((session, seqs) -> {
            long last = store.findSession(session).orElseThrow().log().lastSeq();
            assertThat(seqs)
                    .as("session %s", session)
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(1, last).boxed().toList());
        });
    }
}
