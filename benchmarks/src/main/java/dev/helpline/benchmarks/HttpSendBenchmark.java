package dev.helpline.benchmarks;

import dev.helpline.chat.spi.SessionId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Measures how fast a server stores messages durably, beside the two things that it cannot do without: a constant reply of the same Jetty
 * to a request of the same size, and batches written by hand. Both share the processors, so a server that did nothing else would need the
 * sum of their times for a message; that sum is the floor <em>both</em>. On request the peer in Node.js stores the same messages.
 */
final class HttpSendBenchmark {
    private static final double LEAST_OF_BOTH = 0.45;
    private static final double LEAST_OF_NODE = 10;

    private final Database database;

    /** Where the floor writes: the same server, or an embedded database of its own, since two processes cannot open one. */
    private final Database floorDatabase;

    private final HttpOptions options;
    private final Tokens tokens = Tokens.random();

    private HttpSendBenchmark(Database database, Database floorDatabase, HttpOptions options) {
        this.database = database;
        this.floorDatabase = floorDatabase;
        this.options = options;
    }

    /** Measures on a database. */
    static HttpReport on(Database database, HttpOptions options) throws Exception {
        if (database.server().isPresent()) {
            return new HttpSendBenchmark(database, database, options).run();
        }
        try (Database another = new H2Database()) {
            return new HttpSendBenchmark(database, another, options).run();
        }
    }

    private HttpReport run() throws Exception {
        double loadBefore = Environment.load();
        List<HttpReport.Line> lines = measure();
        Environment environment =
                new Environment(database.version(), database.settings(), loadBefore, Environment.load());
        return new HttpReport(environment, options, lines, goals(lines));
    }

    private List<HttpReport.Line> measure() throws Exception {
        List<HttpSession> sessions;
        HttpRequests messages;
        List<HttpReport.Line> lines;
        try (ChatServerProcess chat = ChatServerProcess.start(database.url(), tokens);
                ServerProcess node = options.node() ? NodeServer.start(Optional.of(database)) : null;
                Batches batches = Batches.fastest(floorDatabase, options)) {
            sessions = HttpSession.start(chat.process().address(), tokens, options.sessions());
            chat.replyLike("send", sessions.get(0).send(chat.process().address(), Conversation.newId()));
            messages = HttpRequests.messages(sessions, "");
            HttpRequests nodeMessages = node == null ? null : HttpRequests.messages(peerSessions(node), "");
            List<HttpContender> contenders = new ArrayList<>();
            contenders.add(calls("chat", chat.process(), messages));
            contenders.add(calls("constant", chat.process(), HttpRequests.messages(sessions, "/constant/send")));
            contenders.add(batches);
            if (node != null && nodeMessages != null) {
                contenders.add(calls("node", node, nodeMessages));
            }
            HttpContest.warmUp(contenders, options);
            List<List<HttpTurn>> turns = HttpContest.run(contenders, options);
            if (nodeMessages != null) {
                requireStored(
                        "node",
                        nodeMessages.returned() + options.sessions(),
                        Long.parseLong(database.query("select count(*) from chat_messages")));
            }
            lines = lines(contenders, turns);
        }
        List<SessionId> ids =
                sessions.stream().map(session -> new SessionId(session.id())).toList();
        // each session began with two messages, and the first one got the message whose reply the constant one is like
        long others = 2L * options.sessions() + 1;
        requireStored("the chat", messages.returned() + others, Sessions.messagesIn(database, ids));
        return lines;
    }

    private List<HttpSession> peerSessions(ServerProcess server) throws Exception {
        return HttpSession.startOnPeer(server.address(), tokens, options.sessions());
    }

    private HttpCalls calls(String name, ServerProcess server, HttpRequests requests) {
        return new HttpCalls(name, server, database.server().stream().toList(), requests);
    }

    private static List<HttpReport.Line> lines(List<HttpContender> contenders, List<List<HttpTurn>> turns) {
        List<String> names =
                new ArrayList<>(contenders.stream().map(HttpContender::name).toList());
        List<List<HttpTurn>> all = new ArrayList<>(turns);
        names.add("both");
        all.add(IntStream.range(0, turns.get(0).size())
                .mapToObj(i -> both(turns.get(1).get(i), turns.get(2).get(i)))
                .toList());
        return HttpReport.lines(names, all);
    }

    /** Returns only the rate of the sum of both times. */
    static HttpTurn both(HttpTurn constant, HttpTurn batch) {
        double perSecond = 1 / (1 / constant.perSecond() + 1 / batch.perSecond());
        return new HttpTurn(1, perSecond, new Cpu(0, 0), 0, Turn.newHistogram());
    }

    private static void requireStored(String name, long acknowledged, long stored) {
        if (acknowledged != stored) {
            throw new IllegalStateException(
                    name + " acknowledged " + acknowledged + " messages, but the database has " + stored);
        }
    }

    private static List<Goal.Verdict> goals(List<HttpReport.Line> lines) {
        List<Goal.Verdict> goals = new ArrayList<>();
        for (HttpReport.Line line : lines) {
            double throughput = line.chatMultiple().median();
            if (line.name().equals("both")) {
                goals.add(Goal.atLeast("messages/s as multiple of both", LEAST_OF_BOTH, throughput));
            } else if (line.name().equals("node")) {
                goals.add(Goal.atLeast("messages/s as multiple of node", LEAST_OF_NODE, throughput));
            }
        }
        return goals;
    }

    /** The floor that writes batches by hand, without HTTP. */
    private record Batches(Contender floor, Database database) implements HttpContender, AutoCloseable {
        /** Warms up and tries the settings, as the comparison without HTTP does. */
        static Batches fastest(Database database, HttpOptions options) throws Exception {
            Options trials = new Options(
                    List.of(options.connections()),
                    SenderThreads.PLATFORM,
                    Duration.ofMillis(options.warmUpMillis()),
                    1,
                    Duration.ofMillis(options.roundMillis()),
                    "",
                    null);
            return new Batches(Contest.fastestBatch(database, trials), database);
        }

        @Override
        public String name() {
            return floor.name();
        }

        @Override
        public HttpTurn turn(int connections, long millis) throws Exception {
            Turn turn = Turn.of(floor, connections, SenderThreads.PLATFORM, Duration.ofMillis(millis), database);
            Cpu cpu = new Cpu(turn.cpu().clientMicros(), 0);
            return new HttpTurn(
                    turn.messages(), turn.perSecond(), cpu, turn.cpu().serverMicros(), turn.latencies());
        }

        @Override
        public void close() {
            floor.close();
        }
    }
}
