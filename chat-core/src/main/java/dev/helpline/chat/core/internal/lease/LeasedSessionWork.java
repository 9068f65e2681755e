package dev.helpline.chat.core.internal.lease;

import dev.helpline.chat.core.internal.live.EngineThreads;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.StoreException;
import dev.helpline.chat.spi.store.LeaseStore;
import dev.helpline.chat.spi.time.Scheduler;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does work that is due in sessions, as long as this engine has the lease for it.
 *
 * <p>A look asks the {@link Task} which sessions are due, and gives them to a few threads. Each of them takes one session at a time, so that
 * what is slow or fails in one session does not hold up the others, and no session has two threads.
 *
 * <p>Thread-safe.
 */
public final class LeasedSessionWork {
    /** How long another engine waits before it goes on for one that vanished. */
    public static final Duration LEASE = Duration.ofSeconds(15);

    /** How long before the end of its lease an engine stops: more than the clocks of two engines may differ. */
    private static final Duration MARGIN = Duration.ofSeconds(6);

    private static final Duration LEASE_RETRY = Duration.ofSeconds(1);
    private static final int SESSIONS_PER_LOOK = 256;
    private static final Logger LOG = LoggerFactory.getLogger(LeasedSessionWork.class);

    private final String name;
    private final Task task;
    private final int sessionsAtATime;
    private final LeaseStore leases;
    private final InstantSource clock;
    private final Scheduler time;
    private final String owner;
    private final ThreadPoolExecutor threads;

    /** Sessions that wait for a thread. Guarded by this, like all that follows. */
    private final Queue<SessionId> ready = new ArrayDeque<>();

    /** Sessions that wait for a thread or have one. */
    private final Set<SessionId> taken = new HashSet<>();

    /** Sessions that were found due while they had a thread, and may have become due after its last look. */
    private final Set<SessionId> again = new HashSet<>();

    private int working;
    private boolean lookWanted;
    private boolean looking;
    private boolean moreDue;
    private boolean closed;

    /** Used by the one look that runs at a time. */
    private long leaseAskedAtNanos;

    private boolean leaseAsked;

    private volatile boolean leased;
    private volatile long leasedUntilNanos;

    /** What is to be done. */
    public interface Task {
        /** Returns sessions in which something is due now, at most {@code limit}, those that are due for longest first. */
        List<SessionId> due(int limit);

        /**
         * Does what is due in a session, while {@code work} {@linkplain LeasedSessionWork#mayGoOn() may go on}. What it throws is logged, and the
         * session comes again with a later look.
         */
        void work(SessionId session, LeasedSessionWork work);
    }

    /**
     * Work that has not begun.
     *
     * @param name the name of the lease, and of the threads
     * @param owner the name of this engine, which no other one has
     */
    public LeasedSessionWork(
            String name,
            Task task,
            int sessionsAtATime,
            LeaseStore leases,
            InstantSource clock,
            Scheduler time,
            String owner) {
        this.name = name;
        this.task = task;
        this.sessionsAtATime = sessionsAtATime;
        this.leases = leases;
        this.clock = clock;
        this.time = time;
        this.owner = owner;
        this.threads = EngineThreads.pool("helpline-" + name.replace(':', '-'), sessionsAtATime + 1);
    }

    // --- looking for what is due ----------------------------------------------------------------------------------

    /** Looks for what is due soon, on a thread of its own. Returns at once. */
    public void look() {
        synchronized (this) {
            lookWanted = true;
            if (looking || closed) {
                return;
            }
            looking = true;
        }
        run(this::lookWhileWanted);
    }

    private void run(Runnable task) {
        try {
            threads.execute(task);
        } catch (RejectedExecutionException e) {
            LOG.debug("{} is closed", name);
        }
    }

    private void lookWhileWanted() {
        while (wantsLook()) {
            try {
                if (hasLease()) {
                    findDue();
                }
            } catch (StoreException e) {
                LOG.warn("what is due for {} could not be read; it is tried again soon", name, e);
            } catch (RuntimeException e) {
                LOG.error("looking for what is due for {} failed; it is tried again soon", name, e);
            }
        }
    }

    private synchronized boolean wantsLook() {
        looking = lookWanted && !closed;
        lookWanted = false;
        return looking;
    }

    /** Whether this engine has the lease; asks for it, or prolongs it, now and then. */
    private boolean hasLease() {
        long now = time.nanoTime();
        Duration interval = leased ? LEASE.dividedBy(5) : LEASE_RETRY;
        if (leaseAsked && now - leaseAskedAtNanos < interval.toNanos()) {
            return holdsLease();
        }
        leaseAsked = true;
        leaseAskedAtNanos = now;
        Instant instant = clock.instant();
        boolean got = leases.takeLease(name, owner, instant, instant.plus(LEASE));
        leasedUntilNanos = now + LEASE.minus(MARGIN).toNanos();
        leased = got;
        return got;
    }

    private boolean holdsLease() {
        return leased && time.nanoTime() - leasedUntilNanos < 0;
    }

    private void findDue() {
        int room;
        synchronized (this) {
            room = SESSIONS_PER_LOOK - ready.size();
            if (room <= 0) {
                moreDue = true;
                return;
            }
            room += taken.size();
        }
        List<SessionId> due = task.due(room);
        synchronized (this) {
            moreDue = due.size() == room;
            for (SessionId session : due) {
                if (taken.add(session)) {
                    ready.add(session);
                } else {
                    again.add(session);
                }
            }
            for (; working < sessionsAtATime && working < taken.size(); working++) {
                run(this::work);
            }
        }
    }

    // --- working --------------------------------------------------------------------------------------------------

    private void work() {
        for (SessionId session = nextReady(); session != null; session = nextReady()) {
            try {
                task.work(session, this);
            } catch (StoreException e) {
                LOG.warn("the store failed {}; session {} is tried again soon", name, session, e);
            } catch (RuntimeException e) {
                LOG.error("{} failed for session {}", name, session, e);
            } finally {
                release(session);
            }
        }
    }

    private synchronized @Nullable SessionId nextReady() {
        SessionId next = closed ? null : ready.poll();
        if (next == null) {
            working--;
        }
        return next;
    }

    private void release(SessionId session) {
        boolean lookAgain;
        synchronized (this) {
            taken.remove(session);
            lookAgain = again.remove(session) || (moreDue && ready.isEmpty());
        }
        if (lookAgain) {
            look();
        }
    }

    // --- closing --------------------------------------------------------------------------------------------------

    /** Whether work that has begun may go on to its next step: this engine has the lease for a while still, and is not closed. */
    public boolean mayGoOn() {
        return holdsLease() && !isClosed();
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    /** Begins nothing more. Gives what is under way a moment, and then gives up the lease, unless some of it still runs. */
    public void close() {
        synchronized (this) {
            closed = true;
        }
        EngineThreads.stop(threads);
        if (leased && threads.isTerminated()) {
            try {
                leases.releaseLease(name, owner);
            } catch (StoreException e) {
                LOG.debug("the lease of {} could not be given up; it ends by itself", name, e);
            }
        }
    }
}
