package dev.helpline.chat.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.store.ChatStore;
import dev.helpline.chat.spi.store.CommitResult;
import dev.helpline.chat.spi.store.SessionCommit;
import dev.helpline.chat.testkit.store.CommitBuilder;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** H2 closes its file for all threads when a thread in it is interrupted; callers' threads never enter H2. */
class H2InterruptTest {
    private static final int CALLERS = 4;
    private static final int COMMITS = 150;

    @TempDir
    Path folder;

    @Test
    void callers_may_be_interrupted_wildly_in_a_database_of_the_stores() throws Exception {
        try (ChatStore store = JdbcChatStore.h2File(folder.resolve("own"))) {
            interruptWildly(store);
        }
    }

    @Test
    void callers_may_be_interrupted_wildly_in_a_database_of_the_hosts() throws Exception {
        try (HostDatabase host = HostDatabase.at("jdbc:h2:file:" + folder.resolve("hosts") + ";WRITE_DELAY=0");
                ChatStore store = JdbcChatStore.builder(host.pool()).build()) {
            interruptWildly(store);
        }
    }

    @Test
    void opening_and_closing_may_be_interrupted_too() {
        Thread.currentThread().interrupt();

        JdbcChatStore.h2File(folder.resolve("own")).close();

        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void an_interrupted_caller_gets_its_result_and_keeps_its_interrupt_flag() {
        try (ChatStore store = JdbcChatStore.h2File(folder.resolve("own"))) {
            SessionCommit commit = CommitBuilder.creating("s").build();
            Thread.currentThread().interrupt();

            CommitResult result = store.commit(commit);

            assertThat(Thread.interrupted()).isTrue();
            assertThat(result).isEqualTo(CommitResult.COMMITTED);
            assertThat(store.findSession(commit.next().id())).contains(commit.next());
        }
    }

    private static void interruptWildly(ChatStore store) throws Exception {
        List<FutureTask<Session>> tasks = IntStream.range(0, CALLERS)
                .mapToObj(i -> new FutureTask<>(() -> readAndWrite(store, "s" + i)))
                .toList();
        List<Thread> callers = tasks.stream().map(Thread::new).toList();
        callers.forEach(Thread::start);
        while (callers.stream().anyMatch(Thread::isAlive)) {
            callers.forEach(Thread::interrupt);
            Thread.onSpinWait();
        }
        for (FutureTask<Session> task : tasks) {
            Session last = task.get(1, TimeUnit.SECONDS);
            assertThat(store.findSession(last.id())).contains(last);
            assertThat(store.entriesAfter(last.id(), 0, 1000)).hasSize(COMMITS + 1);
        }
    }

    private static Session readAndWrite(ChatStore store, String id) {
        SessionCommit commit = CommitBuilder.creating(id).build();
        assertThat(store.commit(commit)).isEqualTo(CommitResult.COMMITTED);
        for (int i = 0; i < COMMITS; i++) {
            Session read = store.findSession(commit.next().id()).orElseThrow();
            commit = CommitBuilder.after(read).message("m" + i, "hi").build();
            assertThat(store.commit(commit)).isEqualTo(CommitResult.COMMITTED);
        }
        return commit.next();
    }
}
