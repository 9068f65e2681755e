package dev.helpline.benchmarks;

import java.util.List;
import java.util.Locale;

/** All figures of the benchmark without HTTP, in the form in which they are written to a file. */
record InProcessReport(Environment environment, InProcessOptions options, List<Line> lines, List<Goal.Verdict> goals) {
    /**
     * The results of one method.
     *
     * @param bytes what one call allocates
     * @param floorMultiple the ratio of its calls per second to those of its floor, round by round
     */
    record Line(String name, Spread perSecond, Spread bytes, Spread floorMultiple) {}

    /** Returns the report as text. */
    String text() {
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "%d processors, Java %s; load %.2f before, %.2f after%n"
                        + "%d rounds, each a JVM with %d iterations of %d ms to warm up and as many that count%n%n",
                environment.processors(),
                environment.java(),
                environment.loadBefore(),
                environment.loadAfter(),
                options.rounds(),
                options.iterations(),
                options.millis()));
        text.append(String.format("| %-6s | %10s | %23s | %6s | %7s |%n", "", "per s", "min - max", "floor", "bytes"));
        text.append(String.format("| --- | --- | --- | --- | --- |%n"));
        for (Line line : lines) {
            text.append(String.format(
                    Locale.ROOT,
                    "| %-6s | %10.0f | %23s | %5.2fx | %7.1f |%n",
                    line.name(),
                    line.perSecond().median(),
                    line.perSecond().range(),
                    line.floorMultiple().median(),
                    line.bytes().median()));
        }
        text.append(System.lineSeparator());
        goals.forEach(verdict -> text.append(verdict.text()));
        return text.toString();
    }
}
