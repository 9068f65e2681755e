package dev.helpline.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** All figures of a run, in the form in which they are written to a file. */
record Report(Environment environment, SenderThreads threads, int rounds, long roundMillis, List<Table> tables) {
    /**
     * The figures with one number of senders.
     *
     * @param disk at the start
     * @param trials how each floor found its settings
     */
    record Table(int senders, Disk disk, List<Line> lines, List<Trial> trials, List<Goal.Verdict> goals) {}

    /** One turn of a floor with certain settings, before the rounds. */
    record Trial(String name, String setting, double perSecond) {}

    /**
     * The results of one contender.
     *
     * @param engineMultiple the ratio of the engine's messages to this contender's, round by round
     * @param micros the latencies of calls; a call of a batch floor writes a whole batch
     * @param commitsPerMessage as the database counts them; null if it does not
     */
    record Line(
            String name,
            String setting,
            Spread perSecond,
            List<Double> perSecondByRound,
            Spread engineMultiple,
            Latency micros,
            @Nullable Double commitsPerMessage,
            Cpu cpuPerMessage) {}

    /** The latencies of calls, in microseconds. */
    record Latency(double p50, double p99, double p999) {
        static Latency of(Histogram nanos) {
            return new Latency(micros(nanos, 50), micros(nanos, 99), micros(nanos, 99.9));
        }

        private static double micros(Histogram nanos, double percentile) {
            return nanos.getValueAtPercentile(percentile) / 1e3;
        }
    }

    /** @param turns the turns of each contender, with the engine's first */
    static List<Line> lines(List<Contender> contenders, List<List<Turn>> turns) {
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i < contenders.size(); i++) {
            lines.add(line(contenders.get(i), turns.get(i), turns.get(0)));
        }
        return lines;
    }

    private static Line line(Contender contender, List<Turn> turns, List<Turn> engine) {
        List<Double> perSecond = turns.stream().map(Turn::perSecond).toList();
        Histogram latencies = Turn.newHistogram();
        turns.forEach(turn -> latencies.add(turn.latencies()));
        return new Line(
                contender.name(),
                contender.setting(),
                Spread.of(perSecond),
                perSecond,
                Spread.of(IntStream.range(0, turns.size())
                        .mapToObj(i -> engine.get(i).perSecond() / turns.get(i).perSecond())
                        .toList()),
                Latency.of(latencies),
                commitsPerMessage(turns),
                cpuPerMessage(turns));
    }

    private static Cpu cpuPerMessage(List<Turn> turns) {
        Cpu all = turns.stream().map(Turn::cpu).reduce(new Cpu(0, 0), Cpu::sum);
        return all.dividedBy(turns.stream().mapToDouble(Turn::messages).sum());
    }

    private static @Nullable Double commitsPerMessage(List<Turn> turns) {
        if (turns.stream().anyMatch(turn -> turn.commits().isEmpty())) {
            return null;
        }
        double commits =
                turns.stream().mapToLong(turn -> turn.commits().orElseThrow()).sum();
        return commits / turns.stream().mapToLong(Turn::messages).sum();
    }
}
