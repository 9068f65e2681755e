package dev.helpline.chat.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.helpline.chat.spi.StoreException;
import dev.helpline.chat.spi.store.SessionCommit;
import dev.helpline.chat.testkit.store.CommitBuilder;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A database of the host's has to keep what it acknowledges, unless the host accepts that it does not. */
class DurabilityGuardTest {
    @TempDir
    Path folder;

    @Test
    void h2_with_its_defaults_is_refused_and_the_message_says_what_to_do() {
        try (HostDatabase host = HostDatabase.at(url(""))) {
            assertThatExceptionOfType(StoreException.class)
                    .isThrownBy(() -> JdbcChatStore.builder(host.pool()).build())
                    .withMessageContaining("500 ms")
                    .withMessageContaining("WRITE_DELAY=0")
                    .withMessageContaining("acceptDelayedWrites()");
        }
    }

    @Test
    void a_refused_database_has_none_of_our_tables() {
        try (HostDatabase host = HostDatabase.at(url(""))) {
            assertThatExceptionOfType(StoreException.class)
                    .isThrownBy(() -> JdbcChatStore.builder(host.pool()).build());

            assertThat(host.tables()).isEmpty();
        }
    }

    @Test
    void a_host_may_accept_the_risk() {
        try (HostDatabase host = HostDatabase.at(url(""));
                JdbcChatStore store =
                        JdbcChatStore.builder(host.pool()).acceptDelayedWrites().build()) {
            store.commit(CommitBuilder.creating("s").build());

            assertThat(store.openSessionCounts().total()).isEqualTo(1);
        }
    }

    @Test
    void h2_without_a_delay_is_accepted() {
        try (HostDatabase host = HostDatabase.at(url(";WRITE_DELAY=0"));
                JdbcChatStore store = JdbcChatStore.builder(host.pool()).build()) {
            assertThat(store.openSessionCounts().total()).isZero();
        }
    }

    /** H2 reports the setting of a database, but delays writes nevertheless since the database was opened again. */
    @Test
    void h2_that_was_told_before_it_was_opened_keeps_what_was_acknowledged() throws Exception {
        try (HostDatabase host = HostDatabase.at(url(""))) {
            host.execute("set write_delay 0");
        }
        SessionCommit commit = CommitBuilder.creating("s").build();
        try (HikariDataSource pool = pool();
                JdbcChatStore store = JdbcChatStore.builder(pool).build()) {
            store.commit(commit);
            // without writing what is not in the file yet
            try (Connection connection = DriverManager.getConnection(url(""), "sa", "");
                    Statement statement = connection.createStatement()) {
                statement.execute("shutdown immediately");
            }
        }

        try (HikariDataSource pool = pool();
                JdbcChatStore store = JdbcChatStore.builder(pool).build()) {
            assertThat(store.findSession(commit.next().id())).isPresent();
        }
    }

    private HikariDataSource pool() {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url(""));
        config.setUsername("sa");
        return new HikariDataSource(config);
    }

    private String url(String settings) {
        return "jdbc:h2:file:" + folder.resolve("hosts") + settings;
    }
}
