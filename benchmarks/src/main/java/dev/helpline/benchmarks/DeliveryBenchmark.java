package dev.helpline.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * Measures how soon customers who wait in long polls have a message, beside requests that a bare servlet of the same server parks and wakes.
 * Both take turns, from the same client.
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
            try (LongPolls chat = new LongPolls(port, Talk.sessions(port, tokens, conversations), conversations);
                    LongPolls bare = new LongPolls(port, Talk.mailboxes(tokens), conversations)) {
                bare.run(arguments.positive(RATE), arguments.positive(WARM_UP));
                chat.run(arguments.positive(RATE), arguments.positive(WARM_UP));
                return measure(arguments, chat, bare, loadBefore);
            }
        }
    }

    private static LoadReport measure(Arguments arguments, LongPolls chat, LongPolls bare, double loadBefore)
            throws Exception {
        Histogram chatDelivered = Turn.newHistogram();
        Histogram bareDelivered = Turn.newHistogram();
        List<Double> medians = new ArrayList<>();
        List<Double> tails = new ArrayList<>();
        for (int i = 0; i < arguments.positive(ROUNDS); i++) {
            Histogram floor = bare.run(arguments.positive(RATE), arguments.positive(SECONDS))
                    .delivered();
            Histogram ours = chat.run(arguments.positive(RATE), arguments.positive(SECONDS))
                    .delivered();
            medians.add(ratio(ours, floor, 50));
            tails.add(ratio(ours, floor, 99));
            chatDelivered.add(ours);
            bareDelivered.add(floor);
        }
        return new LoadReport(
                new Environment("memory", "", loadBefore, Environment.load()),
                arguments.text(RATE) + " messages/s to " + arguments.text(CONVERSATIONS) + " long polls, "
                        + arguments.text(ROUNDS) + " rounds of " + arguments.text(SECONDS) + " s",
                List.of(
                        LoadReport.Line.of("until a customer had it", chatDelivered),
                        LoadReport.Line.of("until a bare request was woken", bareDelivered)),
                List.of(),
                List.of(
                        Goal.atMost(
                                "p50 as multiple of a bare wake-up",
                                MEDIAN_GOAL,
                                Spread.of(medians).median()),
                        Goal.atMost(
                                "p99 as multiple of a bare wake-up",
                                TAIL_GOAL,
                                Spread.of(tails).median())));
    }

    private static double ratio(Histogram ours, Histogram floor, double percentile) {
        return (double) ours.getValueAtPercentile(percentile) / floor.getValueAtPercentile(percentile);
    }
}
