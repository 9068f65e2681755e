package dev.helpline.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;

/** SQL on a page is quoted from a test of the store, which runs it on the database it is for. */
final class SqlQuotes {
    private SqlQuotes() {}

    static void check(CodeBlock block) {
        String wanted = packed(block.text());
        assertThat(Docs.files(
                        Docs.ROOT.resolve("chat-store-jdbc/src/test"),
                        file -> file.toString().endsWith(".java")
                                || file.toString().endsWith(".sql")))
                .as("run the statements of %s in a test of chat-store-jdbc, word for word", block)
                .anyMatch(source -> packed(Docs.read(source)).contains(wanted));
    }

    private static String packed(String sql) {
        return JavaQuotes.packed(sql).toLowerCase(Locale.ROOT);
    }
}
