package dev.helpline.benchmarks;

import dev.helpline.chat.core.ChatEngine;
import dev.helpline.chat.core.CustomerChat;
import dev.helpline.chat.core.memory.MemoryChatStore;
import dev.helpline.chat.core.message.SendMessage;
import dev.helpline.chat.core.policy.ChatPolicy;
import dev.helpline.chat.core.poll.PollAnswer;
import dev.helpline.chat.core.poll.PollRequest;
import dev.helpline.chat.spi.EntryId;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.auth.Principal;
import dev.helpline.chat.spi.auth.Role;
import dev.helpline.chat.spi.entry.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * The engine over the store in memory without HTTP, and beside it what such work costs without an engine. JMH calls the methods; {@link
 * InProcessBenchmark} says how often.
 */
public class InProcess {
    /** How many sends are on their way at a time, as with that many callers who send at once. */
    static final int IN_FLIGHT = 64;

    private static final int SESSIONS = 1000;

    /** Called by JMH. */
    public InProcess() {}

    /** An engine, and customers who each have an open session with one message. */
    public abstract static class Engine {
        final List<CustomerChat> customers = new ArrayList<>();
        final List<SessionId> sessions = new ArrayList<>();
        final List<PollRequest> polls = new ArrayList<>();

        @Nullable
        MemoryChatStore store;

        @Nullable
        ChatEngine engine;

        int next;

        Engine() {}

        /** Starts the engine. */
        void start() {
            store = new MemoryChatStore();
            engine = ChatEngine.builder(store)
                    .policy(ChatPolicy.builder()
                            .customerMessages(null)
                            .newSessions(null)
                            .build())
                    .build();
            for (int i = 0; i < SESSIONS; i++) {
                CustomerChat customer = engine.customer(Principal.customer("customer" + i, "Ada"));
                SessionId id = Sessions.start(customer);
                customer.send(SendMessage.of(id, Conversation.TEXT));
                engine.agent(Principal.agent("agent" + i, Role.AGENT, "Grace", "Support"))
                        .send(SendMessage.of(id, Conversation.TEXT));
                customers.add(customer);
                sessions.add(id);
                polls.add(PollRequest.everything(id, null));
            }
        }

        /** Polls as a client does, which adopts the cursor of each reply. */
        PollAnswer poll(int i) {
            PollRequest poll = polls.get(i);
            PollAnswer answer = customers.get(i).poll(poll);
            if (!answer.cursor().equals(poll.after())) {
                polls.set(i, PollRequest.everything(poll.session(), answer.cursor()));
            }
            return answer;
        }

        /** Closes the engine. */
        void stop() {
            if (engine != null && store != null) {
                engine.close();
                store.close();
            }
            customers.clear();
            sessions.clear();
            polls.clear();
        }

        int next() {
            next = next + 1 == SESSIONS ? 0 : next + 1;
            return next;
        }
    }

    /** An engine that goes on through all iterations. */
    @State(Scope.Benchmark)
    public static class PollingEngine extends Engine {
        /** Called by JMH. */
        public PollingEngine() {}

        /** Called by JMH. */
        @Setup(Level.Trial)
        public void begin() {
            start();
        }

        /** Called by JMH. */
        @TearDown(Level.Trial)
        public void end() {
            stop();
        }
    }

    /** Another engine for each iteration, since the store keeps all messages. */
    @State(Scope.Benchmark)
    public static class SendingEngine extends Engine {
        /** Called by JMH. */
        public SendingEngine() {}

        /** Called by JMH. */
        @Setup(Level.Iteration)
        public void begin() {
            start();
        }

        /** Called by JMH. */
        @TearDown(Level.Iteration)
        public void end() {
            stop();
        }
    }

    /** A map of sessions, whose keys are equal to those that are looked up, but not the same objects. */
    @State(Scope.Benchmark)
    public static class Lookup {
        private final Map<SessionId, SessionId> map = new ConcurrentHashMap<>();
        private final List<SessionId> sessions = new ArrayList<>();
        private int next;

        /** Called by JMH. */
        public Lookup() {
            for (int i = 0; i < SESSIONS; i++) {
                String id = Conversation.newId();
                map.put(new SessionId(id), new SessionId("found" + i));
                sessions.add(new SessionId(String.copyValueOf(id.toCharArray())));
            }
        }

        private SessionId next() {
            next = next + 1 == SESSIONS ? 0 : next + 1;
            return sessions.get(next);
        }
    }

    /** A queue that one thread empties into logs, without an engine. */
    @State(Scope.Benchmark)
    public static class Queue {
        private final List<SessionId> sessions = new ArrayList<>();
        private @Nullable MessageQueue queue;
        private int next;

        /** Called by JMH. */
        public Queue() {
            for (int i = 0; i < SESSIONS; i++) {
                sessions.add(new SessionId(Conversation.newId()));
            }
        }

        /** Starts with empty logs. */
        @Setup(Level.Iteration)
        public void start() {
            queue = new MessageQueue(sessions);
        }

        /** Ends the thread. */
        @TearDown(Level.Iteration)
        public void stop() {
            if (queue != null) {
                queue.close();
            }
        }

        private SessionId next() {
            next = next + 1 == SESSIONS ? 0 : next + 1;
            return sessions.get(next);
        }
    }

    /** A poll that finds nothing new. */
    @Benchmark
    public PollAnswer poll(PollingEngine state) {
        return state.poll(state.next());
    }

    /** The least that a poll needs. */
    @Benchmark
    public @Nullable SessionId lookup(Lookup state) {
        return state.map.get(state.next());
    }

    /** Messages of different customers, stored in memory. */
    @Benchmark
    @OperationsPerInvocation(IN_FLIGHT)
    public long send(SendingEngine state) {
        List<CompletableFuture<Entry>> sent = new ArrayList<>(IN_FLIGHT);
        for (int i = 0; i < IN_FLIGHT; i++) {
            int session = state.next();
            SendMessage message = SendMessage.of(state.sessions.get(session), newId(), Conversation.TEXT);
            sent.add(state.customers.get(session).sendAsync(message).toCompletableFuture());
        }
        long sum = 0;
        for (CompletableFuture<Entry> each : sent) {
            sum += each.join().seq();
        }
        return sum;
    }

    /** The same messages, appended by the thread of a queue that checks nothing but whether the id is known. */
    @Benchmark
    @OperationsPerInvocation(IN_FLIGHT)
    public long queue(Queue state) {
        MessageQueue queue = state.queue;
        if (queue == null) {
            throw new IllegalStateException("not started");
        }
        List<CompletableFuture<Long>> sent = new ArrayList<>(IN_FLIGHT);
        for (int i = 0; i < IN_FLIGHT; i++) {
            sent.add(queue.append(state.next(), newId(), Conversation.TEXT));
        }
        long sum = 0;
        for (CompletableFuture<Long> each : sent) {
            sum += each.join();
        }
        return sum;
    }

    private static EntryId newId() {
        return new EntryId(Conversation.newId());
    }
}
