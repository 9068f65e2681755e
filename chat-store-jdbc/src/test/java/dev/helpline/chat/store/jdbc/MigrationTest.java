package dev.helpline.chat.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.helpline.chat.spi.StoreException;
import dev.helpline.chat.spi.store.SessionCommit;
import dev.helpline.chat.testkit.store.CommitBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Upgrades of tables, with other nodes running and with failures on the way. */
@NeedsServer
@ParameterizedClass
@EnumSource
class MigrationTest {
    private static final int NODES = 8;

    @TempDir
    Path scripts;

    private final Dialect dialect;
    private final TestDatabase host;

    MigrationTest(DatabaseKind kind) {
        dialect = Dialect.valueOf(kind.name());
        host = kind.newDatabase();
    }

    @AfterEach
    void dropDatabase() {
        host.close();
    }

    @Test
    void nodes_that_start_at_once_on_an_empty_schema_all_succeed() {
        assertAllStart(() -> JdbcChatStore.builder(host.anotherPool()));
    }

    @Test
    void nodes_that_start_at_once_without_a_schema_all_succeed() {
        assertAllStart(() -> JdbcChatStore.builder(host.anotherPool()).schema(host.otherSchema()));
    }

    private void assertAllStart(Supplier<JdbcChatStoreBuilder> node) {
        CyclicBarrier start = new CyclicBarrier(NODES);
        List<CompletableFuture<JdbcChatStore>> starting = Stream.generate(node)
                .limit(NODES)
                .map(builder -> inItsOwnThread(start, builder))
                .toList();

        List<JdbcChatStore> stores =
                starting.stream().map(CompletableFuture::join).toList();

        stores.get(0).commit(CommitBuilder.creating("s").build());
        assertThat(stores)
                .allSatisfy(
                        store -> assertThat(store.openSessionCounts().total()).isEqualTo(1));
        stores.forEach(JdbcChatStore::close);
    }

    private static CompletableFuture<JdbcChatStore> inItsOwnThread(CyclicBarrier start, JdbcChatStoreBuilder builder) {
        return CompletableFuture.supplyAsync(
                () -> {
                    await(start);
                    return builder.build();
                },
                task -> new Thread(task).start());
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await(30, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void a_start_whose_connection_died_half_way_is_finished_by_the_next() {
        DataSource dying = new DyingConnections(host.pool(), "chat_reader_cursor");
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> JdbcChatStore.builder(dying).build());

        assertThatCode(() -> auto(host.pool()).close()).doesNotThrowAnyException();
    }

    @Test
    void a_killed_start_is_finished_by_the_next() throws Exception {
        String[] statements = TestDatabase.statements(host.printed().ddl());
        host.execute(Arrays.copyOf(statements, statements.length / 2));

        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> JdbcChatStore.builder(host.pool())
                        .schemaMode(SchemaMode.VALIDATE)
                        .build())
                .withMessageContaining("at version 0");
        assertThatCode(() -> auto(host.pool()).close()).doesNotThrowAnyException();
    }

    @Test
    void a_failed_start_is_finished_by_the_next() throws Exception {
        auto(host.pool()).close();
        host.execute(
                "drop table chat_agent",
                "delete from chat_schema_version",
                host.quoting("update ~chat_schema_history~ set ~success~ = false where ~version~ = '1'"));

        assertThatCode(() -> auto(host.pool()).close()).doesNotThrowAnyException();
    }

    @Test
    void tables_full_of_data_are_upgraded_and_keep_it() throws Exception {
        SessionCommit commit = CommitBuilder.creating("s").message("m", "hello").build();
        try (JdbcChatStore store = auto(host.pool())) {
            store.commit(commit);
        }

        upgrade(host.pool(), usableFrom(1));

        assertThat(host.strings("select shoe_size from chat_session")).hasSize(1);
        try (JdbcChatStore store = auto(host.pool())) {
            assertThat(store.findSession(commit.next().id())).contains(commit.next());
            assertThat(store.entriesAfter(commit.next().id(), 0, 10)).isEqualTo(commit.entries());
        }
    }

    @Test
    void an_upgrade_whose_connection_died_half_way_is_finished_by_the_next() throws Exception {
        auto(host.pool()).close();
        DataSource dying = new DyingConnections(host.pool(), "values (2, 1)");
        SchemaSetup interrupted = setup(dying, usableFrom(1));
        assertThatExceptionOfType(StoreException.class).isThrownBy(() -> interrupted.run(SchemaMode.AUTO));

        setup(host.pool(), scripts).run(SchemaMode.AUTO);

        assertThat(host.strings("select version from chat_schema_version order by version"))
                .containsExactly("1", "2");
    }

    @Test
    void tables_the_host_has_made_are_upgraded_without_their_first_script_running_again() throws Exception {
        host.executeAll(host.printed().ddl());

        upgrade(host.pool(), usableFrom(1));

        assertThat(host.strings(host.quoting(
                        "select ~version~ from ~chat_schema_history~ where ~version~ is not null order by 1")))
                .containsExactly("1", "2");
    }

    @Test
    void nodes_of_the_release_before_go_on_over_tables_that_were_only_added_to() throws Exception {
        auto(host.pool()).close();
        upgrade(host.pool(), usableFrom(1));

        try (JdbcChatStore old = auto(host.pool())) {
            old.commit(CommitBuilder.creating("s").build());

            assertThat(old.openSessionCounts().total()).isEqualTo(1);
        }
    }

    @Test
    void a_release_that_is_too_old_for_the_tables_is_told_which_one_they_need() throws Exception {
        auto(host.pool()).close();
        upgrade(host.pool(), usableFrom(2));

        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> auto(host.pool()))
                .withMessageContaining("chat_* are at version 2, which needs a release that knows version 2 or later,"
                        + " but this release knows only 1; use the release that upgraded them, or a later one");
    }

    @Test
    void a_release_that_is_too_new_for_the_tables_is_told_so_if_it_may_not_change_them() throws Exception {
        auto(host.pool()).close();

        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> setup(host.pool(), usableFrom(1)).run(SchemaMode.VALIDATE))
                .withMessageContaining("chat_* are at version 1, and this release needs version 2; start with"
                        + " SchemaMode.AUTO, or run the statements ChatSchema prints");
    }

    @Test
    void an_upgrade_takes_the_right_to_change_tables_and_its_refusal_says_so() throws Exception {
        auto(host.pool()).close();
        host.hireClerk();

        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> upgrade(host.as(host.clerk()), usableFrom(1)))
                .withMessageContaining("could not bring the tables chat_* from version 1 to 2: ")
                .withMessageMatching("(?is).*(denied|must be owner|not enough rights).*")
                .withMessageContaining("run the statements ChatSchema prints as a user who may");
        assertThatCode(() -> auto(host.as(host.clerk())).close()).doesNotThrowAnyException();
    }

    @Test
    void the_right_to_make_and_change_tables_in_the_schema_is_enough_to_migrate() throws Exception {
        host.hireMigrator();
        DataSource migrator = host.as(host.migrator());

        auto(migrator).close();
        upgrade(migrator, usableFrom(1));

        assertThatCode(() -> auto(migrator).close()).doesNotThrowAnyException();
    }

    private static JdbcChatStore auto(DataSource pool) {
        return JdbcChatStore.builder(pool).build();
    }

    /** Upgrades the tables as a later release would. */
    private void upgrade(DataSource pool, Path folder) {
        setup(pool, folder).run(SchemaMode.AUTO);
    }

    private SchemaSetup setup(DataSource pool, Path folder) {
        return new SchemaSetup(pool, TableNames.DEFAULT, dialect, new Migrations("filesystem:" + folder, 2));
    }

    /** Returns the scripts of a later release, whose tables a release can use that knows the given version. */
    private Path usableFrom(int version) throws IOException {
        copy(Migrations.SCRIPTS.get(0));
        Files.writeString(
                scripts.resolve("V2__shoes.sql"),
                addColumn()
                        + "insert into ${tables}schema_version (version, usable_from) values (2, %d);"
                                .formatted(version));
        return scripts;
    }

    private void copy(String name) throws IOException {
        try (InputStream script =
                MigrationTest.class.getResourceAsStream("migration/" + dialect.migrations + "/" + name)) {
            Files.copy(script, scripts.resolve(name));
        }
    }

    /** Returns a statement that may run again, as each statement of a script may. */
    private String addColumn() {
        return switch (dialect) {
            case H2, POSTGRESQL -> """
                    alter table ${tables}session add column if not exists shoe_size int;
                    """;
            case MARIADB, MYSQL -> """
                    set @add = if(exists (select 1
                                            from information_schema.columns
                                           where table_schema = database()
                                             and table_name = '${prefix}session'
                                             and column_name = 'shoe_size'),
                        'do 0', 'alter table ${tables}session add column shoe_size int');
                    prepare addition from @add;
                    execute addition;
                    """;
        };
    }
}
