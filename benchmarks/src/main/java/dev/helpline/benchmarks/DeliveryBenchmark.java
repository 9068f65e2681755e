package dev.helpline.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * Measures how soon customers who wait in long polls, or listen on WebSockets, have a message, beside requests that a bare servlet of the
 * same server parks and wakes. They take turns, from the same client.
 */
final class DeliveryBenchmark {
    private static final String RATE = "--rate";
    private static final String CONVERSATIONS = "--conversations";
    private static final String WARM_UP = "--warm-up";
    private static final String ROUNDS = "--rounds";
    private static final String SECONDS = "--seconds";

    static final Map<String, String> OPTIONS =
            Map.of(RATE, "1000", CONVERSATIONS, "200", WARM_UP, "30", ROUNDS, "7", SECONDS, "5");

    private static final double MEDIAN_GOAL = 2.5;
    private static final double TAIL_GOAL = 4;

    private DeliveryBenchmark() {}

    /** Measures a server over the store in memory, in a process of its own. */
    static LoadReport run(Arguments arguments) throws Exception {
        double loadBefore = Environment.load();
        int conversations = arguments.positive(CONVERSATIONS);
        Tokens tokens = Tokens.random();
        try (ChatServerProcess server = ChatServerProcess.start(ChatServer.MEMORY, tokens)) {
            int port = server.address().getPort();
            Talk mailboxes = Talk.mailboxes(tokens);
            SessionTalk polled = SessionTalk.start(port, tokens, conversations);
            SessionTalk pushed = SessionTalk.start(port, tokens, conversations);
            try (Deliveries bare = new Deliveries(port, mailboxes, conversations, new LongPolls(port, mailboxes));
                    Deliveries polls = new Deliveries(port, polled, conversations, new LongPolls(port, polled));
                    Deliveries sockets =
                            new Deliveries(port, pushed, conversations, new Sockets(port, pushed.sessions()))) {
                Turns floor = new Turns("until a bare request was woken", bare);
                List<Turns> chat = List.of(
                        new Turns("until a customer had it by long poll", polls),
                        new Turns("until a customer had it by WebSocket", sockets));
                measure(arguments, floor, chat);
                return report(arguments, floor, chat, loadBefore);
            }
        }
    }

    /** One way of delivery, and what was measured of it. */
    private static final class Turns {
        private final String name;
        private final Deliveries deliveries;
        private final List<Histogram> measured = new ArrayList<>();

        Turns(String name, Deliveries deliveries) {
            this.name = name;
            this.deliveries = deliveries;
        }

        /** The middle of the rounds' ratios to the floor's latency in the same round. */
        double multiple(Turns floor, double percentile) {
            List<Double> ratios = new ArrayList<>();
            for (int i = 0; i < measured.size(); i++) {
                ratios.add((double) measured.get(i).getValueAtPercentile(percentile)
                        / floor.measured.get(i).getValueAtPercentile(percentile));
            }
            return Spread.of(ratios).median();
        }

        LoadReport.Line line() {
            Histogram all = Turn.newHistogram();
            measured.forEach(all::add);
            return LoadReport.Line.of(name, all);
        }
    }

    private static void measure(Arguments arguments, Turns floor, List<Turns> chat) throws Exception {
        List<Turns> all = new ArrayList<>(List.of(floor));
        all.addAll(chat);
        for (Turns each : all) {
            each.deliveries.run(arguments.positive(RATE), arguments.positive(WARM_UP));
        }
        for (int round = 0; round < arguments.positive(ROUNDS); round++) {
            for (Turns each : all) {
                each.measured.add(each.deliveries
                        .run(arguments.positive(RATE), arguments.positive(SECONDS))
                        .delivered());
            }
        }
    }

    private static LoadReport report(Arguments arguments, Turns floor, List<Turns> chat, double loadBefore)
            throws Exception {
        List<LoadReport.Line> lines = new ArrayList<>();
        List<Goal.Verdict> goals = new ArrayList<>();
        for (Turns each : chat) {
            lines.add(each.line());
            goals.add(Goal.atMost("p50 " + each.name + ", of a bare wake-up", MEDIAN_GOAL, each.multiple(floor, 50)));
            goals.add(Goal.atMost("p99 " + each.name + ", of a bare wake-up", TAIL_GOAL, each.multiple(floor, 99)));
        }
        lines.add(floor.line());
        return new LoadReport(
                new Environment("memory", "", loadBefore, Environment.load()),
                arguments.text(RATE) + " messages/s to " + arguments.text(CONVERSATIONS) + " conversations, "
                        + arguments.text(ROUNDS) + " rounds of " + arguments.text(SECONDS) + " s",
                lines,
                List.of(),
                goals);
    }
}
