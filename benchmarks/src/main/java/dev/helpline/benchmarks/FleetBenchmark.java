package dev.helpline.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;

/** Measures what many clients cost who poll every two seconds and find nothing new. */
final class FleetBenchmark {
    private static final String SESSIONS = "--sessions";
    private static final String CONNECTIONS = "--connections";
    private static final String INTERVAL = "--interval";
    private static final String WARM_UP = "--warm-up";
    private static final String ROUNDS = "--rounds";
    private static final String SECONDS = "--seconds";

    static final Map<String, String> OPTIONS = Map.of(
            SESSIONS, "20000",
            CONNECTIONS, "2000",
            INTERVAL, "2000",
            WARM_UP, "30",
            ROUNDS, "5",
            SECONDS, "10");

    /** Of all processors of the machine. */
    private static final double CPU_GOAL_PERCENT = 15;

    private static final double TAIL_GOAL_MILLIS = 10;

    private FleetBenchmark() {}

    /** Measures a server over the store in memory, in a process of its own. */
    static LoadReport run(Arguments arguments) throws Exception {
        double loadBefore = Environment.load();
        Tokens tokens = Tokens.random();
        try (ChatServerProcess server = ChatServerProcess.start(ChatServer.MEMORY, tokens)) {
            int port = server.address().getPort();
            List<HttpSession> sessions = Parallel.forEach(
                    arguments.positive(SESSIONS),
                    () -> new HttpConnection(port),
                    (connection, number) -> HttpSession.start(connection, tokens));
            List<byte[]> polls = polls(server, sessions);
            try (Fleet fleet = new Fleet(
                    server.address(), arguments.positive(CONNECTIONS), sessions.size(), arguments.positive(INTERVAL))) {
                fleet.run(polls, arguments.positive(WARM_UP));
                return measure(arguments, server, sessions, fleet, loadBefore);
            }
        }
    }

    /** Returns polls of clients who go on from the newest reply, as clients do: meanwhile their sessions may have got places in the queue. */
    private static List<byte[]> polls(ChatServerProcess server, List<HttpSession> sessions) throws Exception {
        int port = server.address().getPort();
        return Parallel.forEach(sessions.size(), () -> new HttpConnection(port), (connection, i) -> {
            HttpSession session = sessions.get(i).polled(connection);
            return HttpConnection.get(session.pollPath(), session.token());
        });
    }

    private static LoadReport measure(
            Arguments arguments, ChatServerProcess server, List<HttpSession> sessions, Fleet fleet, double loadBefore)
            throws Exception {
        int seconds = arguments.positive(SECONDS);
        List<LoadReport.Line> lines = new ArrayList<>();
        List<Double> percents = new ArrayList<>();
        List<Double> tails = new ArrayList<>();
        List<Double> micros = new ArrayList<>();
        for (int i = 1; i <= arguments.positive(ROUNDS); i++) {
            List<byte[]> polls = polls(server, sessions);
            Cpu.Meter before = Cpu.Meter.read(server.processes());
            Histogram latencies = fleet.run(polls, seconds);
            double used = Cpu.Meter.read(server.processes()).since(before).serverMicros();
            percents.add(used / 1e4 / seconds / Runtime.getRuntime().availableProcessors());
            micros.add(used / latencies.getTotalCount());
            tails.add(latencies.getValueAtPercentile(99) / 1e6);
            lines.add(LoadReport.Line.of("round " + i, latencies));
        }
        Spread percent = Spread.of(percents);
        return new LoadReport(
                new Environment("memory", "", loadBefore, Environment.load()),
                arguments.text(SESSIONS) + " sessions, each polled every " + arguments.text(INTERVAL) + " ms over "
                        + arguments.text(CONNECTIONS) + " connections",
                lines,
                List.of(
                        new LoadReport.Figure(
                                "processor time of the server per poll",
                                Spread.of(micros).median(),
                                "us"),
                        new LoadReport.Figure("share of the machine, least", percent.min(), "%"),
                        new LoadReport.Figure("share of the machine, most", percent.max(), "%")),
                List.of(
                        Goal.atMost("percent of the machine", CPU_GOAL_PERCENT, percent.median()),
                        Goal.atMost(
                                "p99 since a poll was due, in ms,",
                                TAIL_GOAL_MILLIS,
                                Spread.of(tails).median())));
    }
}
