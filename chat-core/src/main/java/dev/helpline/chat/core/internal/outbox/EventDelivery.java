package dev.helpline.chat.core.internal.outbox;

import dev.helpline.chat.core.internal.lease.LeasedSessionWork;
import dev.helpline.chat.core.outbox.DeliveryAttempt;
import dev.helpline.chat.core.outbox.DeliveryPolicy;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.entry.Entry;
import dev.helpline.chat.spi.outbox.ChatEvent;
import dev.helpline.chat.spi.outbox.Delivery;
import dev.helpline.chat.spi.outbox.DurableListener;
import dev.helpline.chat.spi.outbox.ErasureEvent;
import dev.helpline.chat.spi.outbox.OutboxStore;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.store.ChatStore;
import dev.helpline.chat.spi.time.Scheduler;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands the events of the outbox to one durable listener, session by session and in the order of each, as long as this engine has the lease for
 * it. What was taken is removed from the outbox soon after: when the session has no more events, and after {@link #UNSAVED_TIME}. If the process is
 * killed before, those events come again.
 *
 * <p>Thread-safe.
 */
public final class EventDelivery implements LeasedSessionWork.Task {
    private static final Duration UNSAVED_TIME = Duration.ofMillis(100);
    private static final int EVENTS_PER_READ = 100;
    private static final Logger LOG = LoggerFactory.getLogger(EventDelivery.class);

    private final String name;
    private final DurableListener listener;
    private final DeliveryPolicy policy;
    private final ChatStore store;
    private final OutboxStore outbox;
    private final InstantSource clock;
    private final Scheduler time;
    private final LeasedSessionWork work;
    private final AttemptLog attempts = new AttemptLog();

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
        this.work = new LeasedSessionWork("outbox:" + name, this, policy.sessionsAtATime(), store, clock, time, owner);
    }

    String name() {
        return name;
    }

    /** The newest calls of the listener by this engine, the newest first. */
    List<DeliveryAttempt> attempts(int limit) {
        return attempts.newest(limit);
    }

    /** Looks into the outbox soon, on a thread of its own. Returns at once. */
    void look() {
        work.look();
    }

    /** Begins no further call. Gives those under way a moment, and then gives up the lease, unless one of them still runs. */
    void close() {
        work.close();
    }

    @Override
    public List<SessionId> due(int limit) {
        return outbox.sessionsDue(name, clock.instant(), limit);
    }

    @Override
    public void work(SessionId id, LeasedSessionWork work) {
        List<Delivery> due = outbox.deliveries(name, id, EVENTS_PER_READ);
        while (!due.isEmpty() && isDue(due.get(0)) && handOver(id, due, work)) {
            due = outbox.deliveries(name, id, EVENTS_PER_READ);
        }
    }

    private boolean isDue(Delivery delivery) {
        Instant dueAt = delivery.dueAt();
        return dueAt != null && !dueAt.isAfter(clock.instant());
    }

    /** Hands over some of the deliveries, and removes those that were taken. Returns false if the session has to wait. */
    private boolean handOver(SessionId id, List<Delivery> due, LeasedSessionWork work) {
        Optional<Session> session = store.findSession(id);
        if (session.isEmpty()) {
            return handOverErasure(id, due, work);
        }
        long first = due.get(0).seq();
        Map<Long, Entry> entries = store.entriesAfter(id, first - 1, EVENTS_PER_READ).stream()
                .collect(Collectors.toMap(Entry::seq, Function.identity()));
        long lastRead = first + EVENTS_PER_READ - 1;
        long done = 0;
        long savedAt = time.nanoTime();
        for (Delivery delivery : due) {
            if (delivery.isErasure() || delivery.seq() > lastRead || !work.mayGoOn()) {
                break;
            }
            Entry entry = entries.get(delivery.seq());
            if (entry != null && !take(session.get(), entry, delivery, work)) {
                save(id, done);
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
        return work.mayGoOn();
    }

    /** What an erasure leaves is the event of it; other events of a session that is gone are missed. */
    private boolean handOverErasure(SessionId id, List<Delivery> due, LeasedSessionWork work) {
        List<Delivery> missed =
                due.stream().filter(delivery -> !delivery.isErasure()).toList();
        if (!missed.isEmpty()) {
            LOG.info("session {} is gone; listener {} misses {} events", id, name, missed.size());
            outbox.delivered(name, id, missed.get(missed.size() - 1).seq());
            return true;
        }
        Delivery erasure = due.get(0);
        if (!work.mayGoOn() || !take(erasure, work, attempt -> listener.onErased(ErasureEvent.of(id, attempt)))) {
            return false;
        }
        save(id, erasure.seq());
        return work.mayGoOn();
    }

    private boolean take(Session session, Entry entry, Delivery delivery, LeasedSessionWork work) {
        return take(delivery, work, attempt -> listener.onEvent(ChatEvent.of(session, entry, attempt)));
    }

    /** A call of the listener. */
    private interface Call {
        void attempt(int number) throws Exception;
    }

    /** Calls the listener, and stores a failure. Returns whether it took the event. */
    private boolean take(Delivery delivery, LeasedSessionWork work, Call call) {
        Instant at = clock.instant();
        long begin = time.nanoTime();
        try {
            call.attempt(delivery.attempts() + 1);
        } catch (Throwable failure) { // hosts in other languages may throw anything
            Delivery failed = afterFailure(delivery, failure);
            attempts.add(DeliveryAttempt.failed(failed, at, since(begin)));
            fail(failed, failure, work);
            return false;
        }
        attempts.add(DeliveryAttempt.taken(delivery, at, since(begin)));
        return true;
    }

    private Duration since(long begin) {
        return Duration.ofNanos(time.nanoTime() - begin);
    }

    private void save(SessionId session, long done) {
        if (done > 0) {
            outbox.delivered(name, session, done);
        }
    }

    private Delivery afterFailure(Delivery delivery, Throwable failure) {
        int failures = delivery.attempts() + 1;
        return delivery.toBuilder()
                .attempts(failures)
                .dueAt(failures >= policy.attempts() ? null : clock.instant().plus(policy.pauseAfter(failures)))
                .failure(String.valueOf(failure))
                .build();
    }

    private void fail(Delivery failed, Throwable failure, LeasedSessionWork work) {
        boolean dead = failed.dueAt() == null;
        if (dead) {
            LOG.warn(
                    "listener {} failed {} times for {}, which is now a dead letter",
                    name,
                    failed.attempts(),
                    failed,
                    failure);
        } else if (failed.attempts() == 1) {
            LOG.warn("listener {} failed for {}, which is tried again", name, failed, failure);
        } else {
            LOG.debug("listener {} failed {} times for {}", name, failed.attempts(), failed, failure);
        }
        outbox.failed(failed);
        if (dead) {
            work.look();
        }
    }
}
