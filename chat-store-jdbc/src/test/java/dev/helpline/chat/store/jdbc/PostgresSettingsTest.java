package dev.helpline.chat.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.helpline.chat.spi.StoreException;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Settings of a host's PostgreSQL: with each of them a conversation works, or the store does not start and says what
 * to do.
 */
@NeedsServer
class PostgresSettingsTest {
    private static final String NAME = "of_settings";

    private final PostgresDatabase server = new PostgresDatabase();

    @AfterEach
    void dropDatabases() throws SQLException {
        server.execute("drop database if exists " + NAME);
        server.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "standard_conforming_strings=off",
                "escape_string_warning=off",
                "transform_null_equals=on",
                "TimeZone=Asia/Kathmandu",
                "DateStyle=SQL,DMY",
                "default_transaction_isolation=serializable",
                "default_transaction_deferrable=on",
                "bytea_output=escape",
                "enable_indexscan=off",
                "plan_cache_mode=force_generic_plan"
            })
    void a_setting_of_the_connection_that_changes_no_value_is_accepted(String setting) {
        ShortConversation.in(server.with("options=-c%20" + setting));
    }

    @Test
    void a_read_only_connection_is_refused() {
        assertRefused(server.with("options=-c%20default_transaction_read_only=on"), "default_transaction_read_only");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "encoding 'UTF8' locale 'C'",
                "encoding 'UTF8' locale_provider icu icu_locale 'und-u-ks-level1' locale 'C'",
                "encoding 'UTF8' locale_provider icu icu_locale 'tr-TR' locale 'C'"
            })
    void a_locale_that_changes_no_value_is_accepted(String database) throws SQLException {
        ShortConversation.in(databaseWith(database));
    }

    @ParameterizedTest
    @ValueSource(strings = {"LATIN1", "SQL_ASCII", "EUC_JP", "WIN1252"})
    void an_encoding_that_cannot_keep_every_text_is_refused(String encoding) throws SQLException {
        assertRefused(
                databaseWith("encoding '" + encoding + "' locale 'C'"), "encoding " + encoding, "encoding 'UTF8'");
    }

    @Test
    void columns_that_compare_regardless_of_case_are_refused() throws SQLException {
        server.executeAll(server.printed().ddl());
        server.execute(
                "create collation " + server.schema()
                        + ".any_case (provider = icu, locale = 'und-u-ks-level2', deterministic = false)",
                "alter table chat_session alter column id type varchar(128) collate any_case");

        assertRefused(server.pool(), "collation", "rolled back");
    }

    private static void assertRefused(DataSource database, String... words) {
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> JdbcChatStore.builder(database).build())
                .satisfies(refusal -> assertThat(refusal.getMessage()).contains(words));
    }

    private DataSource databaseWith(String settings) throws SQLException {
        server.execute("create database " + NAME + " template template0 " + settings);
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setUrl(server.url().replace("/postgres?", "/" + NAME + "?").replaceAll("&currentSchema=.*", ""));
        return dataSource;
    }
}
