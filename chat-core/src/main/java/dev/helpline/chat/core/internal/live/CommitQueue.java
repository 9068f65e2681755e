package dev.helpline.chat.core.internal.live;

import dev.helpline.chat.core.internal.cluster.ClusterLink;
import dev.helpline.chat.core.internal.cluster.ClusterNotice.SessionChanged;
import dev.helpline.chat.spi.StoreException;
import dev.helpline.chat.spi.notify.ChatMetrics;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.store.CommitResult;
import dev.helpline.chat.spi.store.CommitStore;
import dev.helpline.chat.spi.store.SessionCommit;
import dev.helpline.chat.spi.time.Scheduler;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Group commit: sources that have something to commit wait in this queue, and a few drainer threads take all that wait to the store at
 * once. There is no timer: a batch grows while the batches before it are being written, and a lone source goes alone. First come,
 * first served; a source with more to commit is queued again.
 *
 * <p>The drainers are the queue's own threads and are never interrupted. A caller's thread never commits, since the host may have
 * bound a transaction to it. Thread-safe.
 */
final class CommitQueue {
    /** A larger batch gains nothing, and makes its first commit wait for its last. */
    private static final int MAX_BATCH = 256;

    private static final Logger LOG = LoggerFactory.getLogger(CommitQueue.class);

    /** Something that makes commits, one at a time. At most one drainer has a queued source. */
    interface Source {
        /** Returns the next commit; null if it turns out that there is nothing to commit. Called on a drainer. */
        @Nullable
        SessionCommit next();

        /** Takes the result of the commit. Called on a drainer, soon after {@link #next}. */
        void settled(CommitResult result);

        /** The outcome of the commit is not known. Called on a drainer instead of {@link #settled}. */
        void unknown(StoreException cause);

        /**
         * Nothing more will be done for the source: the queue is closed, or the source itself failed. Tells all waiting callers what
         * is known. Called on any thread, perhaps while a drainer still has the source.
         */
        void abandon();
    }

    private final CommitStore store;
    private final ChatMetrics metrics;
    private final Scheduler time;
    private final ClusterLink cluster;
    private final Set<String> durableListeners;
    private final Deque<Source> waiting = new ArrayDeque<>();
    private final CountDownLatch drainersLeft;
    private boolean closed;

    /** @param durableListeners the listeners for whom each commit leaves its entries in the outbox */
    CommitQueue(
            CommitStore store,
            ChatMetrics metrics,
            Scheduler time,
            ClusterLink cluster,
            Set<String> durableListeners,
            int drainers) {
        this.store = store;
        this.metrics = metrics;
        this.time = time;
        this.cluster = cluster;
        this.durableListeners = durableListeners;
        this.drainersLeft = new CountDownLatch(drainers);
    }

    /** Starts the drainers. */
    void start() {
        long drainers = drainersLeft.getCount();
        for (int i = 1; i <= drainers; i++) {
            EngineThreads.start("helpline-commit-" + i, this::drain);
        }
    }

    /** Queues a source, which must not be queued already; abandons it if the queue is closed. */
    void submit(Source source) {
        synchronized (waiting) {
            if (!closed) {
                waiting.addLast(source);
                waiting.notify();
                return;
            }
        }
        source.abandon();
    }

    /** Returns how many sources wait for a drainer. */
    int waiting() {
        synchronized (waiting) {
            return waiting.size();
        }
    }

    /** Ends the drainers once the queue is empty. Sources that are submitted later are abandoned. */
    void close() {
        synchronized (waiting) {
            closed = true;
            waiting.notifyAll();
        }
    }

    /** Waits until all drainers have ended; returns false if they have not within this time, or on an interrupt. */
    boolean awaitClosed(Duration timeout) {
        try {
            return drainersLeft.await(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void drain() {
        List<Source> batch = new ArrayList<>(MAX_BATCH);
        while (takeBatch(batch)) {
            try {
                carry(batch);
            } catch (Throwable e) {
                LOG.error("a batch of {} commits failed unexpectedly", batch.size(), e);
            }
            batch.clear();
        }
        drainersLeft.countDown();
    }

    private boolean takeBatch(List<Source> batch) {
        synchronized (waiting) {
            while (waiting.isEmpty()) {
                if (closed) {
                    return false;
                }
                waitUninterruptibly();
            }
            for (int i = 0; i < MAX_BATCH && !waiting.isEmpty(); i++) {
                batch.add(waiting.removeFirst());
            }
            return true;
        }
    }

    // Error Prone wants wait() in a loop; the loop is takeBatch's.
    @SuppressWarnings({"WaitNotInLoop", "GuardedBy"})
    private void waitUninterruptibly() {
        try {
            waiting.wait();
        } catch (InterruptedException e) {
            LOG.warn("a drainer was interrupted, which must not happen; it goes on");
        }
    }

    private void carry(List<Source> batch) {
        List<Source> sources = new ArrayList<>(batch.size());
        List<SessionCommit> commits = new ArrayList<>(batch.size());
        Set<Object> sessions = new HashSet<>();
        List<Source> later = new ArrayList<>();
        for (Source source : batch) {
            SessionCommit commit = nextOf(source);
            if (commit == null) {
                continue;
            }
            // Two customers, or two tries of one customer, may be starting a session of the same id.
            if (sessions.add(commit.next().id())) {
                sources.add(source);
                commits.add(commit.forListeners(durableListeners));
            } else {
                later.add(source);
            }
        }
        commit(sources, commits);
        for (Source source : later) {
            submit(source);
        }
    }

    private void commit(List<Source> sources, List<SessionCommit> commits) {
        if (commits.isEmpty()) {
            return;
        }
        long start = time.nanoTime();
        List<CommitResult> results;
        try {
            results = commits.size() == 1 ? List.of(store.commit(commits.get(0))) : store.commitAll(commits);
            if (results.size() != commits.size()) {
                throw new IllegalStateException(commits.size() + " commits had " + results.size() + " results");
            }
        } catch (StoreException e) {
            LOG.warn("it is not known whether {} commits were stored; each goes again", commits.size(), e);
            sources.forEach(source -> unknown(source, e));
            return;
        } catch (Throwable e) {
            LOG.error("the store failed outside its contract; {} commits go again", commits.size(), e);
            StoreException wrapped = new StoreException("the store failed outside its contract", e);
            sources.forEach(source -> unknown(source, wrapped));
            return;
        }
        metrics.batchCommitted(commits.size(), Duration.ofNanos(time.nanoTime() - start));
        tellCluster(commits, results);
        for (int i = 0; i < sources.size(); i++) {
            settle(sources.get(i), results.get(i));
        }
    }

    private void tellCluster(List<SessionCommit> commits, List<CommitResult> results) {
        if (cluster.isConnected()) {
            List<SessionChanged> changes = new ArrayList<>(commits.size());
            for (int i = 0; i < commits.size(); i++) {
                if (results.get(i) instanceof CommitResult.Committed) {
                    Session stored = commits.get(i).next();
                    changes.add(new SessionChanged(stored.id(), stored.version()));
                }
            }
            cluster.tell(changes);
        }
    }

    // A source that fails must not take the others of its batch with it.

    private static @Nullable SessionCommit nextOf(Source source) {
        try {
            return source.next();
        } catch (Throwable e) {
            LOG.error("a source failed while it made its commit", e);
            source.abandon();
            return null;
        }
    }

    private static void settle(Source source, CommitResult result) {
        try {
            source.settled(result);
        } catch (Throwable e) {
            LOG.error("a source failed while it took the result of its commit", e);
            source.abandon();
        }
    }

    private static void unknown(Source source, StoreException cause) {
        try {
            source.unknown(cause);
        } catch (Throwable e) {
            LOG.error("a source failed while it took the unknown outcome of its commit", e);
            source.abandon();
        }
    }
}
