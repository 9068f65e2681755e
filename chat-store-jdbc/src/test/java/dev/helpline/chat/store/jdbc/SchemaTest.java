package dev.helpline.chat.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.helpline.chat.spi.StoreException;
import dev.helpline.chat.testkit.store.CommitBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** We are guests in somebody's database: what a store does about its tables, and what it leaves alone. */
class SchemaTest {
    private static final String SCRIPT = "migration/h2/V1__sessions_and_their_logs.sql";

    private final HostDatabase host = HostDatabase.inMemory();

    @AfterEach
    void dropDatabase() {
        host.close();
    }

    @Test
    void every_table_of_ours_begins_with_the_prefix() {
        open(SchemaMode.AUTO).close();

        assertThat(host.tables())
                .containsExactly(
                        "CHAT_AGENT",
                        "CHAT_AUDIT",
                        "CHAT_ENTRY",
                        "CHAT_RATING",
                        "CHAT_READER_CURSOR",
                        "CHAT_SESSION",
                        "chat_schema_history");
    }

    @Test
    void tables_and_migrations_of_the_host_are_left_alone() throws Exception {
        host.execute(
                "create table session (id int)",
                "insert into session values (1)",
                "create table \"flyway_schema_history\" (mine int)");

        try (JdbcChatStore store = open(SchemaMode.AUTO)) {
            store.commit(CommitBuilder.creating("s").build());
        }

        assertThat(host.tables()).contains("SESSION", "flyway_schema_history", "CHAT_SESSION");
    }

    @Test
    void two_stores_with_different_prefixes_live_side_by_side() {
        try (JdbcChatStore chat = open(SchemaMode.AUTO);
                JdbcChatStore support = JdbcChatStore.builder(host.pool())
                        .tablePrefix("support_")
                        .build()) {
            chat.commit(CommitBuilder.creating("s").build());

            assertThat(chat.openSessionCounts().total()).isEqualTo(1);
            assertThat(support.openSessionCounts().total()).isZero();
        }
    }

    @Test
    void a_schema_that_is_missing_is_made() throws Exception {
        try (JdbcChatStore store =
                JdbcChatStore.builder(host.pool()).schema("helpdesk").build()) {
            store.commit(CommitBuilder.creating("s").build());
        }

        assertThat(host.tables()).isEmpty();
        host.execute("select * from helpdesk.chat_session");
    }

    @Test
    void starting_again_changes_nothing() {
        open(SchemaMode.AUTO).close();

        try (JdbcChatStore store = open(SchemaMode.AUTO)) {
            assertThat(store.openSessionCounts().total()).isZero();
        }
    }

    @Test
    void stores_that_start_at_once_all_end_well() {
        CyclicBarrier start = new CyclicBarrier(4);

        List<CompletableFuture<JdbcChatStore>> starting = IntStream.range(0, 4)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> {
                    await(start);
                    return open(SchemaMode.AUTO);
                }))
                .toList();

        for (CompletableFuture<JdbcChatStore> store : starting) {
            try (JdbcChatStore opened = store.join()) {
                assertThat(opened.openSessionCounts().total()).isZero();
            }
        }
    }

    @Test
    void a_migration_that_failed_half_way_is_finished_by_the_next_start() throws Exception {
        host.execute("create view chat_agent as select 1 as id");
        assertThatExceptionOfType(StoreException.class).isThrownBy(() -> open(SchemaMode.AUTO));

        host.execute("drop view chat_agent");

        try (JdbcChatStore store = open(SchemaMode.AUTO)) {
            assertThat(store.firstAgents(10)).isEmpty();
        }
    }

    @Test
    void a_table_of_the_hosts_that_has_one_of_our_names_is_reported() throws Exception {
        host.execute("create table chat_rating (stars_in_the_sky int)");

        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> open(SchemaMode.AUTO))
                .withMessageContaining("somebody else's");
    }

    @Test
    void validating_refuses_an_empty_database_and_leaves_it_empty() {
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> open(SchemaMode.VALIDATE))
                .withMessageContaining("chat_");

        assertThat(host.tables()).isEmpty();
    }

    @Test
    void validating_takes_what_auto_has_made() {
        open(SchemaMode.AUTO).close();

        assertThatCode(() -> open(SchemaMode.VALIDATE).close()).doesNotThrowAnyException();
    }

    @Test
    void validating_takes_what_the_host_has_made_by_running_the_script() throws Exception {
        host.execute(script());

        assertThatCode(() -> open(SchemaMode.VALIDATE).close()).doesNotThrowAnyException();
        assertThat(host.tables()).doesNotContain("chat_schema_history");
    }

    @Test
    void validating_refuses_tables_older_than_this_release() throws Exception {
        open(SchemaMode.AUTO).close();
        host.execute("delete from \"chat_schema_history\" where \"version\" = '1'");

        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> open(SchemaMode.VALIDATE))
                .withMessageContaining("version 0")
                .withMessageContaining("needs version 1");
    }

    @Test
    void validating_takes_tables_newer_than_this_release() throws Exception {
        open(SchemaMode.AUTO).close();
        host.execute("update \"chat_schema_history\" set \"version\" = '2' where \"version\" = '1'");

        assertThatCode(() -> open(SchemaMode.VALIDATE).close()).doesNotThrowAnyException();
    }

    @Test
    void without_a_check_a_store_starts_on_anything() {
        open(SchemaMode.NONE).close();

        assertThat(host.tables()).isEmpty();
    }

    @Test
    void once_the_tables_are_there_the_right_to_read_and_write_rows_is_enough() throws Exception {
        open(SchemaMode.AUTO).close();
        host.execute("create user clerk password ''", "grant select, insert, update, delete on schema public to clerk");

        try (JdbcChatStore store = JdbcChatStore.builder(host.as("clerk")).build()) {
            store.commit(CommitBuilder.creating("s").build());

            assertThat(store.openSessionCounts().total()).isEqualTo(1);
        }
    }

    @Test
    void the_newest_script_is_the_one_that_is_asked_for() {
        assertThat(JdbcChatStore.class.getResource(SCRIPT)).isNotNull();
        assertThat(SCRIPT).contains("/V" + SchemaCheck.LATEST + "__");
    }

    @Test
    void without_flyway_the_message_names_it() {
        try (ChildJvm child = ChildJvm.run(jar -> !jar.contains("flyway"), WithoutFlywayMain.class)) {
            assertThat(child.readAll())
                    .hasSize(2)
                    .satisfies(lines -> assertThat(lines.get(0)).contains("org.flywaydb:flyway-core"))
                    .satisfies(lines -> assertThat(lines.get(1)).isEqualTo("works with tables made by hand"));
        }
    }

    private JdbcChatStore open(SchemaMode mode) {
        return JdbcChatStore.builder(host.pool()).schemaMode(mode).build();
    }

    static String script() throws IOException {
        try (InputStream script = JdbcChatStore.class.getResourceAsStream(SCRIPT)) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8)
                    .replace("${prefix}", "chat_")
                    .replace("${tables}", "chat_");
        }
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await(30, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
