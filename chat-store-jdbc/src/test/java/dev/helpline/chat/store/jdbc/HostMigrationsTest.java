package dev.helpline.chat.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** A host and the store both use Flyway in one schema: neither sees the other's history. */
@NeedsServer
@ParameterizedClass
@EnumSource
class HostMigrationsTest {
    @TempDir
    Path scripts;

    private final TestDatabase host;

    HostMigrationsTest(DatabaseKind kind) {
        host = kind.newDatabase();
    }

    @BeforeEach
    void writeTheHostsFirstScript() throws IOException {
        Files.writeString(scripts.resolve("V1__orders.sql"), "create table orders (id int);");
    }

    @AfterEach
    void dropDatabase() {
        host.close();
    }

    @Test
    void a_host_that_migrates_before_us() throws Exception {
        hostsFlyway().load().migrate();
        List<String> history = hostsHistory();

        JdbcChatStore.builder(host.pool()).build().close();

        assertThat(hostsHistory()).isEqualTo(history);
        Files.writeString(scripts.resolve("V2__returns.sql"), "create table returns (id int);");
        assertThat(hostsFlyway().load().migrate().migrationsExecuted).isEqualTo(1);
    }

    @Test
    void a_host_that_migrates_after_us_sets_a_baseline() {
        JdbcChatStore.builder(host.pool()).build().close();

        hostsFlyway().baselineOnMigrate(true).baselineVersion("0").load().migrate();

        assertThat(host.strings("select count(*) from orders")).containsExactly("0");
        assertThatCode(() -> JdbcChatStore.builder(host.pool())
                        .schemaMode(SchemaMode.VALIDATE)
                        .build()
                        .close())
                .doesNotThrowAnyException();
    }

    @Test
    void a_host_that_migrates_after_us_without_a_baseline_is_refused_by_its_own_flyway() {
        JdbcChatStore.builder(host.pool()).build().close();

        assertThatExceptionOfType(FlywayException.class)
                .isThrownBy(() -> hostsFlyway().load().migrate())
                .withMessageContaining("non-empty schema");
    }

    @Test
    void a_host_that_migrates_after_us_needs_no_baseline_if_we_have_a_schema_of_our_own() {
        JdbcChatStore.builder(host.pool()).schema(host.otherSchema()).build().close();

        assertThat(hostsFlyway().load().migrate().migrationsExecuted).isEqualTo(1);
    }

    @Test
    void the_printed_statements_are_a_migration_of_the_hosts() throws Exception {
        Files.writeString(scripts.resolve("V2__chat.sql"), host.printed().ddl());

        hostsFlyway().load().migrate();

        JdbcChatStore.builder(host.pool()).build().close();
        assertThat(host.tables()).doesNotContain("chat_schema_history");
    }

    private FluentConfiguration hostsFlyway() {
        return Flyway.configure().dataSource(host.pool()).locations("filesystem:" + scripts);
    }

    private List<String> hostsHistory() {
        return host.strings(host.quoting("select ~script~ from ~flyway_schema_history~ order by ~installed_rank~"));
    }
}
