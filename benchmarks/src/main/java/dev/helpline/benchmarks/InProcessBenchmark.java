package dev.helpline.benchmarks;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Measures the engine in one process with JMH: an empty poll beside a look-up in a map, and a send beside a queue without rules. In each
 * round each of them runs in a JVM of its own, one after the other, so that other load on the machine affects all of them.
 */
final class InProcessBenchmark {
    private static final List<String> NAMES = List.of("poll", "lookup", "send", "queue");
    private static final double LEAST_POLLS = 0.5;
    private static final double LEAST_SENDS = 0.4;
    private static final String BYTES = "gc.alloc.rate.norm";

    /** JMH counts what the JVM itself allocates, too: far less than a byte per call. */
    private static final double NO_BYTE = 0.5;

    private final InProcessOptions options;

    private InProcessBenchmark(InProcessOptions options) {
        this.options = options;
    }

    static InProcessReport run(InProcessOptions options) throws RunnerException {
        double loadBefore = Environment.load();
        List<InProcessReport.Line> lines = new InProcessBenchmark(options).measure();
        return new InProcessReport(
                new Environment("memory", "", loadBefore, Environment.load()), options, lines, goals(lines));
    }

    /** What one call did in one round. */
    private record Turn(double perSecond, double bytes) {}

    private List<InProcessReport.Line> measure() throws RunnerException {
        List<List<Turn>> turns = new ArrayList<>();
        NAMES.forEach(name -> turns.add(new ArrayList<>()));
        for (int round = 0; round < options.rounds(); round++) {
            System.err.println("round " + (round + 1) + " of " + options.rounds());
            for (int i = 0; i < NAMES.size(); i++) {
                turns.get(i).add(turn(NAMES.get(i)));
            }
        }
        return IntStream.range(0, NAMES.size())
                .mapToObj(i -> new InProcessReport.Line(
                        NAMES.get(i),
                        Spread.of(turns.get(i).stream().map(Turn::perSecond).toList()),
                        Spread.of(turns.get(i).stream().map(Turn::bytes).toList()),
                        ratios(turns.get(i), turns.get(i / 2 * 2 + 1))))
                .toList();
    }

    private static Spread ratios(List<Turn> turns, List<Turn> floor) {
        return Spread.of(IntStream.range(0, turns.size())
                .mapToObj(i -> turns.get(i).perSecond() / floor.get(i).perSecond())
                .toList());
    }

    private Turn turn(String name) throws RunnerException {
        Options jmh = new OptionsBuilder()
                .include("^" + InProcess.class.getName() + "\\." + name + "$")
                .forks(1)
                .jvmArgs("-Xms1g", "-Xmx1g")
                .warmupIterations(options.iterations())
                .warmupTime(TimeValue.milliseconds(options.millis()))
                .measurementIterations(options.iterations())
                .measurementTime(TimeValue.milliseconds(options.millis()))
                .addProfiler(GCProfiler.class)
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT)
                .build();
        RunResult result = new Runner(jmh).runSingle();
        return new Turn(
                result.getPrimaryResult().getScore(),
                requireNonNull(result.getSecondaryResults().get(BYTES)).getScore());
    }

    private static List<Goal.Verdict> goals(List<InProcessReport.Line> lines) {
        InProcessReport.Line poll = lines.get(0);
        InProcessReport.Line send = lines.get(2);
        return List.of(
                Goal.atLeast(
                        "polls/s as multiple of lookup",
                        LEAST_POLLS,
                        poll.floorMultiple().median()),
                Goal.atMost("bytes per poll", NO_BYTE, poll.bytes().median()),
                Goal.atLeast(
                        "messages/s as multiple of queue",
                        LEAST_SENDS,
                        send.floorMultiple().median()));
    }
}
