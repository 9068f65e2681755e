package dev.helpline.chat.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.helpline.chat.spi.StoreException;
import dev.helpline.servers.MySqlServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Settings of a host's MariaDB or MySQL: with each of them a conversation works, or the store does not start and
 * says why.
 */
@NeedsServer
@Isolated("one of them makes the whole server read-only")
abstract class MySqlFamilySettingsContract {
    private MySqlDatabase host;

    abstract MySqlServer server();

    @BeforeEach
    void createDatabase() {
        host = new MySqlDatabase(server());
    }

    @AfterEach
    void dropDatabase() {
        host.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "set sql_mode = 'STRICT_ALL_TABLES'",
                "set sql_mode = concat(@@sql_mode, ',ANSI_QUOTES')",
                "set sql_mode = concat(@@sql_mode, ',ANSI')",
                "set sql_mode = concat(@@sql_mode, ',PIPES_AS_CONCAT,IGNORE_SPACE,REAL_AS_FLOAT')",
                "set sql_mode = concat(@@sql_mode, ',PAD_CHAR_TO_FULL_LENGTH')",
                "set sql_mode = concat(@@sql_mode, ',ONLY_FULL_GROUP_BY')",
                "set sql_mode = concat(@@sql_mode, ',NO_ZERO_DATE,NO_ZERO_IN_DATE')",
                "set sql_mode = concat(@@sql_mode, ',NO_AUTO_VALUE_ON_ZERO,HIGH_NOT_PRECEDENCE')",
                "set time_zone = '+05:45'",
                "set foreign_key_checks = 0",
                "set sql_safe_updates = 1",
                "set session transaction isolation level serializable",
                "set session transaction isolation level read uncommitted",
                "set collation_connection = utf8mb4_general_ci"
            })
    void a_setting_that_changes_no_value_is_accepted(String setting) {
        ShortConversation.in(host.after(setting));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "set sql_mode = ''                        | STRICT_TRANS_TABLES",
                "set names utf8                           | character_set_client",
                "set character_set_connection = latin1    | character_set_connection",
                "set unique_checks = 0                    | unique_checks",
                "set sql_select_limit = 1                 | sql_select_limit"
            })
    void a_setting_that_changes_values_is_refused_with_its_name(String setting, String name) {
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(
                        () -> JdbcChatStore.builder(host.after(setting.strip())).build())
                .withMessageContaining(name);
        assertThat(host.tables()).isEmpty();
    }

    /**
     * The driver reads the mode when it connects, or follows its changes; in both cases it quotes all texts
     * correctly.
     */
    @Test
    void backslashes_that_escape_nothing_are_taken_or_refused_but_change_no_text() {
        try {
            ShortConversation.in(host.after("set sql_mode = concat(@@sql_mode, ',NO_BACKSLASH_ESCAPES')"));
        } catch (StoreException refusal) {
            assertThat(refusal).hasMessageContaining("sql_mode");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"utf8mb4_general_ci", "utf8mb4_unicode_ci"})
    void columns_that_compare_regardless_of_case_are_refused(String collation) throws Exception {
        host.executeAll(host.printed().ddl());
        host.execute("alter table chat_session modify customer_id varchar(128) character set utf8mb4 collate "
                + collation + " not null");

        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> JdbcChatStore.builder(host.pool()).build())
                .withMessageContaining("rolled back");
    }

    @Test
    void columns_of_another_character_set_are_refused() throws Exception {
        host.executeAll(host.printed().ddl());
        host.execute("alter table chat_entry modify text varchar(10000) character set latin1 not null");

        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> JdbcChatStore.builder(host.pool()).build())
                .withMessageContaining("Unicode");
    }

    @Test
    void a_read_only_server_is_refused() throws Exception {
        host.executeAll(host.printed().ddl());
        host.hireClerk();
        host.execute("set global read_only = 1");
        try {
            assertThatExceptionOfType(StoreException.class)
                    .isThrownBy(
                            () -> JdbcChatStore.builder(host.as(host.clerk())).build())
                    .withMessageContaining("read");
        } finally {
            host.execute("set global read_only = 0");
        }
    }
}
