package dev.helpline.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
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
 * Conversations over HTTP: the customer of each listens, and an agent sends messages at a fixed rate, to one conversation after the other,
 * whether the server keeps up or not. Latency counts from the moment at which a message was due.
 */
final class Deliveries implements AutoCloseable {
    private static final int SENDERS = 16;
    private static final long GIVEN_UP_AFTER_SECONDS = 60;
    private static final String TEXT = "\"message\":\"";

    private final int port;
    private final Talk talk;
    private final int conversations;
    private final Listening customers;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    /** The round that runs. Texts carry its number, so that a late message of an earlier round is not mistaken. */
    private volatile Round round = new Round(0, 0, 1);

    /** Messages at a fixed rate. */
    private static final class Round {
        private final int number;
        private final int perSecond;
        private final long start = System.nanoTime();
        private final AtomicInteger next = new AtomicInteger();
        private final AtomicInteger undelivered;
        private final long[] acknowledged;
        private final long[] delivered;

        Round(int number, int messages, int perSecond) {
            this.number = number;
            this.perSecond = perSecond;
            undelivered = new AtomicInteger(messages);
            acknowledged = new long[messages];
            delivered = new long[messages];
        }

        long due(int message) {
            return start + TimeUnit.SECONDS.toNanos(1) * message / perSecond;
        }

        Histogram latencies(long[] times) {
            Histogram latencies = Turn.newHistogram();
            for (int i = 0; i < times.length; i++) {
                latencies.recordValue(times[i] - due(i));
            }
            return latencies;
        }
    }

    /**
     * The latencies of a round, from the moment at which a message was due.
     *
     * @param acknowledged until the agent had the reply to the send
     * @param delivered until the customer had the message
     */
    record Result(Histogram acknowledged, Histogram delivered) {}

    /** Makes the customers listen, one in each conversation. */
    Deliveries(int port, Talk talk, int conversations, Listening customers) throws Exception {
        this.port = port;
        this.talk = talk;
        this.conversations = conversations;
        this.customers = customers;
        customers.start(conversations, this::hear, lost -> failure.compareAndSet(null, lost));
    }

    /** Sends messages at the rate; returns when all have been delivered. */
    Result run(int perSecond, int seconds) throws Exception {
        Round current = new Round(round.number + 1, perSecond * seconds, perSecond);
        round = current;
        List<Future<?>> senders = new ArrayList<>();
        for (int i = 0; i < SENDERS; i++) {
            senders.add(threads.submit(() -> {
                send(current);
                return null;
            }));
        }
        for (Future<?> sender : senders) {
            sender.get();
        }
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(GIVEN_UP_AFTER_SECONDS);
        while (current.undelivered.get() > 0) {
            if (failure.get() != null || System.nanoTime() > end) {
                throw new IllegalStateException(current.undelivered + " messages not delivered", failure.get());
            }
            LockSupport.parkNanos(1_000_000);
        }
        return new Result(current.latencies(current.acknowledged), current.latencies(current.delivered));
    }

    private void send(Round current) throws IOException {
        try (HttpConnection connection = new HttpConnection(port)) {
            for (int i = current.next.getAndIncrement();
                    i < current.acknowledged.length;
                    i = current.next.getAndIncrement()) {
                String text = current.number + ":" + i + ": " + Conversation.TEXT;
                byte[] request = talk.send(i % conversations, text);
                while (System.nanoTime() < current.due(i)) {
                    LockSupport.parkNanos(current.due(i) - System.nanoTime());
                }
                connection.call(request).expectOk();
                current.acknowledged[i] = System.nanoTime();
            }
        }
    }

    private void hear(String reply) {
        long now = System.nanoTime();
        Round current = round;
        String prefix = TEXT + current.number + ":";
        for (int at = reply.indexOf(prefix); at >= 0; at = reply.indexOf(prefix, at + 1)) {
            int from = at + prefix.length();
            int message = Integer.parseInt(reply.substring(from, reply.indexOf(':', from)));
            if (current.delivered[message] != 0) {
                throw new IllegalStateException("message " + message + " was delivered twice");
            }
            current.delivered[message] = now;
            current.undelivered.decrementAndGet();
        }
    }

    @Override
    public void close() throws IOException {
        customers.close();
        threads.shutdown();
    }
}
