package dev.helpline.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests that the programs over HTTP work; no test checks how fast anything is. */
@Tag("server")
class HttpBenchmarksTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"memory", "h2"})
    void a_run_reports_polls_and_the_constant_reply(String store) throws Exception {
        Path json = folder.resolve("report.json");

        Benchmarks.main(("http-poll " + store
                        + " --connections 2 --sessions 3 --warm-up 50 --rounds 2 --millis 100 --json " + json)
                .split(" "));

        JsonNode report = new ObjectMapper().readTree(json.toFile());
        assertThat(report.at("/lines").findValuesAsText("name")).containsExactly("chat", "constant");
        assertThat(report.at("/lines/0/perSecondByRound"))
                .hasSize(2)
                .allSatisfy(perSecond -> assertThat(perSecond.asDouble()).isPositive());
        assertThat(report.at("/lines/0/cpuPerRequest/serverMicros").asDouble()).isPositive();
    }

    @Test
    @Tag("slow")
    void a_run_reports_sends_and_their_floors() throws Exception {
        Path json = folder.resolve("report.json");

        Benchmarks.main(
                ("http-send h2 --connections 2 --sessions 3 --warm-up 50 --rounds 1 --millis 100 --json " + json)
                        .split(" "));

        JsonNode report = new ObjectMapper().readTree(json.toFile());
        assertThat(report.at("/lines").findValuesAsText("name")).containsExactly("chat", "constant", "batch", "both");
    }

    @Test
    void the_floor_of_both_takes_the_sum_of_their_times() {
        assertThat(HttpSendBenchmark.both(turn(3000), turn(6000)).perSecond()).isCloseTo(2000, offset(1e-9));
    }

    private static HttpTurn turn(double perSecond) {
        return new HttpTurn(1, perSecond, new Cpu(0, 0), 0, Turn.newHistogram());
    }

    @Test
    void the_peer_is_refused_for_a_database_that_it_cannot_use() {
        assertThatThrownBy(() -> NodeServer.start(Optional.empty())).hasMessageContaining("needs postgres");
    }

    @Test
    void options_replace_the_defaults() {
        HttpOptions options = HttpOptions.POLL.parse(List.of("--connections", "8", "--node", "--millis", "50"));

        assertThat(options).isEqualTo(new HttpOptions(8, 200, 10_000, 7, 50, true, null));
    }

    @Test
    void an_unknown_option_is_rejected_by_name() {
        assertThatThrownBy(() -> HttpOptions.POLL.parse(List.of("--senders", "8")))
                .hasMessageStartingWith("--senders is none of");
    }
}
