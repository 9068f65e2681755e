package dev.helpline.benchmarks;

import com.zaxxer.hikari.HikariDataSource;
import dev.helpline.chat.core.AgentDesk;
import dev.helpline.chat.core.ChatEngine;
import dev.helpline.chat.core.CustomerChat;
import dev.helpline.chat.core.board.BoardAnswer;
import dev.helpline.chat.core.board.BoardRequest;
import dev.helpline.chat.core.memory.MemoryChatStore;
import dev.helpline.chat.core.message.SendMessage;
import dev.helpline.chat.core.policy.ChatPolicy;
import dev.helpline.chat.core.session.SessionSummary;
import dev.helpline.chat.core.subscription.Receiver;
import dev.helpline.chat.core.subscription.SubscriptionEnd;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.auth.Principal;
import dev.helpline.chat.spi.auth.Role;
import dev.helpline.chat.spi.entry.Entry;
import dev.helpline.chat.spi.store.ChatStore;
import dev.helpline.chat.store.jdbc.JdbcChatStore;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * Measures how soon all agents who watch the board hear of a change. Customers send messages at a fixed rate, whether the engine keeps up or
 * not, and latency counts from the moment at which a message was due: so a pause of the engine counts for all messages that were due in it.
 */
final class BoardBenchmark {
    private static final int STARTERS = 16;
    private static final int CONNECTIONS = 8;

    /** Far more than the slowest change may take. */
    private static final long GIVEN_UP_AFTER_SECONDS = 60;

    private final BoardOptions options;
    private final ChatEngine engine;
    private final @Nullable Database database;
    private final CountDownLatch caughtUp;
    private final List<CustomerChat> customers = new ArrayList<>();

    /** The session of each customer. */
    private final List<SessionId> sessions = new ArrayList<>();

    private final List<Change> changes;
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    /** The answers, by identity: agents share them. */
    private final Set<BoardAnswer> answers =
            Collections.synchronizedSet(Collections.newSetFromMap(new IdentityHashMap<>()));

    /** One message, and how many agents have not heard of it. Its text is its index. */
    private static final class Change {
        private final AtomicInteger unaware;
        private volatile long dueNanos;
        private volatile long storedNanos;
        private volatile long toldNanos;

        Change(int agents) {
            unaware = new AtomicInteger(agents);
        }

        void heard() {
            if (unaware.decrementAndGet() == 0) {
                toldNanos = System.nanoTime();
            }
        }
    }

    private BoardBenchmark(BoardOptions options, ChatEngine engine, @Nullable Database database) {
        this.options = options;
        this.engine = engine;
        this.database = database;
        this.caughtUp = new CountDownLatch(options.agents());
        this.changes = new ArrayList<>();
        int warmUp = options.changes() * options.seconds() / 2;
        for (int i = 0; i < warmUp + options.changes() * options.seconds(); i++) {
            changes.add(new Change(options.agents()));
        }
    }

    /** Measures on the store in memory. */
    static BoardReport inMemory(BoardOptions options) throws Exception {
        try (ChatStore store = new MemoryChatStore()) {
            return over(store, options, null);
        }
    }

    /** Measures on a database. */
    static BoardReport on(Database database, BoardOptions options) throws Exception {
        try (HikariDataSource pool = database.pool(CONNECTIONS, true);
                JdbcChatStore store = JdbcChatStore.builder(pool).build()) {
            return over(store, options, database);
        }
    }

    private static BoardReport over(ChatStore store, BoardOptions options, @Nullable Database database)
            throws Exception {
        ChatPolicy policy =
                ChatPolicy.builder().customerMessages(null).newSessions(null).build();
        try (ChatEngine engine = ChatEngine.builder(store).policy(policy).build()) {
            return new BoardBenchmark(options, engine, database).run();
        }
    }

    private BoardReport run() throws Exception {
        double loadBefore = Environment.load();
        startSessions();
        long start = System.nanoTime();
        agent(0).board(BoardRequest.SNAPSHOT);
        double firstMillis = (System.nanoTime() - start) / 1e6;
        watch();
        int measured = options.changes() * options.seconds();
        int warmUp = changes.size() - measured;
        send(0, warmUp);
        answers.clear();
        Cpu.@Nullable Meter before = database == null ? null : Cpu.Meter.read(database);
        send(warmUp, changes.size());
        Cpu cpu = database == null || before == null
                ? null
                : Cpu.Meter.read(database).since(before).dividedBy(measured);
        long answersMade = answers.size();
        awaitAll();
        return report(loadBefore, firstMillis, changes.subList(warmUp, changes.size()), answersMade, cpu);
    }

    private BoardReport report(
            double loadBefore, double firstMillis, List<Change> measured, long answersMade, @Nullable Cpu cpu)
            throws Exception {
        Histogram told = Turn.newHistogram();
        Histogram stored = Turn.newHistogram();
        for (Change change : measured) {
            told.recordValue(change.toldNanos - change.dueNanos);
            stored.recordValue(change.storedNanos - change.dueNanos);
        }
        Environment environment = database == null
                ? new Environment("memory", "", loadBefore, Environment.load())
                : new Environment(database.version(), database.settings(), loadBefore, Environment.load());
        return new BoardReport(
                environment,
                options,
                measured.size(),
                Report.Latency.of(told),
                Report.Latency.of(stored),
                answersMade,
                cpu,
                firstMillis);
    }

    private void startSessions() throws Exception {
        ExecutorService starters = Executors.newFixedThreadPool(STARTERS);
        try {
            List<Future<SessionId>> started = new ArrayList<>();
            for (int i = 0; i < options.sessions(); i++) {
                CustomerChat customer = engine.customer(Principal.customer("customer-" + i, "Ada"));
                customers.add(customer);
                started.add(starters.submit(() -> Sessions.start(customer)));
            }
            for (Future<SessionId> each : started) {
                sessions.add(each.get());
            }
        } finally {
            starters.shutdown();
        }
    }

    private AgentDesk agent(int i) {
        return engine.agent(Principal.agent("agent-" + i, Role.AGENT, "Grace", "Support"));
    }

    /** Returns once every agent has all sessions. */
    private void watch() throws InterruptedException {
        for (int i = 0; i < options.agents(); i++) {
            AgentDesk agent = agent(i);
            Watcher watcher = new Watcher();
            switch (options.by()) {
                case SUBSCRIPTION -> agent.subscribeBoard(BoardRequest.SNAPSHOT, watcher);
                case POLL -> poll(agent, BoardRequest.SNAPSHOT, watcher);
            }
        }
        if (!caughtUp.await(GIVEN_UP_AFTER_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException("not every agent got a snapshot", failure.get());
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // it goes on until the engine is closed
    private void poll(AgentDesk agent, BoardRequest request, Watcher watcher) {
        agent.boardAsync(request).whenComplete((answer, thrown) -> {
            if (thrown == null) {
                watcher.hear(answer);
                poll(agent, BoardRequest.after(answer.cursor()).waiting(BoardRequest.MAX_WAIT), watcher);
            } else {
                failure.compareAndSet(null, thrown);
            }
        });
    }

    /** One agent's view; hears one answer at a time. */
    private final class Watcher implements Receiver<BoardAnswer> {
        private volatile boolean hasAll;

        void hear(BoardAnswer answer) {
            answers.add(answer);
            if (hasAll) {
                answer.sessions().forEach(this::hear);
            } else if (!answer.hasMore()) {
                hasAll = true;
                caughtUp.countDown();
            }
        }

        private void hear(SessionSummary summary) {
            Entry message = summary.lastMessage();
            if (message != null) {
                changes.get(Integer.parseInt(message.text())).heard();
            }
        }

        @Override
        public CompletionStage<?> receive(BoardAnswer news) {
            hear(news);
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public void ended(SubscriptionEnd end) {
            failure.compareAndSet(null, new IllegalStateException(end.toString()));
        }
    }

    /** Sends these messages at the rate, one session after the other. */
    @SuppressWarnings("FutureReturnValueIgnored") // a failure shows as a change that no agent hears of
    private void send(int from, int to) {
        long start = System.nanoTime();
        for (int i = from; i < to; i++) {
            long due = start + TimeUnit.SECONDS.toNanos(1) * (i - from) / options.changes();
            while (System.nanoTime() < due) {
                LockSupport.parkNanos(due - System.nanoTime());
            }
            Change change = changes.get(i);
            change.dueNanos = due;
            int customer = i % sessions.size();
            customers
                    .get(customer)
                    .sendAsync(SendMessage.of(sessions.get(customer), Integer.toString(i)))
                    .whenComplete((entry, thrown) -> change.storedNanos = System.nanoTime());
        }
    }

    private void awaitAll() {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(GIVEN_UP_AFTER_SECONDS);
        for (Change change : changes) {
            while (change.toldNanos == 0 || change.storedNanos == 0) {
                Throwable thrown = failure.get();
                if (thrown != null || System.nanoTime() > end) {
                    throw new IllegalStateException("a change was not told to all agents", thrown);
                }
                LockSupport.parkNanos(1_000_000);
            }
        }
    }
}
