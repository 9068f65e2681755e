package dev.helpline.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests that the programs work; no test checks how fast anything is. */
class BenchmarksTest {
    @TempDir
    Path folder;

    @Test
    void a_run_reports_the_engine_and_its_floors() throws Exception {
        Path json = folder.resolve("report.json");

        Benchmarks.main(("h2 --senders 2 --warm-up 50 --rounds 1 --millis 50 --json " + json).split(" "));

        JsonNode report = new ObjectMapper().readTree(json.toFile());
        assertThat(report.at("/environment/settings").asText()).isEqualTo("WRITE_DELAY=0");
        assertThat(report.at("/tables/0/lines").findValuesAsText("name")).contains("engine", "transaction", "batch");
        assertThat(report.at("/tables/0/lines").findValuesAsText("perSecondByRound"))
                .isNotEmpty();
    }

    @Test
    void a_run_reports_every_read_of_a_full_store() throws Exception {
        Path json = folder.resolve("report.json");

        Benchmarks.main(new String[] {"reads", "h2", "--sessions", "5000", "--times", "1", "--json", json.toString()});

        JsonNode report = new ObjectMapper().readTree(json.toFile());
        assertThat(report.at("/messages").asLong()).isEqualTo(110_000);
        assertThat(report.at("/lines").findValuesAsText("name")).hasSize(19);
        assertThat(report.at("/lines").findValues("items"))
                .allSatisfy(items -> assertThat(items.asInt()).isPositive());
    }

    @ParameterizedTest
    @ValueSource(strings = {"subscription", "poll"})
    void a_run_reports_how_soon_all_agents_hear_of_changes(String watching) throws Exception {
        Path json = folder.resolve("report.json");

        Benchmarks.main(
                ("board memory --agents 3 --sessions 20 --changes 20 --seconds 1 --by " + watching + " --json " + json)
                        .split(" "));

        JsonNode report = new ObjectMapper().readTree(json.toFile());
        assertThat(report.at("/changes").asLong()).isEqualTo(20);
        assertThat(report.at("/told/p99").asDouble())
                .isGreaterThan(report.at("/stored/p50").asDouble());
        assertThat(report.at("/answers").asLong()).isPositive();
    }
}
