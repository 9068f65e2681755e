package dev.helpline.chat.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.entry.Entry;
import dev.helpline.chat.spi.store.ChatStore;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a process has been told is stored survives {@code kill -9} of that process. */
class H2CrashTest {
    @TempDir
    Path folder;

    private final Random random = new Random(20260105);

    @Test
    void three_kills_lose_nothing_that_was_acknowledged() {
        assertThat(messagesLostIn(3, "immediate")).isZero();
    }

    @Test
    @Tag("slow")
    void twenty_kills_lose_nothing_that_was_acknowledged() {
        assertThat(messagesLostIn(20, "immediate")).isZero();
    }

    /** Without this one, the others might pass because nothing is ever lost whatever one does. */
    @Test
    @Tag("slow")
    void with_h2_as_it_comes_twenty_kills_do_lose_something() {
        assertThat(messagesLostIn(20, "delayed")).isPositive();
    }

    private long messagesLostIn(int kills, String mode) {
        Path file = folder.resolve(mode);
        long lost = 0;
        for (int run = 0; run < kills; run++) {
            Map<SessionId, Long> acknowledged = runAndKill(file, "run" + run, mode);
            lost += lostOf(acknowledged, file, mode);
        }
        return lost;
    }

    /** The highest acknowledged seq of each session. */
    private Map<SessionId, Long> runAndKill(Path file, String run, String mode) {
        Map<SessionId, Long> acknowledged = new HashMap<>();
        try (ChildJvm child = ChildJvm.run(CommittingMain.class, file.toString(), run, mode)) {
            assertThat(child.readLine()).isEqualTo("ready");
            int lines = 50 + random.nextInt(500);
            for (int i = 0; i < lines; i++) {
                note(child.readLine(), acknowledged);
            }
            child.kill().forEach(line -> note(line, acknowledged));
        }
        return acknowledged;
    }

    private static void note(String line, Map<SessionId, Long> acknowledged) {
        String[] words = line.split(" ", -1);
        if (words.length == 2 && !words[1].isEmpty()) {
            acknowledged.merge(new SessionId(words[0]), Long.valueOf(words[1]), Math::max);
        }
    }

    private static long lostOf(Map<SessionId, Long> acknowledged, Path file, String mode) {
        if (mode.equals("immediate")) {
            try (ChatStore store = JdbcChatStore.h2File(file)) {
                return lostOf(acknowledged, store);
            }
        }
        try (HostDatabase host = CommittingMain.delayed(file);
                ChatStore store =
                        JdbcChatStore.builder(host.pool()).acceptDelayedWrites().build()) {
            return lostOf(acknowledged, store);
        }
    }

    private static long lostOf(Map<SessionId, Long> acknowledged, ChatStore store) {
        return acknowledged.entrySet().stream()
                .mapToLong(session -> lostOf(store, session.getKey(), session.getValue()))
                .sum();
    }

    /** What is there, is there without gaps, and agrees with the session. */
    private static long lostOf(ChatStore store, SessionId id, long acknowledgedSeq) {
        List<Long> seqs = store.entriesAfter(id, 0, Integer.MAX_VALUE).stream()
                .map(Entry::seq)
                .toList();
        assertThat(seqs)
                .isEqualTo(LongStream.rangeClosed(1, seqs.size()).boxed().toList());
        assertThat(store.findSession(id).map(session -> session.log().lastSeq()).orElse(0L))
                .isEqualTo(seqs.size());
        return Math.max(0, acknowledgedSeq - seqs.size());
    }
}
