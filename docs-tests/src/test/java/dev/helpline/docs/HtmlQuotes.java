package dev.helpline.docs;

import static org.assertj.core.api.Assertions.assertThat;

/** Markup on a page is quoted from a page of the tests of chat-web, which a browser opens. */
final class HtmlQuotes {
    private HtmlQuotes() {}

    static void check(CodeBlock block) {
        String wanted = JavaQuotes.packed(block.text());
        assertThat(Docs.files(
                        Docs.ROOT.resolve("chat-web/src/test/resources"),
                        file -> file.toString().endsWith(".html")))
                .as("open the markup of %s in a browser test of chat-web, word for word", block)
                .anyMatch(source -> JavaQuotes.packed(Docs.read(source)).contains(wanted));
    }
}
