package dev.helpline.benchmarks;

import static java.util.Objects.requireNonNull;

import dev.helpline.benchmarks.Report.Line;
import java.util.List;
import java.util.Locale;

/**
 * What is expected of the engine beside a floor, with so many senders.
 *
 * @param floor whose line the engine's is held against
 * @param figure what is compared, made of the engine's line and the floor's
 */
record Goal(int senders, String what, String floor, Figure figure, double bound, boolean atLeast) {
    /** The engine stores so many times what the floor does; the median of the rounds' ratios. */
    static Goal throughput(int senders, String floor, double atLeast) {
        return new Goal(
                senders,
                "messages/s as multiple of " + floor,
                floor,
                (engine, other, disk) -> other.engineMultiple().median(),
                atLeast,
                true);
    }

    /** Half of the engine's senders wait at most so many times as long as half of the floor's. */
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

    /** One call in a hundred waits longer than so many syncs of the disk take. */
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
        boolean met = atLeast ? value >= bound : value <= bound;
        return new Verdict(
                String.format(Locale.ROOT, "%s %s %.2f", what, atLeast ? "at least" : "at most", bound), value, met);
    }

    private static Line line(List<Line> lines, String name) {
        return lines.stream()
                .filter(line -> line.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** What is compared with the bound. */
    @FunctionalInterface
    interface Figure {
        double of(Line engine, Line floor, Disk disk);
    }

    /** What came out. */
    record Verdict(String goal, double value, boolean met) {}
}
