package dev.helpline.chat.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.helpline.chat.spi.StoreException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Settings of a host's H2: with each of them a conversation works, or the store does not start and says what to do. */
class H2SettingsTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "MODE=PostgreSQL",
                "MODE=MySQL",
                "MODE=MariaDB",
                "MODE=HSQLDB",
                "MODE=LEGACY",
                "DATABASE_TO_LOWER=TRUE",
                "DATABASE_TO_UPPER=FALSE",
                "CASE_INSENSITIVE_IDENTIFIERS=TRUE",
                "DEFAULT_NULL_ORDERING=HIGH",
                "COMPRESS=TRUE",
                "QUERY_TIMEOUT=60000",
                "LOCK_TIMEOUT=500",
                "TIME ZONE=Asia/Kathmandu",
                "NON_KEYWORDS=VALUE,USER,KEY"
            })
    void a_setting_that_changes_no_value_is_accepted(String setting) {
        try (HostDatabase host = HostDatabase.at(url(setting))) {
            ShortConversation.in(host.pool());
        }
    }

    @Test
    void the_release_that_loses_commits_is_known() {
        assertThat(H2Settings.losesCommits("2.5.252 (2026-01-01)", "jdbc:h2:file:/data/chat"))
                .isTrue();
        assertThat(H2Settings.losesCommits("2.5.252 (2026-01-01)", "jdbc:h2:mem:chat"))
                .isFalse();
        assertThat(H2Settings.losesCommits("2.4.240 (2025-09-22)", "jdbc:h2:file:/data/chat"))
                .isFalse();
    }

    @Test
    void texts_compared_regardless_of_case_are_refused_and_leave_no_tables() {
        try (HostDatabase host = HostDatabase.at(url("IGNORECASE=TRUE"))) {
            assertThatExceptionOfType(StoreException.class)
                    .isThrownBy(() -> JdbcChatStore.builder(host.pool()).build())
                    .withMessageContaining("IGNORECASE");
            assertThat(host.tables()).isEmpty();
        }
    }

    @Test
    void tables_made_when_texts_were_compared_regardless_of_case_are_refused() throws Exception {
        try (HostDatabase host = HostDatabase.at(url("IGNORECASE=TRUE"))) {
            host.executeAll(host.printed().ddl());
            host.execute("set ignorecase false");

            assertThatExceptionOfType(StoreException.class)
                    .isThrownBy(() -> JdbcChatStore.builder(host.pool()).build())
                    .withMessageContaining("case")
                    .withMessageContaining("make its tables anew");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Oracle", "MSSQLServer", "DB2", "Derby", "STRICT"})
    void a_mode_in_which_texts_or_keys_mean_something_else_is_refused(String mode) {
        try (HostDatabase host = HostDatabase.at(url("MODE=" + mode))) {
            assertThatExceptionOfType(StoreException.class)
                    .isThrownBy(() -> JdbcChatStore.builder(host.pool()).build())
                    .withMessageContainingAll("MODE=" + mode, "REGULAR");
            assertThat(host.tables()).isEmpty();
        }
    }

    @Test
    void a_read_only_database_is_refused() {
        HostDatabase.at(url("COMPRESS=FALSE")).close();
        try (HostDatabase host = HostDatabase.at(url("ACCESS_MODE_DATA=r"))) {
            assertThatExceptionOfType(StoreException.class)
                    .isThrownBy(() -> JdbcChatStore.builder(host.pool()).build())
                    .withMessageContaining("is read-only")
                    .withMessageContaining("ACCESS_MODE_DATA");
        }
    }

    private String url(String setting) {
        return "jdbc:h2:file:" + folder.resolve("hosts") + ";WRITE_DELAY=0;" + setting;
    }
}
