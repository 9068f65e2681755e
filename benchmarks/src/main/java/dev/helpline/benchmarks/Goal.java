package dev.helpline.benchmarks;

import static java.util.Objects.requireNonNull;

import dev.helpline.benchmarks.Report.Line;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.List;
import java.util.Locale;

/**
 * A goal of the engine relative to a floor, with a number of senders.
 *
 * @param floor the floor with which the engine is compared
 * @param figure computes the compared figure from the engine's line and the floor's
 */
record Goal(int senders, String what, String floor, Figure figure, double bound, boolean atLeast) {
    /**
     * Returns the goal that the engine stores so many times as much as the floor, by the median of the rounds'
     * ratios.
     */
    static Goal throughput(int senders, String floor, double atLeast) {
        return new Goal(
                senders,
                "messages/s as multiple of " + floor,
                floor,
                (engine, other, disk) -> other.engineMultiple().median(),
                atLeast,
                true);
    }

    /** Returns the goal that the engine's median latency is at most so many times the floor's. */
    static Goal medianLatency(int senders, String floor, double atMost) {
        return new Goal(
                senders,
                "p50 as multiple of " + floor,
                floor,
                (engine, other, disk) -> engine.micros().p50() / other.micros().p50(),
                atMost,
                false);
    }

    static Goal commitsPerMessage(int senders, double atMost) {
        return new Goal(
                senders,
                "commits per message",
                "engine",
                (engine, same, disk) -> requireNonNull(engine.commitsPerMessage()),
                atMost,
                false);
    }

    /** Returns the goal that the p99 latency is at most as long as so many syncs of the disk. */
    static Goal tailLatency(int senders, double atMost) {
        return new Goal(
                senders,
                "p99 as multiple of fdatasync",
                "engine",
                (engine, same, disk) -> engine.micros().p99() / disk.syncMicrosP50(),
                atMost,
                false);
    }

    static List<Verdict> verdicts(List<Goal> goals, int senders, List<Line> lines, Disk disk) {
        return goals.stream()
                .filter(goal -> goal.senders == senders)
                .map(goal -> goal.verdict(lines, disk))
                .toList();
    }

    private Verdict verdict(List<Line> lines, Disk disk) {
        double value = figure.of(line(lines, "engine"), line(lines, floor), disk);
        return atLeast ? atLeast(what, bound, value) : atMost(what, bound, value);
    }

    static Verdict atLeast(String what, double bound, double value) {
        return new Verdict(what + " at least " + text(bound), value, value >= bound);
    }

    static Verdict atMost(String what, double bound, double value) {
        return new Verdict(what + " at most " + text(bound), value, value <= bound);
    }

    private static String text(double bound) {
        return new DecimalFormat("0.00#", DecimalFormatSymbols.getInstance(Locale.ROOT)).format(bound);
    }

    private static Line line(List<Line> lines, String name) {
        return lines.stream()
                .filter(line -> line.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** The figure that is compared with the bound. */
    @FunctionalInterface
    interface Figure {
        double of(Line engine, Line floor, Disk disk);
    }

    /** The result for a goal. */
    record Verdict(String goal, double value, boolean met) {
        /** Returns a line of a report. */
        String text() {
            return String.format(Locale.ROOT, "%s %s: %.4f%n", met ? "met   " : "MISSED", goal, value);
        }
    }
}
