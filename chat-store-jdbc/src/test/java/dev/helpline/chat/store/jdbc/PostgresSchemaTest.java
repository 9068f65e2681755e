package dev.helpline.chat.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.helpline.chat.spi.StoreException;
import dev.helpline.chat.testkit.store.CommitBuilder;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a store does about its tables in PostgreSQL. */
class PostgresSchemaTest {
    private final PostgresDatabase host = new PostgresDatabase();

    @AfterEach
    void dropDatabase() {
        host.close();
    }

    @Test
    void the_tables_are_made_beside_those_of_the_host() throws Exception {
        host.execute("create table session (id int)", "create table flyway_schema_history (mine int)");

        try (JdbcChatStore store = open(SchemaMode.AUTO)) {
            store.commit(CommitBuilder.creating("s").build());
        }

        assertThat(host.tables())
                .containsExactly(
                        "chat_agent",
                        "chat_audit",
                        "chat_entry",
                        "chat_rating",
                        "chat_reader_cursor",
                        "chat_schema_history",
                        "chat_session",
                        "flyway_schema_history",
                        "session");
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
    void validating_refuses_an_empty_schema_and_leaves_it_empty() {
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> JdbcChatStore.builder(host.awkward())
                        .schemaMode(SchemaMode.VALIDATE)
                        .build())
                .withMessageContaining("chat_session");

        assertThat(host.tables()).isEmpty();
    }

    @Test
    void validating_takes_what_auto_has_made_and_what_the_host_has_made_by_running_the_script() throws Exception {
        host.execute(PostgresDatabase.script());
        assertThatCode(() -> open(SchemaMode.VALIDATE).close()).doesNotThrowAnyException();

        open(SchemaMode.AUTO).close();
        assertThatCode(() -> open(SchemaMode.VALIDATE).close()).doesNotThrowAnyException();
    }

    @Test
    void validating_refuses_tables_older_than_this_release() throws Exception {
        open(SchemaMode.AUTO).close();
        host.execute("delete from chat_schema_history where version = '1'");

        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> open(SchemaMode.VALIDATE))
                .withMessageContaining("needs version 1");
    }

    @Test
    void the_newest_script_is_the_one_that_is_asked_for() {
        assertThat(PostgresDatabase.SCRIPT).contains("/V" + SchemaCheck.LATEST + "__");
    }

    @Test
    void without_flyways_part_for_the_database_the_message_names_it() {
        try (ChildJvm child = ChildJvm.run(
                jar -> !jar.contains("flyway-database-postgresql"), WithoutFlywayModuleMain.class, host.url())) {
            assertThat(child.readAll())
                    .hasSize(1)
                    .satisfies(lines ->
                            assertThat(lines.get(0)).contains("put org.flywaydb:flyway-database-postgresql on the"));
        }
    }

    private JdbcChatStore open(SchemaMode mode) {
        return JdbcChatStore.builder(host.pool()).schemaMode(mode).build();
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await(30, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
