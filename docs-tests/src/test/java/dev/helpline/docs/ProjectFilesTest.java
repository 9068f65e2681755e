package dev.helpline.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What repositories and users expect to find beside the code. */
class ProjectFilesTest {
    static List<Path> poms() {
        return Docs.files(
                Docs.ROOT,
                file -> file.endsWith("pom.xml")
                        && !file.toString().contains(Path.of("target").toString()));
    }

    @ParameterizedTest
    @MethodSource("poms")
    void every_module_has_a_name_and_a_description(Path pom) {
        assertThat(Docs.read(pom)).contains("\n  <name>Helpline", "\n  <description>");
    }

    @Test
    void all_modules_inherit_licence_organization_developers_and_places() {
        assertThat(Docs.read(Docs.ROOT.resolve("pom.xml")))
                .contains(
                        "<name>Apache-2.0</name>",
                        "<organization>",
                        "<name>Helpline maintainers</name>",
                        "<url>${helpline.url}</url>",
                        "<connection>scm:git:${helpline.scm}</connection>");
    }

    @Test
    void the_licence_is_there_in_full() {
        assertThat(Docs.read(Docs.ROOT.resolve("LICENSE")))
                .contains("Apache License", "Version 2.0, January 2004", "END OF TERMS AND CONDITIONS");
    }
}
