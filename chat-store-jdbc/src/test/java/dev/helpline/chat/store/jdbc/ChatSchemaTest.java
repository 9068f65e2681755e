package dev.helpline.chat.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The statements that are printed for hosts; {@link SchemaTest} runs them. */
class ChatSchemaTest {
    @Test
    void there_is_no_placeholder_left_and_every_table_has_its_prefix_and_schema() {
        String ddl = ChatSchema.postgresql()
                .tablePrefix("support_")
                .schema("helpdesk")
                .ddl();

        assertThat(ddl)
                .contains("create table if not exists helpdesk.support_session (")
                .contains("constraint support_session_pk primary key (id)")
                .doesNotContain("${")
                .doesNotContain("chat_");
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgresql", "mariadb", "mysql"})
    void it_prints_for_each_database(String database) {
        try (ChildJvm child = ChildJvm.run(ChatSchema.class, database, "support_", "helpdesk")) {
            assertThat(child.readAll()).contains("create table if not exists helpdesk.support_session (");
        }
    }

    @Test
    void the_prefix_need_not_be_given() {
        try (ChildJvm child = ChildJvm.run(ChatSchema.class, "mysql")) {
            assertThat(String.join("\n", child.readAll()) + "\n")
                    .isEqualTo(ChatSchema.mySql().ddl());
        }
    }

    @Test
    void invalid_arguments_are_rejected_with_the_usage() {
        assertThatIllegalArgumentException()
                .isThrownBy(ChatSchema::main)
                .withMessageContaining("h2, postgresql, mariadb or mysql");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ChatSchema.main("oracle"))
                .withMessageContaining("not oracle");
        assertThatIllegalArgumentException().isThrownBy(() -> ChatSchema.main("h2", "a_", "b", "c"));
    }
}
