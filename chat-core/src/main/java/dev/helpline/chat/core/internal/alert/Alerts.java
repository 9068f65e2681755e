package dev.helpline.chat.core.internal.alert;

import dev.helpline.chat.core.desk.Colleague;
import dev.helpline.chat.core.internal.alert.AlertRules.Wanted;
import dev.helpline.chat.core.internal.desk.AgentRoster;
import dev.helpline.chat.core.internal.live.CommitObserver;
import dev.helpline.chat.core.internal.live.EngineThreads;
import dev.helpline.chat.spi.AgentId;
import dev.helpline.chat.spi.agent.Agent;
import dev.helpline.chat.spi.entry.Entry;
import dev.helpline.chat.spi.notify.Alert;
import dev.helpline.chat.spi.notify.AlertPreferenceStore;
import dev.helpline.chat.spi.notify.AlertPreferences;
import dev.helpline.chat.spi.notify.Notifier;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.store.SessionCommit;
import dev.helpline.chat.spi.time.Scheduler;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers the alerts of this node's commits to the notifiers, on a thread of its own. What waits is bounded: further alerts are dropped and
 * counted, with one warning until an alert is delivered again. Thread-safe.
 */
public final class Alerts implements CommitObserver {
    private static final int MAX_WAITING = 10_000;
    private static final List<Duration> PAUSES =
            List.of(Duration.ofSeconds(1), Duration.ofSeconds(10), Duration.ofSeconds(60));
    private static final Logger LOG = LoggerFactory.getLogger(Alerts.class);

    private final List<Notifier> notifiers;
    private final AgentRoster roster;
    private final AlertPreferenceStore preferences;
    private final AlertPreferences defaults;
    private final InstantSource clock;
    private final Scheduler scheduler;
    private final ThreadPoolExecutor thread;
    private final AtomicInteger pausing = new AtomicInteger();
    private final AtomicLong dropped = new AtomicLong();
    private final AtomicBoolean warned = new AtomicBoolean();

    /** An alert on its way to one agent by one notifier. */
    private record Delivery(Wanted wanted, AgentId recipient, AlertPreferences wishes, Notifier notifier) {}

    /** Delivers to these notifiers what agents prefer, or else what {@code defaults} says. */
    public Alerts(
            List<Notifier> notifiers,
            AgentRoster roster,
            AlertPreferenceStore preferences,
            AlertPreferences defaults,
            InstantSource clock,
            Scheduler scheduler) {
        this.notifiers = List.copyOf(notifiers);
        this.roster = roster;
        this.preferences = preferences;
        this.defaults = defaults;
        this.clock = clock;
        this.scheduler = scheduler;
        this.thread = new ThreadPoolExecutor(
                1,
                1,
                1,
                TimeUnit.MINUTES,
                new LinkedBlockingQueue<>(MAX_WAITING),
                task -> EngineThreads.daemon("helpline-alerts", task));
        thread.allowCoreThreadTimeOut(true);
    }

    @Override
    public void committed(Session session, List<Entry> entries) {
        throw new IllegalStateException("alerts need the whole commit");
    }

    @Override
    public void committed(SessionCommit commit) {
        List<Wanted> wanted = AlertRules.of(commit);
        if (!wanted.isEmpty()) {
            submit(() -> find(wanted));
        }
    }

    /** How many alerts were dropped since the start. */
    public long dropped() {
        return dropped.get();
    }

    /** Gives the notifiers up to a second for the alerts that wait. */
    public void close() {
        EngineThreads.stop(thread);
    }

    private void find(List<Wanted> wanted) {
        try {
            List<Agent> concerned = roster.list().stream()
                    .filter(agent ->
                            wanted.stream().anyMatch(alert -> alert.concerns().test(agent)))
                    .toList();
            Map<AgentId, AlertPreferences> preferred = preferences.alertPreferences(
                    concerned.stream().map(Agent::id).collect(Collectors.toSet()));
            for (Wanted alert : wanted) {
                concerned.stream().filter(alert.concerns()).forEach(agent -> {
                    AlertPreferences wishes = preferred.getOrDefault(agent.id(), defaults);
                    notifiers.stream()
                            .filter(notifier -> wishes.channels(alert.type()).contains(notifier.channel()))
                            .forEach(notifier -> deliver(new Delivery(alert, agent.id(), wishes, notifier), 0));
                });
            }
        } catch (RuntimeException e) {
            drop(wanted.size(), e);
        }
    }

    /** Delivers an alert to an agent whom it still concerns, and who wants it now. */
    private void deliver(Delivery delivery, int tried) {
        try {
            Wanted wanted = delivery.wanted();
            Notifier notifier = delivery.notifier();
            Colleague colleague = roster.findActive(delivery.recipient())
                    .filter(wanted.concerns())
                    .map(agent -> roster.colleague(agent, 0))
                    .orElse(null);
            if (colleague != null
                    && delivery.wishes()
                            .allow(wanted.type(), notifier.channel(), colleague.presence(), clock.instant())) {
                notifier.send(Alert.builder(wanted.type(), wanted.session(), wanted.event())
                        .recipient(colleague.agent())
                        .presence(colleague.presence())
                        .build());
                warned.set(false);
            }
        } catch (Throwable e) { // hosts in other languages may throw anything
            retry(delivery, tried, e);
        }
    }

    private void retry(Delivery delivery, int tried, Throwable cause) {
        if (tried == PAUSES.size() || pausing.get() >= MAX_WAITING) {
            drop(1, cause);
            return;
        }
        LOG.debug(
                "a notifier failed; {} of session {} is tried again",
                delivery.wanted().type(),
                delivery.wanted().session().id(),
                cause);
        pausing.incrementAndGet();
        scheduler.schedule(PAUSES.get(tried), () -> {
            pausing.decrementAndGet();
            submit(() -> deliver(delivery, tried + 1));
        });
    }

    private void submit(Runnable task) {
        try {
            thread.execute(task);
        } catch (RejectedExecutionException e) {
            drop(1, e);
        }
    }

    private void drop(int count, Throwable cause) {
        dropped.addAndGet(count);
        if (warned.compareAndSet(false, true)) {
            LOG.warn("alerts are dropped, {} so far, because notifiers fail or are too slow", dropped.get(), cause);
        }
    }
}
