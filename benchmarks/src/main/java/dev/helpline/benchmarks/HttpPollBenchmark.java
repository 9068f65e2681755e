package dev.helpline.benchmarks;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Measures how fast a server replies to polls that find nothing new, beside a constant reply of the same Jetty that has as many bytes
 * and the same headers.
 */
final class HttpPollBenchmark {
    private static final double LEAST_THROUGHPUT = 0.8;
    private static final double MOST_CPU = 1.3;

    /** Not 0, because the engine compares the versions of all followed sessions once a second, which is no poll's query. */
    private static final double MOST_BORROWED = 0.001;

    private final HttpOptions options;
    private final ChatServerProcess server;
    private final Tokens tokens;

    private HttpPollBenchmark(HttpOptions options, ChatServerProcess server, Tokens tokens) {
        this.options = options;
        this.server = server;
        this.tokens = tokens;
    }

    /** Measures on the store in memory. */
    static HttpReport inMemory(HttpOptions options) throws Exception {
        double loadBefore = Environment.load();
        Result result = over(ChatServer.MEMORY, options);
        Environment environment = new Environment("memory", "", loadBefore, Environment.load());
        return new HttpReport(environment, options, result.lines, goals(result.lines));
    }

    /** Measures on a database. */
    static HttpReport on(Database database, HttpOptions options) throws Exception {
        double loadBefore = Environment.load();
        Result result = over(database.url(), options);
        // an embedded database can be opened here only after the server has ended
        Environment environment =
                new Environment(database.version(), database.settings(), loadBefore, Environment.load());
        List<Goal.Verdict> goals = new ArrayList<>(goals(result.lines));
        goals.add(Goal.atMost("connections borrowed from the pool per poll", MOST_BORROWED, result.borrowedPerPoll));
        return new HttpReport(environment, options, result.lines, goals);
    }

    /** @param borrowedPerPoll how many connections the server borrowed from its pool in the meantime, per poll */
    private record Result(List<HttpReport.Line> lines, double borrowedPerPoll) {}

    private static Result over(String url, HttpOptions options) throws Exception {
        Tokens tokens = Tokens.random();
        try (ChatServerProcess server = ChatServerProcess.start(url, tokens)) {
            return new HttpPollBenchmark(options, server, tokens).run();
        }
    }

    private Result run() throws Exception {
        List<HttpSession> sessions = HttpSession.start(server.address(), tokens, options.sessions());
        server.replyLike("poll", sessions.get(0).poll(server.address()));
        List<HttpContender> contenders = List.of(
                contender("chat", sessions, HttpSession::pollPath),
                contender("constant", sessions, session -> "/constant/poll" + session.pollPath()));
        HttpContest.warmUp(contenders, options);
        long before = server.borrowedConnections();
        List<List<HttpTurn>> turns = HttpContest.run(contenders, options);
        long borrowed = server.borrowedConnections() - before;
        double polls = turns.get(0).stream().mapToDouble(HttpTurn::requests).sum();
        return new Result(HttpReport.lines(contenders, turns), borrowed / polls);
    }

    private HttpContender contender(String name, List<HttpSession> sessions, Function<HttpSession, String> path) {
        List<byte[]> requests = new ArrayList<>();
        for (HttpSession session : sessions) {
            requests.add(get(path.apply(session), session.token()));
        }
        return new HttpContender(name, server.address(), server.processes(), new InTurn(requests));
    }

    private byte[] get(String path, String token) {
        String host = server.address().getHostString() + ":" + server.address().getPort();
        return ("GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\nAuthorization: Bearer " + token
                        + "\r\nAccept: application/json\r\n\r\n")
                .getBytes(US_ASCII);
    }

    /** Returns the same requests again and again. Not thread-safe. */
    private static final class InTurn implements Supplier<byte[]> {
        private final List<byte[]> requests;
        private int next;

        InTurn(List<byte[]> requests) {
            this.requests = requests;
        }

        @Override
        public byte[] get() {
            byte[] request = requests.get(next);
            next = (next + 1) % requests.size();
            return request;
        }
    }

    private static List<Goal.Verdict> goals(List<HttpReport.Line> lines) {
        HttpReport.Line constant = HttpReport.line(lines, "constant");
        return List.of(
                Goal.atLeast(
                        "polls/s as multiple of constant",
                        LEAST_THROUGHPUT,
                        constant.chatMultiple().median()),
                Goal.atMost(
                        "processor time of the server as multiple of constant",
                        MOST_CPU,
                        constant.chatCpuMultiple().median()));
    }
}
