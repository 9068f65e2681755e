package dev.helpline.chat.store.jdbc;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.helpline.chat.core.memory.MemoryChatStore;
import dev.helpline.chat.spi.store.ChatStore;
import dev.helpline.servers.MySqlKind;
import dev.helpline.servers.MySqlServer;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The same random conversation has the same results over every store. {@code -Dhelpline.differential.seeds} sets how
 * many seeds the long run tries (default: as many as fit into a {@link LongRun}), {@code
 * -Dhelpline.differential.seed} the first of them.
 */
@Timeout(value = 10, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DifferentialTest {
    @TempDir
    Path folder;

    static LongStream fewSeeds() {
        return LongStream.rangeClosed(1, 3);
    }

    @ParameterizedTest
    @Tag("server")
    @MethodSource("fewSeeds")
    void memory_h2_and_postgresql_behave_alike(long seed) {
        List<String> expected = inMemory(seed, 200);

        assertSame(seed, "H2", expected, inFile(seed, 200));
        assertSame(seed, "PostgreSQL", expected, inPostgres(seed, 200));
    }

    @Test
    @Tag("slow")
    void all_stores_behave_alike() {
        long first = Long.getLong("helpline.differential.seed", 100);
        LongRun run = LongRun.of("helpline.differential.seeds", 2);
        for (long seed = first; run.goesOn(seed - first); seed++) {
            assertSameOverAllStores(seed);
        }
    }

    private void assertSameOverAllStores(long seed) {
        List<String> expected = inMemory(seed, 400);

        assertSame(seed, "H2", expected, inFile(seed, 400));
        assertSame(seed, "PostgreSQL", expected, inPostgres(seed, 400));
        assertSame(seed, "MariaDB", expected, inMySql(MySqlServer.mariaDb(), seed, 400));
        if (MySqlKind.MYSQL.runs()) {
            assertSame(seed, "MySQL", expected, inMySql(MySqlServer.mySql(), seed, 400));
        }
    }

    /** Shows what the tests above would report if two stores differed. */
    @Test
    void a_store_that_lists_in_another_order_is_found() {
        List<String> expected = inMemory(1, 200);

        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertSame(1, "backwards", expected, backwards()))
                .withMessageContaining("seed 1")
                .withMessageContaining("reads the newest");
    }

    /** Wraps a store so that it returns the newest entries of a session in reverse order. */
    private static List<String> backwards() {
        MemoryChatStore memory = new MemoryChatStore();
        ChatStore backwards = (ChatStore) Proxy.newProxyInstance(
                ChatStore.class.getClassLoader(), MemoryChatStore.class.getInterfaces(), (proxy, method, arguments) -> {
                    Object answer = method.invoke(memory, arguments);
                    if (method.getName().equals("entriesBefore")) {
                        List<Object> entries = new ArrayList<>((List<?>) answer);
                        Collections.reverse(entries);
                        return entries;
                    }
                    return answer;
                });
        return RandomChat.trace(backwards, 1, 200);
    }

    private static List<String> inMemory(long seed, int commands) {
        try (ChatStore store = new MemoryChatStore()) {
            return RandomChat.trace(store, seed, commands);
        }
    }

    private List<String> inFile(long seed, int commands) {
        try (ChatStore store = JdbcChatStore.h2File(folder.resolve("chat-" + seed))) {
            return RandomChat.trace(store, seed, commands);
        }
    }

    private static List<String> inPostgres(long seed, int commands) {
        try (PostgresDatabase database = PostgresDatabase.withTables();
                ChatStore store = JdbcChatStore.builder(database.pool()).build()) {
            return RandomChat.trace(store, seed, commands);
        }
    }

    private static List<String> inMySql(MySqlServer server, long seed, int commands) {
        try (MySqlDatabase database = MySqlDatabase.withTables(server);
                ChatStore store = JdbcChatStore.builder(database.pool()).build()) {
            return RandomChat.trace(store, seed, commands);
        }
    }

    /** Compares line by line, because the first line that differs says more than the whole. */
    private static void assertSame(long seed, String name, List<String> expected, List<String> actual) {
        for (int line = 0; line < Math.max(expected.size(), actual.size()); line++) {
            String wanted = line < expected.size() ? expected.get(line) : "nothing more";
            String got = line < actual.size() ? actual.get(line) : "nothing more";
            if (!wanted.equals(got)) {
                throw new AssertionError(String.format(
                        "seed %d, line %d%n%-10s: %s%n%-10s: %s", seed, line, "memory", wanted, name, got));
            }
        }
    }
}
