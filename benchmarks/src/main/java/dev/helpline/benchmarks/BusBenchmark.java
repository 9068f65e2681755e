package dev.helpline.benchmarks;

import com.zaxxer.hikari.HikariDataSource;
import dev.helpline.chat.core.AgentDesk;
import dev.helpline.chat.core.ChatEngine;
import dev.helpline.chat.core.CustomerChat;
import dev.helpline.chat.core.message.SendMessage;
import dev.helpline.chat.core.policy.ChatPolicy;
import dev.helpline.chat.core.poll.PollAnswer;
import dev.helpline.chat.core.poll.PollRequest;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.auth.Principal;
import dev.helpline.chat.spi.auth.Role;
import dev.helpline.chat.spi.cluster.ClusterBus;
import dev.helpline.chat.spi.entry.Entry;
import dev.helpline.chat.store.jdbc.JdbcChatStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * Measures how soon a message that was sent on one node reaches an agent who waits on another node over the same database, with a cluster
 * bus and without; and what publishing costs senders. Nodes with and without a bus take turns.
 */
final class BusBenchmark {
    private static final String BUS = "--bus";
    private static final String SESSIONS = "--sessions";
    private static final String RATE = "--rate";
    private static final String ROUNDS = "--rounds";
    private static final String SECONDS = "--seconds";
    private static final String SENDERS = "--senders";
    private static final String MILLIS = "--millis";
    private static final String WARM_UP = "--warm-up";

    static final Map<String, String> OPTIONS = Map.of(
            BUS, "postgres",
            SESSIONS, "50",
            RATE, "50",
            ROUNDS, "7",
            SECONDS, "5",
            SENDERS, "64",
            MILLIS, "3000",
            WARM_UP, "20");

    private static final int CONNECTIONS = 8;
    private static final long GIVEN_UP_AFTER_SECONDS = 60;
    private static final double MEDIAN_GOAL_MILLIS = 5;

    /** A node without a bus asks the store every second for what other nodes have changed; to that comes the time of its query. */
    private static final double LATEST_GOAL_MILLIS = 1050;

    private static final double SEND_GOAL = 0.95;

    private final Arguments arguments;
    private final Database database;

    private BusBenchmark(Arguments arguments, Database database) {
        this.arguments = arguments;
        this.database = database;
    }

    /** Starts a PostgreSQL, and a Redis if the bus needs one. */
    static LoadReport run(Arguments arguments) throws Exception {
        try (Database database = Database.start("postgres");
                Bus bus = Bus.start(arguments.text(BUS), database)) {
            return new BusBenchmark(arguments, database).run(bus);
        }
    }

    private LoadReport run(Bus bus) throws Exception {
        double loadBefore = Environment.load();
        int senders = arguments.positive(SENDERS);
        try (Pair with = new Pair(bus);
                Pair without = new Pair(null);
                EngineContender publishing = new EngineContender(database, senders, bus.node());
                EngineContender silent = new EngineContender(database, senders)) {
            warmUp(with, without, publishing, silent);
            List<Double> ratios = new ArrayList<>();
            List<Double> perSecond = new ArrayList<>();
            for (int i = 0; i < arguments.positive(ROUNDS); i++) {
                with.send(arguments.positive(SECONDS));
                without.send(arguments.positive(SECONDS));
                boolean silentFirst = i % 2 == 0;
                double first = turn(silentFirst ? silent : publishing, arguments.positive(MILLIS));
                double second = turn(silentFirst ? publishing : silent, arguments.positive(MILLIS));
                ratios.add(silentFirst ? second / first : first / second);
                perSecond.add(silentFirst ? second : first);
            }
            return report(loadBefore, with, without, Spread.of(ratios), Spread.of(perSecond));
        }
    }

    private void warmUp(Pair with, Pair without, EngineContender publishing, EngineContender silent) throws Exception {
        int seconds = arguments.positive(WARM_UP);
        with.send(seconds);
        without.send(seconds);
        turn(publishing, seconds * 500);
        turn(silent, seconds * 500);
        with.forget();
        without.forget();
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

    private LoadReport report(double loadBefore, Pair with, Pair without, Spread ratios, Spread perSecond)
            throws Exception {
        return new LoadReport(
                new Environment(database.version(), database.settings(), loadBefore, Environment.load()),
                arguments.text(BUS) + " as bus; " + arguments.text(RATE) + " messages/s to " + arguments.text(SESSIONS)
                        + " sessions; " + arguments.text(SENDERS) + " senders; " + arguments.text(ROUNDS) + " rounds",
                List.of(
                        LoadReport.Line.of("with the bus, since the send", with.sinceSend),
                        LoadReport.Line.of("with the bus, since the commit was acknowledged", with.sinceCommit),
                        LoadReport.Line.of("without, since the send", without.sinceSend),
                        LoadReport.Line.of("without, since the commit was acknowledged", without.sinceCommit)),
                List.of(
                        new LoadReport.Figure("messages stored per second with the bus", perSecond.median(), ""),
                        new LoadReport.Figure("as multiple of those without, least", ratios.min(), "x"),
                        new LoadReport.Figure("as multiple of those without, most", ratios.max(), "x")),
                List.of(
                        Goal.atMost(
                                "with the bus: p50 since the send, in ms,",
                                MEDIAN_GOAL_MILLIS,
                                with.sinceSend.getValueAtPercentile(50) / 1e6),
                        Goal.atMost(
                                "without: the latest since its commit, in ms,",
                                LATEST_GOAL_MILLIS,
                                without.sinceCommit.getMaxValue() / 1e6),
                        Goal.atLeast("messages/s as multiple of those without the bus", SEND_GOAL, ratios.median())));
    }

    /** One node with an engine over the database. */
    private final class Node implements AutoCloseable {
        private final HikariDataSource pool = database.pool(CONNECTIONS, true);
        private final JdbcChatStore store = JdbcChatStore.builder(pool).build();
        private final @Nullable ClusterBus bus;
        private final ChatEngine engine;

        Node(@Nullable ClusterBus bus) {
            this.bus = bus;
            ChatPolicy policy = ChatPolicy.builder()
                    .customerMessages(null)
                    .newSessions(null)
                    .build();
            ChatEngine.Builder builder = ChatEngine.builder(store).policy(policy);
            engine = bus == null ? builder.build() : builder.clusterBus(bus).build();
        }

        @Override
        public void close() {
            engine.close();
            if (bus != null) {
                bus.close();
            }
            store.close();
            pool.close();
        }
    }

    /** Two nodes: customers send on one, and an agent waits for them on the other. */
    private final class Pair implements AutoCloseable {
        private final Node sending;
        private final Node waiting;
        private final List<CustomerChat> customers = new ArrayList<>();
        private final List<SessionId> sessions = new ArrayList<>();
        private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
        private final Histogram sinceSend = Turn.newHistogram();
        private final Histogram sinceCommit = Turn.newHistogram();
        private volatile Round round = new Round(0, 0);

        Pair(@Nullable Bus bus) {
            sending = new Node(bus == null ? null : bus.node());
            waiting = new Node(bus == null ? null : bus.node());
            AgentDesk agent = waiting.engine.agent(Principal.agent("grace", Role.AGENT, "Grace", "Support"));
            for (int i = 0; i < arguments.positive(SESSIONS); i++) {
                CustomerChat customer =
                        sending.engine.customer(Principal.customer("ada" + Conversation.newId(), "Ada"));
                customers.add(customer);
                sessions.add(Sessions.start(customer));
                poll(agent, sessions.get(i), null);
            }
        }

        @SuppressWarnings("FutureReturnValueIgnored") // it goes on until the engine is closed
        private void poll(AgentDesk agent, SessionId session, @Nullable String after) {
            agent.pollAsync(PollRequest.everything(session, after).waiting(PollRequest.MAX_WAIT))
                    .whenComplete((answer, thrown) -> {
                        if (thrown == null) {
                            hear(answer);
                            poll(agent, session, answer.cursor());
                        } else {
                            failure.compareAndSet(null, thrown);
                        }
                    });
        }

        private void hear(PollAnswer answer) {
            long now = System.nanoTime();
            for (Entry message : answer.messages()) {
                round.delivered(message.text(), now);
            }
        }

        /** Sends at the rate for so many seconds, one message after the other, and returns when all have been delivered. */
        @SuppressWarnings("FutureReturnValueIgnored") // a failure shows as a message that is not delivered
        void send(int seconds) throws InterruptedException {
            int rate = arguments.positive(RATE);
            Round current = new Round(round.number + 1, rate * seconds);
            round = current;
            long start = System.nanoTime();
            for (int i = 0; i < rate * seconds; i++) {
                long due = start + TimeUnit.SECONDS.toNanos(1) * i / rate;
                while (System.nanoTime() < due) {
                    LockSupport.parkNanos(due - System.nanoTime());
                }
                int message = i;
                current.due.set(i, due);
                int session = i % sessions.size();
                customers
                        .get(session)
                        .sendAsync(SendMessage.of(sessions.get(session), current.text(i)))
                        .whenComplete((entry, thrown) -> current.committed(message));
            }
            if (!current.over.await(GIVEN_UP_AFTER_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("a message was not delivered", failure.get());
            }
            for (int i = 0; i < rate * seconds; i++) {
                long delivered = current.delivered.get(i);
                sinceSend.recordValue(delivered - current.due.get(i));
                sinceCommit.recordValue(Math.max(0, delivered - current.committed.get(i)));
            }
        }

        void forget() {
            sinceSend.reset();
            sinceCommit.reset();
        }

        @Override
        public void close() {
            waiting.close();
            sending.close();
        }
    }

    /** The messages of one round, and when each was due, committed and delivered. */
    private static final class Round {
        private final int number;
        private final AtomicLongArray due;
        private final AtomicLongArray committed;
        private final AtomicLongArray delivered;
        private final CountDownLatch over;

        Round(int number, int messages) {
            this.number = number;
            due = new AtomicLongArray(messages);
            committed = new AtomicLongArray(messages);
            delivered = new AtomicLongArray(messages);
            over = new CountDownLatch(2 * messages);
        }

        String text(int message) {
            return number + ":" + message;
        }

        void committed(int message) {
            committed.set(message, System.nanoTime());
            over.countDown();
        }

        /** Ignores messages of other rounds, and those that were delivered before. */
        void delivered(String text, long now) {
            if (!text.startsWith(number + ":")) {
                return;
            }
            if (delivered.compareAndSet(Integer.parseInt(text.substring(text.indexOf(':') + 1)), 0, now)) {
                over.countDown();
            }
        }
    }
}
