package dev.helpline.chat.core.internal.cluster;

import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The notices that wait for the bus, and the thread that takes all of them to it at once. While the bus is busy, and while the thread rests
 * after a call, newer notices replace those of the same key, so that a slow bus carries fewer notices instead of more and more, and senders
 * in a hurry share calls. Thread-safe.
 */
final class Outbox {
    /** More than a node changes while the bus takes seconds; each is some 200 bytes. */
    private static final int MAX_WAITING = 10_000;

    /** The bus is called for a tenth of the time at most, since its server works for the store, too. */
    private static final int REST = 9;

    /** A notice is delayed by no more than this. */
    private static final Duration LONGEST_REST = Duration.ofMillis(10);

    private static final Duration LAST_ONES_LEAVE_WITHIN = Duration.ofMillis(200);
    private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);

    private final Map<Object, ClusterNotice> waiting = new LinkedHashMap<>();
    private final Consumer<List<ClusterNotice>> bus;
    private final LongSupplier nanoTime;
    private final Consumer<Duration> rest;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread = new Thread(this::work, "helpline-cluster");
    private boolean closed;
    private boolean lastFailed;

    /**
     * An outbox whose thread {@link #start} starts.
     *
     * @param bus takes the notices; it may block and throw
     * @param nanoTime measures how long a call takes
     */
    Outbox(Consumer<List<ClusterNotice>> bus, LongSupplier nanoTime) {
        this.bus = bus;
        this.nanoTime = nanoTime;
        this.rest = this::untilClosing;
        thread.setDaemon(true);
    }

    /** For tests: tells how long it would rest. */
    Outbox(Consumer<List<ClusterNotice>> bus, LongSupplier nanoTime, Consumer<Duration> rest) {
        this.bus = bus;
        this.nanoTime = nanoTime;
        this.rest = rest;
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** Adds notices; drops them if too many wait. Never blocks. */
    void add(Collection<? extends ClusterNotice> notices) {
        synchronized (waiting) {
            for (ClusterNotice notice : notices) {
                if (waiting.size() < MAX_WAITING || waiting.containsKey(notice.key())) {
                    waiting.put(notice.key(), notice);
                }
            }
            waiting.notify();
        }
    }

    /** Gives the bus 200 milliseconds for the notices that wait, and ends the thread as soon as the bus lets go of it. */
    void close() {
        synchronized (waiting) {
            closed = true;
            waiting.notify();
        }
        closing.countDown();
        try {
            thread.join(LAST_ONES_LEAVE_WITHIN.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void work() {
        for (List<ClusterNotice> next = take(); !next.isEmpty(); next = take()) {
            long beganNanos = nanoTime.getAsLong();
            send(next);
            rest.accept(restAfter(nanoTime.getAsLong() - beganNanos));
        }
    }

    private static Duration restAfter(long callNanos) {
        Duration rest = Duration.ofNanos(callNanos).multipliedBy(REST);
        return rest.compareTo(LONGEST_REST) < 0 ? rest : LONGEST_REST;
    }

    private void untilClosing(Duration rest) {
        try {
            boolean unused = closing.await(rest.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            LOG.debug("the thread of the cluster bus was interrupted; it goes on");
        }
    }

    /** Returns all notices that wait, as soon as there is one; none once the outbox is closed and empty. */
    private List<ClusterNotice> take() {
        synchronized (waiting) {
            while (waiting.isEmpty() && !closed) {
                waitUninterruptibly();
            }
            List<ClusterNotice> taken = List.copyOf(waiting.values());
            waiting.clear();
            return taken;
        }
    }

    // Error Prone wants wait() in a loop; the loop is take's.
    @SuppressWarnings({"WaitNotInLoop", "GuardedBy"})
    private void waitUninterruptibly() {
        try {
            waiting.wait();
        } catch (InterruptedException e) {
            LOG.debug("the thread of the cluster bus was interrupted; it goes on");
        }
    }

    private void send(List<ClusterNotice> notices) {
        try {
            bus.accept(notices);
            if (lastFailed) {
                LOG.info("the cluster bus takes notices again");
            }
            lastFailed = false;
        } catch (Throwable e) {
            if (lastFailed) {
                LOG.debug("the cluster bus failed again", e);
            } else {
                LOG.warn("the cluster bus failed; other nodes see changes up to a second later", e);
            }
            lastFailed = true;
        }
    }
}
