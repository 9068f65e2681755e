package dev.helpline.benchmarks;

import dev.helpline.servers.Folders;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Measures the first minute of a support desk, in which its code is being compiled: from the moment at which its health check says that it is
 * ready, messages are sent at a fixed rate to customers who wait in long polls. The client has been warmed up by another desk before.
 */
final class FirstMinute {
    /** The goal: 99 of 100 messages are delivered within this time. */
    private static final double GOAL_MILLIS = 50;

    private static final String RATE = "--rate";
    private static final String CONVERSATIONS = "--conversations";
    private static final String SECONDS = "--seconds";
    private static final String STARTS = "--starts";
    private static final String WARM_UP = "--warm-up";
    private static final String JAVA = "--java";
    private static final String FLAGS = "--flags";

    static final Map<String, String> OPTIONS = Map.of(
            RATE, "100",
            CONVERSATIONS, "50",
            SECONDS, "60",
            STARTS, "3",
            WARM_UP, "20",
            JAVA, Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            FLAGS, "");

    private final int rate;
    private final int conversations;
    private final int seconds;
    private final String java;
    private final String flags;

    private FirstMinute(Arguments arguments) {
        rate = arguments.positive(RATE);
        conversations = arguments.positive(CONVERSATIONS);
        seconds = arguments.positive(SECONDS);
        java = arguments.text(JAVA);
        flags = arguments.text(FLAGS);
    }

    /** Starts desks, one after the other. */
    static LoadReport run(Arguments arguments) throws Exception {
        return new FirstMinute(arguments).run(arguments.positive(STARTS), arguments.positive(WARM_UP));
    }

    private LoadReport run(int starts, int warmUpSeconds) throws Exception {
        double loadBefore = Environment.load();
        start(warmUpSeconds);
        List<LoadReport.Line> lines = new ArrayList<>();
        List<LoadReport.Figure> figures = new ArrayList<>();
        List<Double> tails = new ArrayList<>();
        for (int i = 1; i <= starts; i++) {
            Start start = start(seconds);
            lines.add(LoadReport.Line.of(
                    "start " + i + ", until acknowledged", start.result().acknowledged()));
            LoadReport.Line delivered = LoadReport.Line.of(
                    "start " + i + ", until delivered", start.result().delivered());
            lines.add(delivered);
            tails.add(delivered.micros().p99() / 1000);
            figures.add(new LoadReport.Figure("start " + i + ", until ready", start.readyMillis(), "ms"));
            figures.add(new LoadReport.Figure("start " + i + ", processor time until then", start.cpuMillis(), "ms"));
            figures.add(new LoadReport.Figure(
                    "start " + i + ", processor time per message", start.cpuMillisPerMessage(), "ms"));
        }
        return new LoadReport(
                new Environment("support desk on H2", "", loadBefore, Environment.load()),
                String.format(
                        Locale.ROOT,
                        "%d messages/s to %d conversations for %d s; JVM %s %s",
                        rate,
                        conversations,
                        seconds,
                        java,
                        flags),
                lines,
                figures,
                List.of(Goal.atMost(
                        "median of the starts' p99 until delivered, in ms,",
                        GOAL_MILLIS,
                        Spread.of(tails).median())));
    }

    /**
     * One start of the desk.
     *
     * @param readyMillis how long it took until the desk said that it was ready
     * @param cpuMillis the processor time of the desk until then
     * @param cpuMillisPerMessage the processor time of the desk per message from then on, which tells how warm the desk is even on a busy
     *     machine
     */
    private record Start(double readyMillis, double cpuMillis, double cpuMillisPerMessage, Deliveries.Result result) {}

    private Start start(int forSeconds) throws Exception {
        Path folder = Folders.fresh("desk");
        Tokens tokens = Tokens.random();
        try (Desk desk = Desk.start(java, flags, folder, tokens)) {
            double cpu = desk.cpuMillis();
            Talk talk = SessionTalk.start(desk.port(), tokens, conversations);
            LongPolls customers = new LongPolls(desk.port(), talk);
            try (Deliveries deliveries = new Deliveries(desk.port(), talk, conversations, customers)) {
                Deliveries.Result result = deliveries.run(rate, forSeconds);
                double used = desk.cpuMillis() - cpu;
                return new Start(desk.startMillis(), cpu, used / (rate * forSeconds), result);
            }
        } finally {
            Folders.delete(folder);
        }
    }
}
