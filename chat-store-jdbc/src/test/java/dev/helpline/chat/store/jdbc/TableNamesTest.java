package dev.helpline.chat.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TableNamesTest {
    @Test
    void a_table_is_looked_up_by_its_schema_and_prefix() {
        assertThat(TableNames.DEFAULT.tables()).isEqualTo("chat_");
        assertThat(TableNames.DEFAULT
                        .withPrefix("support_")
                        .withSchema("helpdesk")
                        .tables())
                .isEqualTo("helpdesk.support_");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "Chat_", "1chat", "_chat", "chat-", "chat.", "chat_;drop table x", "ch\u00e4t", "chat_\n"})
    void a_prefix_or_schema_that_needs_quotes_is_refused(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TableNames.DEFAULT.withPrefix(name))
                .withMessageStartingWith("tablePrefix must be 1 to 30 lower-case letters, digits and _")
                .withMessageEndingWith("was " + name);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TableNames.DEFAULT.withSchema(name))
                .withMessageStartingWith("schema must be 1 to 63");
    }

    @Test
    void the_longest_names_are_accepted_and_longer_ones_are_refused() {
        TableNames longest = TableNames.DEFAULT.withPrefix("p".repeat(30)).withSchema("s".repeat(63));

        assertThat(longest.tables()).hasSize(30 + 1 + 63);
        assertThatIllegalArgumentException().isThrownBy(() -> longest.withPrefix("p".repeat(31)));
        assertThatIllegalArgumentException().isThrownBy(() -> longest.withSchema("s".repeat(64)));
    }
}
