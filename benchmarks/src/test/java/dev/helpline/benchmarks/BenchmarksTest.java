package dev.helpline.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests that the programs work; no test checks how fast anything is. */
@Tag("server")
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
    @Tag("slow")
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

    @Test
    @Tag("slow")
    void a_run_reports_how_soon_another_node_has_a_message_and_what_publishing_costs() throws Exception {
        JsonNode report = load("bus --sessions 2 --rate 10 --rounds 1 --seconds 1 --senders 2 --millis 50 --warm-up 1");

        assertThat(report.at("/lines").findValuesAsText("count")).containsExactly("10", "10", "10", "10");
        assertThat(report.at("/goals").findValuesAsText("goal")).hasSize(3);
    }

    @Test
    @Tag("slow")
    void a_run_reports_how_soon_long_polls_have_a_message_beside_bare_requests() throws Exception {
        JsonNode report = load("delivery --rate 20 --conversations 3 --warm-up 1 --rounds 1 --seconds 1");

        assertThat(report.at("/lines").findValuesAsText("count")).containsExactly("20", "20", "20");
        assertThat(report.at("/goals").findValuesAsText("value"))
                .hasSize(4)
                .allSatisfy(multiple -> assertThat(Double.parseDouble(multiple)).isPositive());
    }

    @Test
    @Tag("slow")
    void a_run_reports_the_memory_of_polls_that_wait_and_of_idle_sessions() throws Exception {
        JsonNode report = load("memory --polls 20 --sessions 1010 --rounds 1 --wait 8");

        assertThat(report.at("/figures").findValuesAsText("unit")).contains("bytes", "x");
        assertThat(report.at("/goals").findValuesAsText("goal")).hasSize(2);
    }

    @Test
    void a_run_reports_what_clients_cost_who_poll_at_an_interval() throws Exception {
        JsonNode report = load("fleet --sessions 20 --connections 5 --interval 100 --warm-up 1 --rounds 1 --seconds 1");

        assertThat(report.at("/lines/0/count").asLong()).isEqualTo(200);
        assertThat(report.at("/goals/0/value").asDouble()).isPositive();
    }

    @Test
    @Tag("slow")
    void a_run_reports_how_clients_catch_up_after_a_restart() throws Exception {
        JsonNode report = load("restart --clients 10 --rounds 1");

        assertThat(report.at("/lines/0/count").asLong()).isEqualTo(10);
        assertThat(report.at("/figures/0/value").asDouble()).isPositive();
    }

    private JsonNode load(String program) throws Exception {
        Path json = folder.resolve("report.json");
        Benchmarks.main((program + " --json " + json).split(" "));
        return new ObjectMapper().readTree(json.toFile());
    }
}
