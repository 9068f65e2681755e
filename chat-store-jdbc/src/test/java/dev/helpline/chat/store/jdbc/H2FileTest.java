package dev.helpline.chat.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.helpline.chat.spi.StoreException;
import dev.helpline.chat.spi.store.CommitResult;
import dev.helpline.chat.spi.store.SessionCommit;
import dev.helpline.chat.testkit.store.CommitBuilder;
import dev.helpline.chat.testkit.time.Await;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A store in a file of its own. */
class H2FileTest {
    @TempDir
    Path folder;

    @Test
    void what_was_stored_is_there_when_the_file_is_opened_again() {
        Path file = folder.resolve("chat");
        SessionCommit commit = CommitBuilder.creating("s")
                .message("m", "hello")
                .audit("CREATED")
                .build();
        try (JdbcChatStore store = JdbcChatStore.h2File(file)) {
            store.commit(commit);
        }

        try (JdbcChatStore store = JdbcChatStore.h2File(file)) {
            assertThat(store.findSession(commit.next().id())).contains(commit.next());
            assertThat(store.entriesAfter(commit.next().id(), 0, 10)).isEqualTo(commit.entries());
            assertThat(store.auditAfter(commit.next().id(), 0, 10)).isEqualTo(commit.audit());
        }
    }

    @Test
    void a_value_the_database_refuses_is_written_to_no_trace_file() throws Exception {
        Path file = folder.resolve("chat");
        JdbcChatStore.h2File(file).close();
        String untraced = EmbeddedH2.urlOf(file) + ";TRACE_LEVEL_FILE=0"; // so that only the store can leave a trace
        try (Connection connection = DriverManager.getConnection(untraced, "sa", "");
                Statement statement = connection.createStatement()) {
            statement.execute("alter table chat_entry alter column text varchar(100) not null");
        }
        try (JdbcChatStore store = JdbcChatStore.h2File(file)) {
            SessionCommit first = CommitBuilder.creating("s").build();
            store.commit(first);

            assertThat(store.commit(Poison.after(first.next()))).isInstanceOf(CommitResult.Rejected.class);
        }

        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(folder.resolve("chat.mv.db"));
        }
    }

    @Test
    void folders_on_the_way_are_made() {
        Path file = folder.resolve("some").resolve("where").resolve("chat");

        JdbcChatStore.h2File(file).close();

        assertThat(Files.exists(file.resolveSibling("chat.mv.db"))).isTrue();
    }

    @Test
    void a_file_in_use_by_this_process_is_refused_and_its_store_goes_on() {
        Path file = folder.resolve("chat");
        try (JdbcChatStore store = JdbcChatStore.h2File(file)) {
            assertThatExceptionOfType(StoreException.class)
                    .isThrownBy(() -> JdbcChatStore.h2File(file))
                    .withMessageContaining("open already in this process");

            assertThat(store.firstAgents(10)).isEmpty();
        }
    }

    @Test
    void a_file_in_use_by_another_process_is_refused() {
        Path file = folder.resolve("chat");
        try (ChildJvm child = ChildJvm.run(ChattingMain.class, "file", file.toString(), "run", "1")) {
            assertThat(child.readLine()).isEqualTo("ready");

            assertThatExceptionOfType(StoreException.class)
                    .isThrownBy(() -> JdbcChatStore.h2File(file))
                    .withMessageContaining("in use by another process");
        }
    }

    @Test
    void a_file_with_a_password_is_refused_with_advice() throws Exception {
        Path file = folder.resolve("chat");
        try (HostDatabase host = HostDatabase.at("jdbc:h2:file:" + file)) {
            host.execute("alter user sa set password 'secret'");
        }

        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> JdbcChatStore.h2File(file))
                .withMessageContaining("JdbcChatStore.builder");
    }

    @Test
    void a_path_that_would_smuggle_in_settings_is_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JdbcChatStore.h2File(folder.resolve("chat;WRITE_DELAY=500")))
                .withMessageContaining("semicolon");
        assertThatIllegalArgumentException().isThrownBy(() -> JdbcChatStore.h2Memory("chat;WRITE_DELAY=500"));
    }

    @Test
    void a_file_once_opened_with_a_delay_is_used_without() throws Exception {
        Path file = folder.resolve("chat");
        try (HostDatabase host = HostDatabase.at("jdbc:h2:file:" + file)) {
            host.execute("set write_delay 1234");
        }

        JdbcChatStore.h2File(file).close();

        HostDatabase host = HostDatabase.at("jdbc:h2:file:" + file);
        try (host;
                var connection = host.pool().getConnection()) {
            H2Settings.requireImmediateWrites(connection);
        }
    }

    /** H2 closes the database when it cannot write to its file; the next connection opens it again. */
    @Test
    void a_database_that_was_closed_under_its_store_keeps_what_is_acknowledged_afterwards() throws Exception {
        Path file = folder.resolve("chat");
        SessionCommit commit = CommitBuilder.creating("s").build();
        try (JdbcChatStore store = JdbcChatStore.h2File(file)) {
            shutDown(file);
            Await.until(() -> answers(store));
            assertThat(store.commit(commit)).isEqualTo(CommitResult.COMMITTED);
            shutDown(file);
            Await.until(() -> answers(store));

            assertThat(store.findSession(commit.next().id())).isPresent();
        }
    }

    /** Closes the database without writing what is not in the file yet. */
    private static void shutDown(Path file) throws SQLException {
        try (Connection other = DriverManager.getConnection(EmbeddedH2.urlOf(file), "sa", "");
                Statement statement = other.createStatement()) {
            statement.execute("shutdown immediately");
        }
    }

    private static boolean answers(JdbcChatStore store) {
        try {
            return store.firstAgents(10).isEmpty();
        } catch (StoreException e) {
            return false;
        }
    }

    @Test
    void a_store_in_memory_is_gone_when_it_is_closed() {
        SessionCommit commit = CommitBuilder.creating("s").build();
        try (JdbcChatStore store = JdbcChatStore.h2Memory("once")) {
            store.commit(commit);
        }

        try (JdbcChatStore store = JdbcChatStore.h2Memory("once")) {
            assertThat(store.findSession(commit.next().id())).isEmpty();
        }
    }

    @Test
    void stores_in_memory_of_two_names_are_two_and_of_one_name_are_refused() {
        try (JdbcChatStore one = JdbcChatStore.h2Memory("one");
                JdbcChatStore other = JdbcChatStore.h2Memory("other")) {
            one.commit(CommitBuilder.creating("s").build());

            assertThat(other.openSessionCounts().total()).isZero();
            assertThatExceptionOfType(StoreException.class).isThrownBy(() -> JdbcChatStore.h2Memory("one"));
        }
    }

    /** H2 would close the database as soon as the JVM begins to exit, while engines still drain in shutdown hooks. */
    @Test
    void calls_work_until_the_last_shutdown_hook_has_ended() {
        Path file = folder.resolve("chat");
        List<String> printed;
        try (ChildJvm child = ChildJvm.run(DrainingMain.class, file.toString())) {
            printed = child.readAll();
        }

        assertThat(printed).containsExactly("drained");
    }
}
