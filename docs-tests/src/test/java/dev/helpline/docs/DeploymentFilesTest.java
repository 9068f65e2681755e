package dev.helpline.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;

/** The files with which the support desk runs in containers. There is no Docker to run them; what can be checked without is checked. */
class DeploymentFilesTest {
    private static final Path DESK = Docs.ROOT.resolve("examples/support-desk");
    private static final Path LINTER = Docs.ROOT.resolve("docs-tests/linter");
    private static final Duration DRAIN = Duration.ofSeconds(5);

    @TempDir
    Path folder;

    @Test
    void the_image_and_the_composition_pass_the_linter() throws Exception {
        assertThat(lint(DESK.resolve("Dockerfile"), DESK.resolve("compose.yaml")))
                .isEmpty();
    }

    @Test
    void the_linter_finds_faults() throws Exception {
        Path image = Files.writeString(folder.resolve("Dockerfile"), "FROM a\nRUNN b\n");
        Path composition = Files.writeString(folder.resolve("compose.yaml"), "services: {desk: {imagge: a}}\n");

        assertThat(lint(image)).contains("Unknown instruction");
        assertThat(lint(composition)).contains("/services/desk must NOT have additional properties");
    }

    private static String lint(Path... files) throws Exception {
        assumeTrue(
                Files.isDirectory(LINTER.resolve("node_modules")),
                "the linter is not installed: npm ci --prefix docs-tests/linter");
        List<String> command =
                new ArrayList<>(List.of("node", LINTER.resolve("lint.mjs").toString()));
        Stream.of(files).map(Path::toString).forEach(command::add);
        Process linter = new ProcessBuilder(command).redirectErrorStream(true).start();
        String printed = new String(linter.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(linter.waitFor() == 0).as(printed).isEqualTo(printed.isEmpty());
        return printed;
    }

    @Test
    void the_desk_reads_each_setting() {
        Matcher image = Pattern.compile("(?m)^(?:ENV|   ) ([A-Z_]+)=").matcher(Docs.read(DESK.resolve("Dockerfile")));
        List<String> ofImage = image.results().map(match -> match.group(1)).toList();

        assertThat(ofImage).contains("HOST", "DATA_DIR");
        DeskSettings.assertRead(ofImage.stream()
                .filter(name -> !name.equals("JDK_JAVA_OPTIONS")) // the launcher of Java reads it
                .toList());
        DeskSettings.assertRead(
                at(composition(), "services", "desk", "environment").keySet());
        DeskSettings.assertRead(settingsOfPod().stream()
                .map(setting -> (String) setting.get("name"))
                .toList());
    }

    @Test
    void no_secret_is_written_down() {
        assertThat(at(composition(), "services", "desk", "environment")).allSatisfy((name, value) -> {
            if (isSecret(name)) {
                assertThat((String) value).startsWith("${" + name + ":?");
            }
        });
        assertThat(settingsOfPod())
                .filteredOn(setting -> isSecret((String) setting.get("name")))
                .hasSize(3)
                .allSatisfy(
                        setting -> assertThat(setting).containsKey("valueFrom").doesNotContainKey("value"));
    }

    private static boolean isSecret(String name) {
        return name.contains("SECRET") || name.contains("PASSWORD");
    }

    @Test
    void a_stop_has_more_time_than_the_desk_takes() {
        String grace = (String) at(composition(), "services", "desk").get("stop_grace_period");
        Map<String, Object> pod = pod();
        int pause = (int) at(container(), "lifecycle", "preStop", "sleep").get("seconds");

        assertThat(Duration.parse("PT" + grace)).isGreaterThan(DRAIN.plusSeconds(5));
        assertThat((int) Objects.requireNonNull(pod.get("terminationGracePeriodSeconds")))
                .isGreaterThan(pause + (int) DRAIN.toSeconds() + 5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"startupProbe", "readinessProbe", "livenessProbe"})
    void a_probe_gets_a_reply_from_a_desk(String name) throws Exception {
        String path =
                (String) Objects.requireNonNull(at(container(), name, "httpGet").get("path"));

        assertThat((int) Objects.requireNonNull(at(container(), name).get("timeoutSeconds")))
                .isGreaterThan(2);
        try (ChatServer server = new ChatServer()) {
            Shell.Result call = Shell.run("curl --silent --fail " + server.url() + path, Map.of());
            assertThat(call.exitCode()).as(call.output()).isZero();
        }
    }

    @Test
    void the_check_of_the_image_tells_a_desk_that_serves_from_one_that_is_gone() throws Exception {
        Matcher check =
                Pattern.compile("CMD \\[\"bash\", \"-c\", \"(.*)\"]").matcher(Docs.read(DESK.resolve("Dockerfile")));
        assertThat(check.find()).isTrue();
        String command = check.group(1).replace("\\\\", "\\");
        String port;
        try (ChatServer server = new ChatServer()) {
            port = server.url().substring(server.url().lastIndexOf(':') + 1);
            assertThat(bash(command, port)).isZero();
        }

        assertThat(bash(command, port)).isNotZero();
    }

    private static int bash(String command, String port) throws Exception {
        ProcessBuilder bash = new ProcessBuilder("bash", "-c", command);
        bash.environment().put("PORT", port);
        Process running = bash.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        return running.waitFor();
    }

    private static Map<String, Object> composition() {
        return new Yaml().load(Docs.read(DESK.resolve("compose.yaml")));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> pod() {
        Object deployment = new Yaml()
                .loadAll(Docs.read(DESK.resolve("kubernetes.yaml")))
                .iterator()
                .next();
        return at((Map<String, Object>) deployment, "spec", "template", "spec");
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> container() {
        return ((List<Map<String, Object>>) Objects.requireNonNull(pod().get("containers"))).get(0);
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> settingsOfPod() {
        return (List<Map<String, Object>>) Objects.requireNonNull(container().get("env"));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> at(Map<String, Object> yaml, String... path) {
        Map<String, Object> found = yaml;
        for (String name : path) {
            @Nullable Object next = found.get(name);
            assertThat(next).as(name).isInstanceOf(Map.class);
            found = (Map<String, Object>) Objects.requireNonNull(next);
        }
        return found;
    }
}
