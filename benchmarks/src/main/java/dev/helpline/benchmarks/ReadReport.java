package dev.helpline.benchmarks;

import java.util.List;
import java.util.Locale;

/**
 * The durations of the reads.
 *
 * @param times the number of measurements of each read
 */
record ReadReport(Environment environment, int sessions, long messages, int times, List<Line> lines) {
    /**
     * One kind of read.
     *
     * @param items the number of items of the last result
     */
    record Line(String name, int items, Report.Latency micros) {}

    /** Returns the report as text. */
    String text() {
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "%s%n%d messages in %d sessions; %d reads of each kind, one after the other; load %.2f before, %.2f after%n%n",
                environment.database(),
                messages,
                sessions,
                times,
                environment.loadBefore(),
                environment.loadAfter()));
        text.append(String.format("| %-44s | %5s | %7s | %7s |%n", "read", "items", "p50 ms", "p99 ms"));
        text.append(String.format("| --- | --- | --- | --- |%n"));
        for (Line line : lines) {
            text.append(String.format(
                    Locale.ROOT,
                    "| %-44s | %5d | %7.2f | %7.2f |%n",
                    line.name(),
                    line.items(),
                    line.micros().p50() / 1000,
                    line.micros().p99() / 1000));
        }
        return text.toString();
    }
}
