package dev.helpline.chat.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Rules for all scripts, including future ones. */
class MigrationsTest {
    private static final String LONGEST = "p".repeat(TableNames.MAX_PREFIX);

    @ParameterizedTest
    @EnumSource
    void the_list_of_scripts_is_what_lies_in_the_folder(Dialect dialect) throws Exception {
        Path folder = Path.of(JdbcChatStore.class
                .getResource("migration/" + dialect.migrations)
                .toURI());

        try (Stream<Path> scripts = Files.list(folder)) {
            assertThat(scripts.map(script -> script.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(Migrations.SCRIPTS);
        }
    }

    @ParameterizedTest
    @EnumSource
    void the_scripts_are_numbered_without_a_gap_and_the_last_one_says_so(Dialect dialect) {
        assertThat(Migrations.SCRIPTS.get(Migrations.SCRIPTS.size() - 1))
                .startsWith("V" + Migrations.of(dialect).latest() + "__");
        assertThat(Migrations.statements(dialect, TableNames.DEFAULT))
                .containsPattern("schema_version \\(version, usable_from\\).* values \\("
                        + Migrations.of(dialect).latest() + ", \\d+\\)[^;]*;\\s*$");
    }

    @ParameterizedTest
    @EnumSource
    void no_name_is_too_long_for_a_database_even_with_the_longest_prefix(Dialect dialect) {
        String ddl = Migrations.statements(dialect, TableNames.DEFAULT.withPrefix(LONGEST));

        List<String> names = Pattern.compile(LONGEST + "\\w*")
                .matcher(ddl)
                .results()
                .map(MatchResult::group)
                .toList();

        assertThat(names)
                .hasSizeGreaterThan(10)
                .allSatisfy(name -> assertThat(name).hasSizeLessThanOrEqualTo(TableNames.MAX_NAME));
    }

    @ParameterizedTest
    @EnumSource
    void a_semicolon_at_the_end_of_a_line_ends_a_statement_and_nothing_else(Dialect dialect) {
        assertThat(Migrations.statements(dialect, TableNames.DEFAULT).lines())
                .noneMatch(line -> line.strip().startsWith("--") && line.endsWith(";"));
    }
}
