package dev.helpline.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests that the program works; no test checks how fast anything is. */
class InProcessBenchmarkTest {
    @TempDir
    Path folder;

    @Test
    @Tag("slow")
    void a_run_reports_calls_of_the_engine_and_their_floors() throws Exception {
        Path json = folder.resolve("report.json");

        Benchmarks.main(("in-process --rounds 1 --iterations 1 --millis 20 --json " + json).split(" "));

        JsonNode report = new ObjectMapper().readTree(json.toFile());
        assertThat(report.at("/lines").findValuesAsText("name")).containsExactly("poll", "lookup", "send", "queue");
        assertThat(report.at("/lines/0/perSecond/median").asDouble()).isPositive();
        assertThat(report.at("/lines/2/bytes/median").asDouble()).isPositive();
        assertThat(report.at("/goals")).hasSize(3);
    }

    @Test
    void options_replace_the_defaults() {
        assertThat(InProcessOptions.parse(List.of("--rounds", "2", "--millis", "50")))
                .isEqualTo(new InProcessOptions(2, 5, 50, null));
    }
}
