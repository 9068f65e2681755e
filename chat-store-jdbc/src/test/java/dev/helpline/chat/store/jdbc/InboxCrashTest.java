package dev.helpline.chat.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.helpline.chat.core.ChatEngine;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.testkit.time.Await;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Orders and their chats do not part ways although processes are killed with {@code kill -9} in between: each order that was committed has its
 * chat, whole, once and in order, and there is no chat without an order.
 */
@Timeout(value = 30, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@NeedsServer
class InboxCrashTest {
    private static final String CREATE_ORDERS =
            "create table if not exists orders (id varchar(64) not null primary key)";

    private final List<String> acknowledged = new ArrayList<>();
    private int round;

    @Test
    void two_kills_lose_and_double_nothing(@TempDir Path folder) {
        Path file = folder.resolve("chat");
        CrashRun.shortly(2, (seed, random) -> orderAndKill(file, 20 + random.nextInt(100)));

        assertNothingPartedWays(file);
    }

    @ParameterizedTest
    @EnumSource
    @Tag("slow")
    void many_kills_lose_and_double_nothing(DatabaseKind kind, @TempDir Path folder) throws SQLException {
        if (kind == DatabaseKind.H2) {
            CrashRun.atLengthOverFiles(
                    4,
                    folder,
                    (file, random) -> orderAndKill(file, 1 + random.nextInt(100)),
                    this::assertNothingPartedWays);
        } else {
            TestDatabase database = kind.newDatabase();
            database.execute(CREATE_ORDERS);
            CrashRun.atLength(4, (seed, random) -> runAndKill("server", database.url(), 1 + random.nextInt(100)));
            assertNothingPartedWays(database.pool());
        }
    }

    private static HostDatabase hostAt(Path file) {
        return HostDatabase.at("jdbc:h2:file:" + file + ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE");
    }

    private void orderAndKill(Path file, int lines) {
        if (Files.notExists(Path.of(file + ".mv.db"))) {
            try (HostDatabase database = hostAt(file)) {
                database.execute(CREATE_ORDERS);
            } catch (SQLException e) {
                throw new AssertionError(e);
            }
        }
        runAndKill("file", file.toString(), lines);
    }

    private void runAndKill(String kind, String where, int lines) {
        round++;
        try (ChildJvm child = ChildJvm.run(OrderingMain.class, kind, where, Integer.toString(round), "round" + round)) {
            for (int i = 0; i < lines; i++) {
                acknowledged.add(child.readLine());
            }
            LockSupport.parkNanos(lines * 10_000L); // so that the kill hits host and engine at a random point
            acknowledged.addAll(child.kill());
        }
    }

    private void assertNothingPartedWays(Path file) {
        try (HostDatabase database = hostAt(file)) {
            assertNothingPartedWays(database.pool());
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
        acknowledged.clear();
    }

    /** Has what is left carried out, and compares orders and chats. */
    private void assertNothingPartedWays(DataSource pool) throws SQLException {
        JdbcChatStore store = JdbcChatStore.builder(pool).build();
        assertThat(store.inboxCounts().waiting())
                .as("a kill leaves commands behind")
                .isPositive();
        try (store;
                ChatEngine engine = OrderingMain.engineOver(store, round + 1)) {
            Await.until(() -> engine.inbox().counts().waiting() == 0);
            assertThat(engine.inbox().refused(0, 1)).isEmpty();
            List<String> orders = first(pool, "select id from orders order by id");
            assertThat(orders).containsAll(acknowledged);
            assertThat(first(pool, "select id from chat_session order by id")).isEqualTo(orders);
            assertThat(orders).allSatisfy(id -> assertThat(log(store, id)).isEqualTo(wholeLog()));
        }
    }

    private static List<String> log(JdbcChatStore store, String session) {
        return store.entriesAfter(new SessionId(session), 0, 100).stream()
                .map(entry -> entry.isMessage() ? entry.text() : entry.type())
                .toList();
    }

    private static List<String> wholeLog() {
        Stream<String> messages = IntStream.range(0, OrderingMain.MESSAGES).mapToObj(i -> "message " + i);
        return Stream.of(Stream.of("session_started"), messages, Stream.of("session_ended"))
                .flatMap(each -> each)
                .toList();
    }

    private static List<String> first(DataSource pool, String query) throws SQLException {
        List<String> found = new ArrayList<>();
        try (var connection = pool.getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            while (rows.next()) {
                found.add(rows.getString(1));
            }
        }
        found.sort(null);
        return found;
    }
}
