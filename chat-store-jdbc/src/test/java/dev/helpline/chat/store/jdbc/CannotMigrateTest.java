package dev.helpline.chat.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.helpline.chat.spi.StoreException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The messages for hosts that lack something which creating the tables needs. */
@NeedsServer
class CannotMigrateTest {
    @Test
    void without_flyway_the_message_names_it_and_tables_made_by_hand_will_do() {
        try (ChildJvm child = ChildJvm.run(jar -> !jar.contains("flyway"), WithoutFlywayMain.class)) {
            assertThat(child.readAll())
                    .containsExactly(
                            "the tables have to be created or upgraded, which needs Flyway: put"
                                    + " org.flywaydb:flyway-core on the class path, or run the statements ChatSchema prints",
                            "works with tables created by hand");
        }
    }

    @Test
    void without_flyways_part_for_postgresql_the_message_names_it() {
        try (PostgresDatabase host = new PostgresDatabase()) {
            assertThat(startWithout("flyway-database-postgresql", host.url()))
                    .contains("put org.flywaydb:flyway-database-postgresql on the class path");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"MARIADB", "MYSQL"})
    void without_flyways_part_for_mariadb_and_mysql_the_message_names_it(DatabaseKind kind) {
        try (MySqlDatabase host = (MySqlDatabase) kind.newDatabase()) {
            assertThat(startWithout("flyway-mysql", host.url()))
                    .contains("put org.flywaydb:flyway-mysql on the class path");
        }
    }

    private static String startWithout(String jar, String url) {
        try (ChildJvm child = ChildJvm.run(path -> !path.contains(jar), WithoutFlywayModuleMain.class, url)) {
            return child.readLine();
        }
    }

    /** slow, because Flyway itself retries for some seconds */
    @Test
    void without_the_right_to_create_tables_the_message_says_so_and_what_to_do() throws Exception {
        try (HostDatabase host = HostDatabase.inMemory()) {
            host.hireClerk();

            assertThatExceptionOfType(StoreException.class)
                    .isThrownBy(
                            () -> JdbcChatStore.builder(host.as(host.clerk())).build())
                    .withMessageContaining("could not bring the tables chat_* from version 0 to 1: Not enough rights")
                    .withMessageContaining("run the statements ChatSchema prints as a user who may");
        }
    }
}
