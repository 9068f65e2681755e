package dev.helpline.benchmarks;

import java.util.List;
import java.util.Locale;
import org.HdrHistogram.Histogram;

/**
 * The figures of a program that measures load.
 *
 * @param what what was measured, with its options
 * @param lines latencies
 * @param figures all other figures
 * @param goals what the figures should be, and whether they are
 */
record LoadReport(
        Environment environment, String what, List<Line> lines, List<Figure> figures, List<Goal.Verdict> goals) {
    /**
     * Latencies of one kind.
     *
     * @param micros in microseconds
     */
    record Line(String name, long count, Report.Latency micros, double maxMicros) {
        static Line of(String name, Histogram nanos) {
            return new Line(name, nanos.getTotalCount(), Report.Latency.of(nanos), nanos.getMaxValue() / 1e3);
        }
    }

    /** Any other figure. */
    record Figure(String name, double value, String unit) {}

    /** Returns the report as text. */
    String text() {
        StringBuilder text = new StringBuilder();
        add(
                text,
                "%s; %d processors, Java %s; load %.2f before, %.2f after%n%s%n%n",
                environment.database(),
                environment.processors(),
                environment.java(),
                environment.loadBefore(),
                environment.loadAfter(),
                what);
        if (!lines.isEmpty()) {
            add(text, "| | number | p50 ms | p99 ms | p99.9 ms | max ms |%n| --- | --- | --- | --- | --- | --- |%n");
        }
        for (Line line : lines) {
            add(
                    text,
                    "| %s | %d | %.2f | %.2f | %.2f | %.2f |%n",
                    line.name(),
                    line.count(),
                    line.micros().p50() / 1000,
                    line.micros().p99() / 1000,
                    line.micros().p999() / 1000,
                    line.maxMicros() / 1000);
        }
        for (Figure figure : figures) {
            add(text, "%n%s: %.2f %s", figure.name(), figure.value(), figure.unit());
        }
        add(text, "%n%n");
        for (Goal.Verdict goal : goals) {
            add(text, "%s %s: %.3f%n", goal.met() ? "met   " : "MISSED", goal.goal(), goal.value());
        }
        return text.toString();
    }

    private static void add(StringBuilder text, String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values));
    }
}
