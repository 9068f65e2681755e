package dev.helpline.benchmarks;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/**
 * Measures what a durable listener costs those who send, and how fast it is told. An engine with a listener and one without take turns over
 * one database; the next turn begins when the listener has been told of everything.
 */
final class OutboxBenchmark {
    private static final String DATABASE = "--database";
    private static final String SENDERS = "--senders";
    private static final String MILLIS = "--millis";
    private static final String ROUNDS = "--rounds";
    private static final String WARM_UP = "--warm-up";

    static final Map<String, String> OPTIONS =
            Map.of(DATABASE, "postgres", SENDERS, "64", MILLIS, "3000", ROUNDS, "7", WARM_UP, "20000");

    private static final String LISTENER = "counter";
    private static final long GIVEN_UP_AFTER_NANOS = TimeUnit.MINUTES.toNanos(5);

    private final Arguments arguments;
    private final Database database;
    private final LongAdder told = new LongAdder();
    private final List<Double> sendsAsMultiple = new ArrayList<>();
    private final List<Double> sent = new ArrayList<>();
    private final List<Double> handedOver = new ArrayList<>();

    private OutboxBenchmark(Arguments arguments, Database database) {
        this.arguments = arguments;
        this.database = database;
    }

    /** Starts the database. */
    static LoadReport run(Arguments arguments) throws Exception {
        try (Database database = Database.start(arguments.text(DATABASE))) {
            return new OutboxBenchmark(arguments, database).run();
        }
    }

    private LoadReport run() throws Exception {
        double loadBefore = Environment.load();
        int senders = arguments.positive(SENDERS);
        int millis = arguments.positive(MILLIS);
        try (EngineContender listened =
                        EngineContender.listened(database, senders, LISTENER, event -> told.increment());
                EngineContender silent = new EngineContender(database, senders)) {
            turn(silent, arguments.positive(WARM_UP) / 2);
            turn(listened, arguments.positive(WARM_UP) / 2);
            awaitHandedOver(listened);
            for (int i = 0; i < arguments.positive(ROUNDS); i++) {
                if (i % 2 == 0) {
                    double without = turn(silent, millis);
                    note(listenedTurn(listened, millis), without);
                } else {
                    double with = listenedTurn(listened, millis);
                    note(with, turn(silent, millis));
                }
            }
        }
        return report(loadBefore);
    }

    private void note(double with, double without) {
        sent.add(with);
        sendsAsMultiple.add(with / without);
    }

    /** Returns the messages per second; notes how many events the listener was told of per second, from the first message until it had all. */
    private double listenedTurn(EngineContender listened, int millis) throws Exception {
        long before = told.sum();
        long start = System.nanoTime();
        double perSecond = turn(listened, millis);
        awaitHandedOver(listened);
        handedOver.add((told.sum() - before) * 1e9 / (System.nanoTime() - start));
        return perSecond;
    }

    private static void awaitHandedOver(EngineContender listened) {
        long end = System.nanoTime() + GIVEN_UP_AFTER_NANOS;
        while (listened.waitingEvents(LISTENER) > 0) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("the listener was not told of all events within five minutes");
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }

    private double turn(Contender contender, int millis) throws Exception {
        return Turn.of(
                        contender,
                        arguments.positive(SENDERS),
                        SenderThreads.PLATFORM,
                        Duration.ofMillis(millis),
                        database)
                .perSecond();
    }

    private LoadReport report(double loadBefore) throws SQLException {
        Spread ratios = Spread.of(sendsAsMultiple);
        return new LoadReport(
                new Environment(database.version(), database.settings(), loadBefore, Environment.load()),
                arguments.text(SENDERS) + " senders; " + arguments.text(ROUNDS) + " rounds",
                List.of(),
                List.of(
                        new LoadReport.Figure(
                                "messages per second with the listener",
                                Spread.of(sent).median(),
                                ""),
                        new LoadReport.Figure("as multiple of those without", ratios.median(), "x"),
                        new LoadReport.Figure("as multiple of those without, least", ratios.min(), "x"),
                        new LoadReport.Figure("as multiple of those without, most", ratios.max(), "x"),
                        new LoadReport.Figure(
                                "events per second that the listener is told of",
                                Spread.of(handedOver).median(),
                                "")),
                List.of());
    }
}
