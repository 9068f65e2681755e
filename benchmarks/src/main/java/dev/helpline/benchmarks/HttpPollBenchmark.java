package dev.helpline.benchmarks;

import static java.util.Objects.requireNonNull;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Measures how fast a server replies to polls that find nothing new, beside a constant reply of the same Jetty that has as many bytes
 * and the same headers, and on request beside the peer in Node.js.
 */
final class HttpPollBenchmark {
    private static final double LEAST_THROUGHPUT = 0.8;
    private static final double MOST_CPU = 1.3;
    private static final double LEAST_OF_NODE = 40;

    /** Not 0, because the engine compares the versions of all followed sessions once a second, which is no poll's query. */
    private static final double MOST_BORROWED = 0.001;

    private final HttpOptions options;
    private final Tokens tokens = Tokens.random();
    private final List<HttpContender> contenders = new ArrayList<>();

    private HttpPollBenchmark(HttpOptions options) {
        this.options = options;
    }

    /** Measures on the store in memory. */
    static HttpReport inMemory(HttpOptions options) throws Exception {
        double loadBefore = Environment.load();
        Result result = new HttpPollBenchmark(options).run(ChatServer.MEMORY, Optional.empty());
        Environment environment = new Environment("memory", "", loadBefore, Environment.load());
        return new HttpReport(environment, options, result.lines, goals(result.lines));
    }

    /** Measures on a database. */
    static HttpReport on(Database database, HttpOptions options) throws Exception {
        double loadBefore = Environment.load();
        Result result = new HttpPollBenchmark(options).run(database.url(), Optional.of(database));
        // an embedded database can be opened here only after the server has ended
        Environment environment =
                new Environment(database.version(), database.settings(), loadBefore, Environment.load());
        List<Goal.Verdict> goals = new ArrayList<>(goals(result.lines));
        goals.add(Goal.atMost("connections borrowed from the pool per poll", MOST_BORROWED, result.borrowedPerPoll));
        return new HttpReport(environment, options, result.lines, goals);
    }

    /** @param borrowedPerPoll how many connections the server borrowed from its pool in the meantime, per poll */
    private record Result(List<HttpReport.Line> lines, double borrowedPerPoll) {}

    private Result run(String url, Optional<Database> database) throws Exception {
        List<ProcessHandle> processes =
                database.flatMap(Database::server).stream().toList();
        try (ChatServerProcess chat = ChatServerProcess.start(url, tokens);
                ServerProcess node = options.node() ? NodeServer.start(database) : null) {
            InetSocketAddress address = chat.process().address();
            List<HttpSession> sessions = HttpSession.start(address, tokens, options.sessions());
            chat.replyLike("poll", sessions.get(0).caughtUp(address).poll(address));
            contenders.add(new HttpPolls("chat", chat.process(), processes, sessions, ""));
            contenders.add(new HttpPolls("constant", chat.process(), processes, sessions, "/constant/poll"));
            if (node != null) {
                List<HttpSession> peerSessions = HttpSession.startOnPeer(node.address(), tokens, options.sessions());
                contenders.add(new HttpCalls("node", node, processes, HttpRequests.polls(peerSessions, "")));
            }
            return measure(chat);
        }
    }

    private Result measure(ChatServerProcess chat) throws Exception {
        HttpContest.warmUp(contenders, options);
        long before = chat.borrowedConnections();
        List<List<HttpTurn>> turns = HttpContest.run(contenders, options);
        long borrowed = chat.borrowedConnections() - before;
        double polls = turns.get(0).stream().mapToDouble(HttpTurn::requests).sum();
        return new Result(
                HttpReport.lines(contenders.stream().map(HttpContender::name).toList(), turns), borrowed / polls);
    }

    private static List<Goal.Verdict> goals(List<HttpReport.Line> lines) {
        List<Goal.Verdict> goals = new ArrayList<>();
        for (HttpReport.Line line : lines) {
            double throughput = line.chatMultiple().median();
            if (line.name().equals("constant")) {
                goals.add(Goal.atLeast("polls/s as multiple of constant", LEAST_THROUGHPUT, throughput));
                goals.add(Goal.atMost(
                        "processor time of the server as multiple of constant",
                        MOST_CPU,
                        requireNonNull(line.chatCpuMultiple()).median()));
            } else if (line.name().equals("node")) {
                goals.add(Goal.atLeast("polls/s as multiple of node", LEAST_OF_NODE, throughput));
            }
        }
        return goals;
    }
}
