package dev.helpline.chat.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The modules as TypeScript sees them; the JDK makes no difference, as with a browser. Skipped where Node or TypeScript is not installed. */
@Tag("browser")
class TypesTest {
    private static final Path TYPES = Path.of("types").toAbsolutePath();
    private static final String COMPILER = "node_modules/typescript/bin/tsc";

    @TempDir
    Path folder;

    @BeforeEach
    void require_the_compiler() {
        assumeTrue(
                Files.exists(TYPES.resolve(COMPILER)),
                "TypeScript is not installed, so no types are checked: npm ci --prefix chat-web/types");
    }

    @Test
    void the_modules_keep_the_types_of_their_comments() throws Exception {
        assertThat(run(COMPILER, "--project", "tsconfig.json")).isEmpty();
    }

    @Test
    void what_is_served_is_the_same_program_as_its_source() throws Exception {
        for (Map.Entry<String, WebFile> file : WebFiles.load().entrySet()) {
            if (file.getKey().endsWith(".js")) {
                Files.write(
                        folder.resolve(file.getKey().replaceFirst("\\.[0-9a-f]{10}\\.", ".")),
                        file.getValue().body(false));
            }
        }

        assertThat(compare(sources(), folder)).isEmpty();
        assertThat(folder).isDirectoryContaining(file -> file.endsWith("desk.js"));
    }

    @Test
    void the_comparison_finds_programs_that_differ_or_do_not_parse() throws Exception {
        Path before = Files.createDirectory(folder.resolve("before"));
        Path after = Files.createDirectory(folder.resolve("after"));
        for (String name : List.of("same.js", "other.js", "broken.js")) {
            Files.writeString(before.resolve(name), "class A { #b = [1, 2,]; }\n// what it is\nlet c = \"a  b\";\n");
        }
        Files.writeString(after.resolve("same.js"), "class A{#a=[1,2]}let c=\"a  b\";");
        Files.writeString(after.resolve("other.js"), "class A{#a=[1,2]}let c=\"a b\";");
        Files.writeString(after.resolve("broken.js"), "class A{#a=[1,2]let c=\"a  b\";");

        assertThat(compare(before, after).lines().map(line -> line.replaceFirst(":.*", "")))
                .containsExactlyInAnyOrder("other.js", "broken.js");
    }

    private static Path sources() throws Exception {
        return Objects.requireNonNull(Path.of(Objects.requireNonNull(TypesTest.class.getResource("files/desk.js"))
                        .toURI())
                .getParent());
    }

    private static String compare(Path before, Path after) throws Exception {
        return run("compare.mjs", before.toString(), after.toString());
    }

    private static String run(String script, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("node", script));
        command.addAll(List.of(arguments));
        Process node = new ProcessBuilder(command)
                .directory(TYPES.toFile())
                .redirectErrorStream(true)
                .start();
        String printed = new String(node.getInputStream().readAllBytes(), UTF_8);
        assertThat(node.waitFor() == 0).as(printed).isEqualTo(printed.isEmpty());
        return printed;
    }
}
