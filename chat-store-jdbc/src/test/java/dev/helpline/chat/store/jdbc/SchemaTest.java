package dev.helpline.chat.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.StoreException;
import dev.helpline.chat.testkit.store.CommitBuilder;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The store is a guest in the host's database: what it does about its tables, and what it does not touch. */
@NeedsServer
@ParameterizedClass
@EnumSource
class SchemaTest {
    private static final List<String> TABLES = List.of(
            "agent",
            "agent_online",
            "alert_preference",
            "amendment",
            "attachment",
            "audit",
            "audit_head",
            "blob",
            "block_change",
            "canned_response",
            "draft",
            "entry",
            "inbox",
            "lease",
            "legal_hold",
            "message_count",
            "outbox",
            "rating",
            "reader_cursor",
            "response",
            "schema_version",
            "session",
            "stint",
            "upload");

    private final TestDatabase host;

    SchemaTest(DatabaseKind kind) {
        host = kind.newDatabase();
    }

    @AfterEach
    void dropDatabase() {
        host.close();
    }

    @Test
    void every_table_of_ours_begins_with_the_prefix() {
        open(SchemaMode.AUTO).close();

        assertThat(tables(host.schema())).containsExactlyInAnyOrderElementsOf(ours("chat_", "schema_history"));
    }

    @Test
    void tables_of_the_host_are_not_touched() throws Exception {
        host.execute("create table session (id int)", "insert into session values (7)");

        try (JdbcChatStore store = open(SchemaMode.AUTO)) {
            store.commit(CommitBuilder.creating("s").build());
        }

        assertThat(tables(host.schema())).contains("session", "chat_session");
        assertThat(host.strings("select id from session")).containsExactly("7");
    }

    @Test
    void stores_with_different_prefixes_live_side_by_side() {
        try (JdbcChatStore chat = open(SchemaMode.AUTO);
                JdbcChatStore support = open(builder(SchemaMode.AUTO).tablePrefix("support_"))) {
            chat.commit(CommitBuilder.creating("s").build());

            assertThat(chat.openSessionCounts().total()).isEqualTo(1);
            assertThat(support.openSessionCounts().total()).isZero();
        }
        assertThat(tables(host.schema()))
                .containsAll(ours("chat_", "schema_history"))
                .containsAll(ours("support_", "schema_history"));
    }

    @Test
    void the_longest_prefix_is_one_the_database_takes() {
        String longest = "p".repeat(TableNames.MAX_PREFIX);

        open(builder(SchemaMode.AUTO).tablePrefix(longest)).close();

        assertThat(tables(host.schema())).containsExactlyInAnyOrderElementsOf(ours(longest, "schema_history"));
    }

    @Test
    void a_schema_that_is_missing_is_made_and_the_one_of_the_connections_stays_empty() {
        try (JdbcChatStore store = open(builder(SchemaMode.AUTO).schema(host.otherSchema()))) {
            store.commit(CommitBuilder.creating("s").build());

            assertThat(store.openSessionCounts().total()).isEqualTo(1);
        }
        assertThat(tables(host.otherSchema())).containsExactlyInAnyOrderElementsOf(ours("chat_", "schema_history"));
        assertThat(host.tables()).isEmpty();
    }

    @Test
    void connections_stay_in_the_schema_they_were_in() throws Exception {
        open(builder(SchemaMode.AUTO).schema(host.otherSchema())).close();

        host.execute("create table mine (id int)");

        assertThat(tables(host.schema())).containsExactly("mine");
    }

    @Test
    void starting_again_changes_nothing() {
        try (JdbcChatStore store = open(SchemaMode.AUTO)) {
            store.commit(CommitBuilder.creating("s").build());
        }

        try (JdbcChatStore store = open(SchemaMode.AUTO)) {
            assertThat(store.openSessionCounts().total()).isEqualTo(1);
        }
    }

    @Test
    void a_table_of_the_hosts_that_has_one_of_our_names_is_reported_with_advice() throws Exception {
        host.execute("create table chat_rating (stars_in_the_sky int)");

        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> open(SchemaMode.AUTO))
                .withMessageContaining("of the tables chat_* one is missing or belongs to another program")
                .withMessageContaining("choose another tablePrefix");
    }

    @Test
    void validating_refuses_an_empty_schema_and_leaves_it_empty() {
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> open(SchemaMode.VALIDATE))
                .withMessageContaining("chat_* are at version 0, and this release needs version 1")
                .withMessageContaining("SchemaMode.AUTO, or run the statements ChatSchema prints");

        assertThat(host.tables()).isEmpty();
    }

    @Test
    void validating_accepts_tables_that_auto_created_and_connections_in_any_state() {
        open(SchemaMode.AUTO).close();

        DataSource awkward = host.awkward();

        assertThatCode(() -> open(JdbcChatStore.builder(awkward).schemaMode(SchemaMode.VALIDATE))
                        .close())
                .doesNotThrowAnyException();
    }

    @Test
    void without_a_check_a_store_starts_on_any_tables() {
        open(SchemaMode.NONE).close();

        assertThat(host.tables()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void every_mode_works_with_tables_the_host_has_made_of_the_printed_statements(SchemaMode mode) throws Exception {
        host.executeAll(host.printed().ddl());

        try (JdbcChatStore store = open(mode)) {
            store.commit(CommitBuilder.creating("s").build());

            assertThat(store.openSessionCounts().total()).isEqualTo(1);
        }
        assertThat(tables(host.schema())).containsExactlyInAnyOrderElementsOf(ours("chat_"));
    }

    @Test
    void the_printed_statements_do_not_touch_existing_tables() throws Exception {
        try (JdbcChatStore store = open(SchemaMode.AUTO)) {
            store.commit(CommitBuilder.creating("s").build());

            host.executeAll(host.printed().ddl());

            assertThat(store.openSessionCounts().total()).isEqualTo(1);
        }
        assertThatCode(() -> open(SchemaMode.VALIDATE).close()).doesNotThrowAnyException();
    }

    @Test
    void the_printed_statements_are_for_the_prefix_and_the_schema_of_the_store() throws Exception {
        host.execute("create schema " + host.otherSchema());
        host.executeAll(host.printed()
                .tablePrefix("support_")
                .schema(host.otherSchema())
                .ddl());

        try (JdbcChatStore store =
                open(builder(SchemaMode.VALIDATE).tablePrefix("support_").schema(host.otherSchema()))) {
            store.commit(CommitBuilder.creating("s").build());
        }

        assertThat(tables(host.otherSchema())).containsExactlyInAnyOrderElementsOf(ours("support_"));
        assertThat(host.tables()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void once_the_tables_are_there_the_right_to_work_with_rows_is_enough(SchemaMode mode) throws Exception {
        open(SchemaMode.AUTO).close();
        host.hireClerk();

        try (JdbcChatStore store =
                open(JdbcChatStore.builder(host.as(host.clerk())).schemaMode(mode))) {
            store.commit(CommitBuilder.creating("s").build());

            assertThat(store.openSessionCounts().total()).isEqualTo(1);
        }
    }

    @Test
    void the_right_to_work_with_rows_is_enough_for_everything_a_store_does() throws Exception {
        open(SchemaMode.AUTO).close();
        host.hireClerk();

        try (JdbcChatStore store = open(JdbcChatStore.builder(host.as(host.clerk())))) {
            Volume.fillSome(store);
            EveryCall.read(store);
            EveryCall.write(store);

            assertThat(store.findSession(new SessionId("new"))).isPresent();
        }
    }

    JdbcChatStoreBuilder builder(SchemaMode mode) {
        return JdbcChatStore.builder(host.pool()).schemaMode(mode);
    }

    JdbcChatStore open(SchemaMode mode) {
        return builder(mode).build();
    }

    private static JdbcChatStore open(JdbcChatStoreBuilder builder) {
        return builder.build();
    }

    /** Returns names in lower case, because H2 keeps them in upper case. */
    private List<String> tables(String schema) {
        return host.tables(schema).stream()
                .map(table -> table.toLowerCase(Locale.ROOT))
                .toList();
    }

    private static List<String> ours(String prefix, String... others) {
        return Stream.concat(TABLES.stream(), Arrays.stream(others))
                .map(table -> prefix + table)
                .toList();
    }
}
