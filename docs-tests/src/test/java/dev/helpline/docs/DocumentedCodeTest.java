package dev.helpline.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every code block of the documentation does what it says. A kind of block without a check fails. */
class DocumentedCodeTest {
    @TempDir
    Path folder;

    static List<CodeBlock> blocks() {
        return Docs.blocks();
    }

    @ParameterizedTest
    @MethodSource("blocks")
    void a_code_block_holds(CodeBlock block) throws Exception {
        switch (block.language()) {
            case "java" -> JavaQuotes.check(block);
            case "sh" -> checkShell(block);
            case "json" -> GoldenShapes.check(block);
            case "sql" -> SqlQuotes.check(block);
            case "html" -> HtmlQuotes.check(block);
            case "xml" -> MavenBlocks.check(block);
            case "properties" -> checkProperties(block);
            case "text" -> assertThat(block.text()).isNotBlank(); // no code: a sample of output, a drawing
            default -> throw new AssertionError("no check is written for the language of this block");
        }
    }

    private static void checkProperties(CodeBlock block) throws IOException {
        if (block.page().equals(SpringProperties.PAGE)) {
            SpringProperties.check(block);
        } else {
            DeskSettings.check(block);
        }
    }

    @Test
    void every_property_of_the_spring_boot_starter_is_on_its_page() throws IOException {
        String page = Docs.read(Docs.ROOT.resolve(SpringProperties.PAGE));

        assertThat(SpringProperties.names())
                .hasSizeGreaterThan(20)
                .allSatisfy(name -> assertThat(page).contains("`" + name + "`"));
    }

    private void checkShell(CodeBlock block) throws Exception {
        if (block.text().contains("$CHAT")) {
            CurlLines.check(block);
        } else {
            ShellLines.check(block, folder);
        }
    }

    @Test
    void blocks_are_found_on_every_page_that_has_some() throws IOException {
        assertThat(blocks())
                .extracting(CodeBlock::page)
                .contains("README.md", "docs/guide.md", "docs/operations.md", "docs/protocol.md");
    }
}
