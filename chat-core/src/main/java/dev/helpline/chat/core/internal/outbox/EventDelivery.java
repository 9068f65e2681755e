package dev.helpline.chat.core.internal.outbox;

import dev.helpline.chat.core.internal.lease.LeasedSessionWork;
import dev.helpline.chat.core.outbox.DeliveryPolicy;
import dev.helpline.chat.spi.SessionId;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
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
            if (delivery.seq() > lastRead || !work.mayGoOn()) {
                break;
            }
            Entry entry = entries.get(delivery.seq());
            Throwable failure = entry == null ? null : call(session.get(), entry, delivery);
            if (failure != null) {
                save(id, done);
                fail(delivery, failure, work);
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

    private void fail(Delivery delivery, Throwable failure, LeasedSessionWork work) {
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
            work.look();
        }
    }
}
