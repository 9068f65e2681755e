package dev.helpline.benchmarks;

import com.zaxxer.hikari.HikariDataSource;
import dev.helpline.chat.core.ChatEngine;
import dev.helpline.chat.core.CustomerChat;
import dev.helpline.chat.core.message.SendMessage;
import dev.helpline.chat.core.policy.ChatPolicy;
import dev.helpline.chat.core.poll.PollRequest;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.auth.Principal;
import dev.helpline.chat.store.jdbc.JdbcChatStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/**
 * Measures memory: of polls that wait, beside requests that are parked by a servlet of the same server, and of sessions that an engine keeps
 * in memory while their clients poll now and then. Memory is what is left on the heap after a garbage collection.
 */
final class MemoryBenchmark {
    private static final String POLLS = "--polls";
    private static final String SESSIONS = "--sessions";
    private static final String ROUNDS = "--rounds";
    private static final String WAIT = "--wait";

    static final Map<String, String> OPTIONS = Map.of(POLLS, "2000", SESSIONS, "20000", ROUNDS, "5", WAIT, "25");

    private static final int CONNECTIONS = 8;
    private static final long PLACES_SETTLE_NANOS = TimeUnit.SECONDS.toNanos(3);
    private static final double PARKED_GOAL = 1.3;
    private static final double SESSION_GOAL_BYTES = 512;

    private final Arguments arguments;

    private MemoryBenchmark(Arguments arguments) {
        this.arguments = arguments;
    }

    /** Measures polls on a server over the store in memory, and sessions in this process over PostgreSQL. */
    static LoadReport run(Arguments arguments) throws Exception {
        return new MemoryBenchmark(arguments).run();
    }

    private LoadReport run() throws Exception {
        double loadBefore = Environment.load();
        List<Double> chat = new ArrayList<>();
        List<Double> bare = new ArrayList<>();
        measureParked(chat, bare);
        double session = bytesPerSession();
        Spread ratio = Spread.of(IntStream.range(0, chat.size())
                .mapToObj(i -> chat.get(i) / bare.get(i))
                .toList());
        return new LoadReport(
                new Environment("memory; sessions over PostgreSQL", "", loadBefore, Environment.load()),
                arguments.text(POLLS) + " waiting polls, " + arguments.text(SESSIONS) + " idle sessions",
                List.of(),
                List.of(
                        new LoadReport.Figure(
                                "a poll that waits", Spread.of(chat).median(), "bytes"),
                        new LoadReport.Figure(
                                "a request parked by a bare servlet",
                                Spread.of(bare).median(),
                                "bytes"),
                        new LoadReport.Figure("least ratio", ratio.min(), "x"),
                        new LoadReport.Figure("greatest ratio", ratio.max(), "x"),
                        new LoadReport.Figure("an idle session in the engine", session, "bytes")),
                List.of(
                        Goal.atMost("a waiting poll as multiple of a parked request", PARKED_GOAL, ratio.median()),
                        Goal.atMost("bytes of an idle session", SESSION_GOAL_BYTES, session)));
    }

    private void measureParked(List<Double> chat, List<Double> bare) throws Exception {
        Tokens tokens = Tokens.random();
        try (ChatServerProcess server = ChatServerProcess.start(ChatServer.MEMORY, tokens)) {
            int port = server.address().getPort();
            List<HttpSession> sessions = Parallel.forEach(
                    arguments.positive(POLLS),
                    () -> new HttpConnection(port),
                    (connection, number) -> HttpSession.start(connection, tokens));
            awaitPlaces(port, sessions);
            // the first round of each fills pools and caches that stay
            for (int i = 0; i <= arguments.positive(ROUNDS); i++) {
                double poll = bytesPerRequest(server, polls(port, sessions));
                double parked = bytesPerRequest(server, requests(sessions));
                if (i > 0) {
                    chat.add(poll);
                    bare.add(parked);
                }
            }
        }
    }

    /**
     * Waits until no session gets a place in the queue any more, which would be news to a poll that waits. The server gives places once a
     * second, or a while later if the queue is long.
     */
    private static void awaitPlaces(int port, List<HttpSession> sessions) throws Exception {
        Parallel.forEach(
                sessions.size(),
                () -> new HttpConnection(port),
                (connection, i) -> sessions.get(i).placed(connection));
        LockSupport.parkNanos(PLACES_SETTLE_NANOS);
    }

    /** Returns polls that have nothing to report: that a customer is present again is news to their own first polls. */
    private List<byte[]> polls(int port, List<HttpSession> sessions) throws Exception {
        return Parallel.forEach(sessions.size(), () -> new HttpConnection(port), (connection, i) -> {
            HttpSession session = sessions.get(i).polled(connection).polled(connection);
            return HttpConnection.get(session.pollPath() + "&wait=" + arguments.positive(WAIT), session.token());
        });
    }

    private static List<byte[]> requests(List<HttpSession> sessions) {
        return sessions.stream()
                .map(session -> HttpConnection.get("/mailbox/" + session.id(), session.token()))
                .toList();
    }

    /** Returns how much more memory the server uses while these requests wait for their replies, for each, with its connection. */
    private static double bytesPerRequest(ChatServerProcess server, List<byte[]> requests) throws IOException {
        long before = server.usedHeap();
        List<HttpConnection> connections = new ArrayList<>();
        try {
            for (byte[] request : requests) {
                HttpConnection connection = new HttpConnection(server.address().getPort());
                connections.add(connection);
                connection.send(request);
            }
            server.awaitParked(requests.size());
            return (double) (server.usedHeap() - before) / requests.size();
        } finally {
            for (HttpConnection connection : connections) {
                connection.close();
            }
            server.release();
            server.awaitParked(0);
        }
    }

    private double bytesPerSession() throws Exception {
        int number = arguments.positive(SESSIONS);
        try (Database database = Database.start("postgres");
                HikariDataSource pool = database.pool(CONNECTIONS, true);
                JdbcChatStore store = JdbcChatStore.builder(pool).build()) {
            ChatPolicy policy = ChatPolicy.builder()
                    .customerMessages(null)
                    .newSessions(null)
                    .build();
            List<SessionId> sessions = new ArrayList<>();
            try (ChatEngine engine = ChatEngine.builder(store).policy(policy).build()) {
                for (int i = 0; i < number; i++) {
                    CustomerChat customer = customer(engine, i);
                    SessionId session = Sessions.start(customer);
                    customer.send(SendMessage.of(session, Conversation.TEXT));
                    sessions.add(session);
                }
            }
            try (ChatEngine engine = ChatEngine.builder(store).policy(policy).build()) {
                poll(engine, sessions, 0, 1000); // fills what exists once for all sessions
                long before = ChatServer.usedHeap();
                poll(engine, sessions, 1000, number);
                return (double) (ChatServer.usedHeap() - before) / (number - 1000);
            }
        }
    }

    /** Polls twice: for the cursor, and once more as clients do from then on. */
    private static void poll(ChatEngine engine, List<SessionId> sessions, int from, int to) {
        for (int i = from; i < to; i++) {
            CustomerChat customer = customer(engine, i);
            String cursor =
                    customer.poll(PollRequest.everything(sessions.get(i), null)).cursor();
            customer.poll(PollRequest.everything(sessions.get(i), cursor));
        }
    }

    private static CustomerChat customer(ChatEngine engine, int number) {
        return engine.customer(Principal.customer("customer-" + number, "Ada"));
    }
}
