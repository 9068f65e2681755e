package dev.helpline.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.xml.sax.InputSource;

/** XML on a page is part of a POM: well-formed, and every artifact of ours in it is one that we publish. */
final class MavenBlocks {
    private static final Pattern OURS =
            Pattern.compile("<groupId>dev\\.helpline</groupId>\\s*<artifactId>([^<]+)</artifactId>");

    private MavenBlocks() {}

    static void check(CodeBlock block) throws Exception {
        String whole = "<project>" + block.text() + "</project>";
        DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(whole)));

        List<String> ours = OURS.matcher(block.text())
                .results()
                .map(found -> found.group(1))
                .toList();
        assertThat(ours).isNotEmpty().allMatch(MavenBlocks::isPublished);
    }

    static boolean isPublished(String artifact) {
        return Stream.of(artifact, "integrations/" + artifact)
                .map(folder -> Docs.ROOT.resolve(folder).resolve("pom.xml"))
                .filter(Files::exists)
                .anyMatch(pom -> !Docs.read(pom).contains("<maven.deploy.skip>true"));
    }
}
