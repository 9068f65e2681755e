package dev.helpline.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.util.Properties;

/** Properties on a page are settings of the desk; each is one of those that operations.md lists and the desk reads. */
final class DeskSettings {
    private DeskSettings() {}

    static void check(CodeBlock block) throws IOException {
        Properties settings = new Properties();
        settings.load(new StringReader(block.text()));
        String desk = Docs.read(
                Docs.ROOT.resolve("examples/support-desk/src/main/java/dev/helpline/examples/desk/DeskConfig.java"));

        assertThat(settings.stringPropertyNames()).isNotEmpty().allMatch(name -> desk.contains('"' + name + '"'));
    }
}
