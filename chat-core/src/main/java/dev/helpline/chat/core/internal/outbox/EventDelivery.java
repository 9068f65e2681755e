package dev.helpline.chat.core.internal.outbox;

import dev.helpline.chat.core.internal.live.EngineThreads;
import dev.helpline.chat.core.outbox.DeliveryPolicy;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.StoreException;
import dev.helpline.chat.spi.entry.Entry;
import dev.helpline.chat.spi.outbox.ChatEvent;
import dev.helpline.chat.spi.outbox.Delivery;
import dev.helpline.chat.spi.outbox.DurableListener;
import dev.helpline.chat.spi.outbox.OutboxStore;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.store.ChatStore;
import dev.helpline.chat.spi.time.Scheduler;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands the events of the outbox to one durable listener, as long as this engine has the lease for it.
 *
 * <p>A look asks the store which sessions are due, and gives them to a few threads. Each of them takes one session at a time and hands over
 * its events in their order, so that a listener that is slow or fails for one session does not hold up the others. What was taken is
 * removed from the outbox soon after: when the session has no more events, and after {@link #UNSAVED_TIME}. If the process is killed
 * before, those events come again.
 *
 * <p>Thread-safe.
 */
public final class EventDelivery {
    /** How long another engine waits before it goes on for one that vanished. */
    static final Duration LEASE = Duration.ofSeconds(15);

    /** How long before the end of its lease an engine stops: more than the clocks of two engines may differ. */
    private static final Duration MARGIN = Duration.ofSeconds(6);

    private static final Duration LEASE_RETRY = Duration.ofSeconds(1);
    private static final Duration UNSAVED_TIME = Duration.ofMillis(100);
    private static final int SESSIONS_PER_LOOK = 256;
    private static final int EVENTS_PER_READ = 100;
    private static final Logger LOG = LoggerFactory.getLogger(EventDelivery.class);

    private final String name;
    private final DurableListener listener;
    private final DeliveryPolicy policy;
    private final ChatStore store;
    private final OutboxStore outbox;
    private final InstantSource clock;
    private final Scheduler time;
    private final String owner;
    private final ThreadPoolExecutor threads;

    /** Sessions that wait for a thread. Guarded by this, like all that follows. */
    private final Queue<SessionId> ready = new ArrayDeque<>();

    /** Sessions that wait for a thread or have one. */
    private final Set<SessionId> taken = new HashSet<>();

    /** Sessions that were found due while they had a thread, and may have had an event after its last read. */
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

    /**
     * A delivery.
     *
     * @param store keeps the sessions
     * @param outbox the same store
     * @param owner the name of this engine, which no other one has
     */
    public EventDelivery(
            String name,
            DurableListener listener,
            DeliveryPolicy policy,
            ChatStore store,
            OutboxStore outbox,
            InstantSource clock,
            Scheduler time,
            String owner) {
        this.name = name;
        this.listener = listener;
        this.policy = policy;
        this.store = store;
        this.outbox = outbox;
        this.clock = clock;
        this.time = time;
        this.owner = owner;
        this.threads = EngineThreads.pool("helpline-outbox-" + name, policy.sessionsAtATime() + 1);
    }

    String name() {
        return name;
    }

    // --- looking for what is due ----------------------------------------------------------------------------------

    /** Looks into the outbox soon, on a thread of its own. Returns at once. */
    void look() {
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
            LOG.debug("listener {} is closed", name);
        }
    }

    private void lookWhileWanted() {
        while (wantsLook()) {
            try {
                if (hasLease()) {
                    findDue();
                }
            } catch (StoreException e) {
                LOG.warn("the outbox of listener {} could not be read; it is tried again soon", name, e);
            } catch (RuntimeException e) {
                LOG.error("looking into the outbox of listener {} failed; it is tried again soon", name, e);
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
        boolean got = store.takeLease(leaseName(), owner, instant, instant.plus(LEASE));
        leasedUntilNanos = now + LEASE.minus(MARGIN).toNanos();
        leased = got;
        return got;
    }

    private boolean holdsLease() {
        return leased && time.nanoTime() - leasedUntilNanos < 0;
    }

    private String leaseName() {
        return "outbox:" + name;
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
        List<SessionId> due = outbox.sessionsDue(name, clock.instant(), room);
        synchronized (this) {
            moreDue = due.size() == room;
            for (SessionId session : due) {
                if (taken.add(session)) {
                    ready.add(session);
                } else {
                    again.add(session);
                }
            }
            for (; working < policy.sessionsAtATime() && working < taken.size(); working++) {
                run(this::work);
            }
        }
    }

    // --- handing over ---------------------------------------------------------------------------------------------

    private void work() {
        for (SessionId session = nextReady(); session != null; session = nextReady()) {
            try {
                handOver(session);
            } catch (StoreException e) {
                LOG.warn("the outbox of listener {} could not be read or written; it is tried again soon", name, e);
            } catch (RuntimeException e) {
                LOG.error("handing the events of session {} to listener {} failed", session, name, e);
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

    private void handOver(SessionId id) {
        List<Delivery> due = outbox.deliveries(name, id, EVENTS_PER_READ);
        while (!due.isEmpty() && isDue(due.get(0)) && handOver(id, due)) {
            due = outbox.deliveries(name, id, EVENTS_PER_READ);
        }
    }

    private boolean isDue(Delivery delivery) {
        Instant dueAt = delivery.dueAt();
        return dueAt != null && !dueAt.isAfter(clock.instant());
    }

    /** Hands over some of the deliveries, and removes those that were taken. Returns false if the session has to wait. */
    private boolean handOver(SessionId id, List<Delivery> due) {
        Optional<Session> session = store.findSession(id);
        if (session.isEmpty()) {
            LOG.info("session {} is gone; listener {} misses {} events", id, name, due.size());
            outbox.delivered(name, id, due.get(due.size() - 1).seq());
            return true;
        }
        long first = due.get(0).seq();
        Map<Long, Entry> entries = store.entriesAfter(id, first - 1, EVENTS_PER_READ).stream()
                .collect(Collectors.toMap(Entry::seq, Function.identity()));
        long lastRead = first + EVENTS_PER_READ - 1;
        long done = 0;
        long savedAt = time.nanoTime();
        for (Delivery delivery : due) {
            if (delivery.seq() > lastRead || !holdsLease() || isClosed()) {
                break;
            }
            Entry entry = entries.get(delivery.seq());
            Throwable failure = entry == null ? null : call(session.get(), entry, delivery);
            if (failure != null) {
                save(id, done);
                fail(delivery, failure);
                return false;
            }
            done = delivery.seq();
            if (time.nanoTime() - savedAt >= UNSAVED_TIME.toNanos()) {
                save(id, done);
                done = 0;
                savedAt = time.nanoTime();
            }
        }
        save(id, done);
        return holdsLease() && !isClosed();
    }

    private @Nullable Throwable call(Session session, Entry entry, Delivery delivery) {
        try {
            listener.onEvent(ChatEvent.of(session, entry, delivery.attempts() + 1));
            return null;
        } catch (Throwable e) {
            return e;
        }
    }

    private void save(SessionId session, long done) {
        if (done > 0) {
            outbox.delivered(name, session, done);
        }
    }

    private void fail(Delivery delivery, Throwable failure) {
        int attempts = delivery.attempts() + 1;
        boolean dead = attempts >= policy.attempts();
        Instant dueAt = dead ? null : clock.instant().plus(policy.pauseAfter(attempts));
        if (dead) {
            LOG.warn(
                    "listener {} failed {} times for {}, which is now a dead letter",
                    name,
                    attempts,
                    delivery,
                    failure);
        } else if (attempts == 1) {
            LOG.warn("listener {} failed for {}, which is tried again", name, delivery, failure);
        } else {
            LOG.debug("listener {} failed {} times for {}", name, attempts, delivery, failure);
        }
        outbox.failed(delivery.toBuilder()
                .attempts(attempts)
                .dueAt(dueAt)
                .failure(String.valueOf(failure))
                .build());
        if (dead) {
            look();
        }
    }

    // --- closing --------------------------------------------------------------------------------------------------

    private synchronized boolean isClosed() {
        return closed;
    }

    /** Begins no further call. Gives those under way a moment, and then gives up the lease, unless one of them still runs. */
    void close() {
        synchronized (this) {
            closed = true;
        }
        EngineThreads.stop(threads);
        if (leased && threads.isTerminated()) {
            try {
                store.releaseLease(leaseName(), owner);
            } catch (StoreException e) {
                LOG.debug("the lease of listener {} could not be given up; it ends by itself", name, e);
            }
        }
    }
}
