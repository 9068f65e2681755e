package dev.helpline.benchmarks;

import com.zaxxer.hikari.HikariDataSource;
import dev.helpline.chat.core.ChatEngine;
import dev.helpline.chat.core.CustomerChat;
import dev.helpline.chat.core.message.SendMessage;
import dev.helpline.chat.core.policy.ChatPolicy;
import dev.helpline.chat.spi.auth.Principal;
import dev.helpline.chat.store.jdbc.JdbcChatStore;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * Measures how soon all clients have caught up after their server was killed and started again, and how often the new server reads the
 * database for that. Each client has missed one message.
 */
final class RestartBenchmark {
    private static final String CLIENTS = "--clients";
    private static final String ROUNDS = "--rounds";

    static final Map<String, String> OPTIONS = Map.of(CLIENTS, "10000", ROUNDS, "3");

    private static final int CONNECTIONS = 8;
    private static final double SECONDS_GOAL = 5;
    private static final double READS_GOAL = 1;
    private static final String MISSED = "What you have missed: ";

    private final Tokens tokens = Tokens.random();
    private final int clients;
    private final Database database;
    private final List<CustomerChat> customers = new ArrayList<>();
    private List<HttpSession> sessions = List.of();

    /** The result of one restart. */
    private record Round(double seconds, double readsPerSession, Histogram latencies) {}

    private RestartBenchmark(int clients, Database database) {
        this.clients = clients;
        this.database = database;
    }

    /** Starts a PostgreSQL, and servers over it, one after the other. */
    static LoadReport run(Arguments arguments) throws Exception {
        double loadBefore = Environment.load();
        List<Round> rounds = new ArrayList<>();
        try (Database database = Database.start("postgres");
                HikariDataSource pool = database.pool(CONNECTIONS, true);
                JdbcChatStore store = JdbcChatStore.builder(pool).build();
                ChatEngine engine =
                        ChatEngine.builder(store).policy(unlimited()).build()) {
            RestartBenchmark benchmark = new RestartBenchmark(arguments.positive(CLIENTS), database);
            benchmark.startSessions(engine);
            for (int i = 1; i <= arguments.positive(ROUNDS); i++) {
                rounds.add(benchmark.restart(MISSED + i));
            }
            return report(arguments, database, loadBefore, rounds);
        }
    }

    private static ChatPolicy unlimited() {
        return ChatPolicy.builder().customerMessages(null).newSessions(null).build();
    }

    private void startSessions(ChatEngine engine) throws Exception {
        for (int i = 0; i < clients; i++) {
            customers.add(engine.customer(Principal.customer("customer-" + i, "Ada")));
        }
        sessions = Parallel.forEach(clients, Nothing::new, (nothing, i) -> {
            String id = Sessions.start(customers.get(i)).value();
            return new HttpSession(id, tokens.customer("customer-" + i), "");
        });
    }

    private Round restart(String text) throws Exception {
        try (ChatServerProcess first = ChatServerProcess.start(database.url(), tokens)) {
            int port = first.address().getPort();
            sessions = Parallel.forEach(
                    clients,
                    () -> new HttpConnection(port),
                    (connection, i) -> sessions.get(i).polled(connection));
            first.kill();
        }
        Parallel.forEach(
                clients,
                Nothing::new,
                (nothing, i) ->
                        customers.get(i).send(SendMessage.of(sessions.get(i).sessionId(), text)));
        try (ChatServerProcess second = ChatServerProcess.start(database.url(), tokens)) {
            return catchUp(second, text);
        }
    }

    /** Each client connects and polls; all of them keep their connections. */
    private Round catchUp(ChatServerProcess server, String text) throws Exception {
        List<HttpConnection> connections = Collections.synchronizedList(new ArrayList<>());
        int port = server.address().getPort();
        long readsBefore = server.borrowedConnections();
        long start = System.nanoTime();
        try {
            List<Long> caughtUp = Parallel.forEach(clients, Nothing::new, (nothing, i) -> {
                HttpConnection connection = new HttpConnection(port);
                connections.add(connection);
                HttpSession session = sessions.get(i);
                byte[] poll = HttpConnection.get(session.pollPath() + "&include=own", session.token());
                if (!connection.call(poll).expectOk().text().contains(text)) {
                    throw new IllegalStateException("session " + session.id() + " misses a message");
                }
                return System.nanoTime() - start;
            });
            long reads = server.borrowedConnections() - readsBefore;
            Histogram latencies = Turn.newHistogram();
            caughtUp.forEach(latencies::recordValue);
            return new Round(latencies.getMaxValue() / 1e9, (double) reads / clients, latencies);
        } finally {
            for (HttpConnection connection : connections) {
                connection.close();
            }
        }
    }

    private static LoadReport report(Arguments arguments, Database database, double loadBefore, List<Round> rounds)
            throws Exception {
        List<LoadReport.Line> lines = new ArrayList<>();
        for (int i = 0; i < rounds.size(); i++) {
            lines.add(LoadReport.Line.of(
                    "restart " + (i + 1) + ", until a client had caught up",
                    rounds.get(i).latencies()));
        }
        Spread seconds = Spread.of(rounds.stream().map(Round::seconds).toList());
        Spread reads = Spread.of(rounds.stream().map(Round::readsPerSession).toList());
        return new LoadReport(
                new Environment(database.version(), database.settings(), loadBefore, Environment.load()),
                arguments.text(CLIENTS) + " clients, " + arguments.text(ROUNDS) + " restarts",
                lines,
                List.of(new LoadReport.Figure("reads per session, most", reads.max(), "")),
                List.of(
                        Goal.atMost("seconds until all clients had caught up", SECONDS_GOAL, seconds.median()),
                        Goal.atMost("reads per session", READS_GOAL, reads.median())));
    }

    /** For tasks that need nothing to be opened. */
    private static final class Nothing implements Closeable {
        @Override
        public void close() throws IOException {}
    }
}
