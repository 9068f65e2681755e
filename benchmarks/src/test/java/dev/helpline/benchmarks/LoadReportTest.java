package dev.helpline.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class LoadReportTest {
    @Test
    void a_report_shows_latencies_figures_and_whether_the_goals_are_met() {
        Histogram nanos = Turn.newHistogram();
        nanos.recordValue(2_000_000);
        LoadReport report = new LoadReport(
                new Environment("desk", "", 0.5, 1),
                "one message",
                List.of(LoadReport.Line.of("delivered", nanos)),
                List.of(new LoadReport.Figure("until ready", 1234.5, "ms")),
                List.of(Goal.atMost("p99 in ms", 50, 2), Goal.atMost("p50 in ms", 1, 2)));

        assertThat(report.text())
                .contains("desk; ", "load 0.50 before, 1.00 after", "one message")
                .contains("| delivered | 1 | 2.00 | 2.00 | 2.00 | 2.00 |")
                .contains("until ready: 1234.50 ms")
                .contains("met    p99 in ms at most 50.00: 2.000")
                .contains("MISSED p50 in ms at most 1.00: 2.000");
    }
}
