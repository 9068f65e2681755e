package dev.helpline.chat.core.internal.calls;

import dev.helpline.chat.core.internal.attachment.UnusedFiles;
import dev.helpline.chat.core.internal.block.Blocks;
import dev.helpline.chat.core.internal.board.Board;
import dev.helpline.chat.core.internal.desk.AgentRoster;
import dev.helpline.chat.core.internal.desk.HandBack;
import dev.helpline.chat.core.internal.desk.QueueBoard;
import dev.helpline.chat.core.internal.facts.FactBackfill;
import dev.helpline.chat.core.internal.follow.Subscriptions;
import dev.helpline.chat.core.internal.limit.LocalRateLimiter;
import dev.helpline.chat.core.internal.live.LiveSessions;
import dev.helpline.chat.core.internal.live.Node;
import dev.helpline.chat.core.internal.live.Uptime;
import dev.helpline.chat.core.internal.privacy.Retention;
import dev.helpline.chat.spi.StoreException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The duties that run once a second: looking for changes that other engines made, storing when customers and agents were seen, keeping
 * the places in the queue, ending expired sessions, and releasing memory. No guarantee of the engine depends on them.
 */
public final class Housekeeping {
    private static final Duration INTERVAL = Duration.ofSeconds(1);

    /** So that a store which is slow, or many sessions, leave half of the time to others. */
    private static final Duration SHORTEST_PAUSE = INTERVAL.dividedBy(2);

    private static final Duration LONGEST_SWEEP_INTERVAL = Duration.ofSeconds(15);
    private static final Duration HAND_BACK_INTERVAL = Duration.ofSeconds(5);
    private static final Duration BREACH_INTERVAL = Duration.ofSeconds(5);
    private static final Duration TIDY_INTERVAL = Duration.ofSeconds(30);
    private static final Duration COLLECT_INTERVAL = Duration.ofMinutes(1);
    private static final Duration RETENTION_INTERVAL = Duration.ofMinutes(1);
    private static final Duration FACTS_INTERVAL = Duration.ofMinutes(1);
    private static final Logger LOG = LoggerFactory.getLogger(Housekeeping.class);

    private final Node node;
    private final LiveSessions sessions;
    private final Subscriptions subscriptions;
    private final QueueBoard queue;
    private final Board board;
    private final AgentRoster agents;
    private final HandBack handBack;
    private final Blocks blocks;
    private final Runnable leasedWork;
    private final Expiry expiry;
    private final Uptime uptime;
    private final @Nullable LocalRateLimiter limiter;
    private final @Nullable UnusedFiles files;
    private final @Nullable ServiceLevels serviceLevels;
    private final @Nullable Retention retention;
    private final @Nullable FactBackfill facts;
    private final Duration sweepInterval;
    private long sweptAtNanos;
    private long handedBackAtNanos;
    private long breachesNotedAtNanos;
    private long tidiedAtNanos;
    private long collectedAtNanos;
    private long retainedAtNanos;
    private boolean moreIsOld;
    private long factsSweptAtNanos;
    private boolean moreIsOutdated;
    private volatile boolean closed;

    /**
     * Housekeeping for one engine.
     *
     * @param shortestClock the shortest time after which something is due for a silent session; such sessions are looked for several times
     *     as often
     * @param limiter the engine's own limiter, whose memory is kept small; null if the host gave one
     * @param files collects files that no message names; null if the engine takes no files
     * @param serviceLevels notes breaches of service levels; null if there are none
     * @param retention erases sessions by age; null if they are kept for ever
     * @param facts computes facts of sessions by today's rules; null if the store keeps none
     */
    public Housekeeping(
            Node node,
            LiveSessions sessions,
            Subscriptions subscriptions,
            QueueBoard queue,
            Board board,
            AgentRoster agents,
            HandBack handBack,
            Blocks blocks,
            Runnable leasedWork,
            Expiry expiry,
            Uptime uptime,
            Duration shortestClock,
            @Nullable LocalRateLimiter limiter,
            @Nullable UnusedFiles files,
            @Nullable ServiceLevels serviceLevels,
            @Nullable Retention retention,
            @Nullable FactBackfill facts) {
        this.node = node;
        this.sessions = sessions;
        this.subscriptions = subscriptions;
        this.queue = queue;
        this.board = board;
        this.agents = agents;
        this.handBack = handBack;
        this.blocks = blocks;
        this.leasedWork = leasedWork;
        this.expiry = expiry;
        this.uptime = uptime;
        this.limiter = limiter;
        this.files = files;
        this.serviceLevels = serviceLevels;
        this.retention = retention;
        this.facts = facts;
        Duration quarter = shortestClock.dividedBy(4);
        this.sweepInterval = quarter.compareTo(LONGEST_SWEEP_INTERVAL) < 0 ? quarter : LONGEST_SWEEP_INTERVAL;
        this.sweptAtNanos = node.scheduler().nanoTime();
        this.handedBackAtNanos = sweptAtNanos;
        this.breachesNotedAtNanos = sweptAtNanos;
        this.tidiedAtNanos = sweptAtNanos;
        this.collectedAtNanos = sweptAtNanos;
        this.retainedAtNanos = sweptAtNanos;
        this.factsSweptAtNanos = sweptAtNanos;
    }

    /** Schedules the duties, which then schedule themselves until closed. */
    public void start() {
        continueIn(INTERVAL);
    }

    private void continueIn(Duration pause) {
        if (!closed) {
            AtomicReference<Uptime.@Nullable Moment> due = new AtomicReference<>();
            node.scheduler().schedule(pause, () -> wake(due.get()));
            // Set after scheduling, so that a delay in between makes no task seem late.
            attempt("looking at the clock", () -> due.set(uptime.in(pause)));
        }
    }

    /** How long to wait after a run that took so long, so that changes of other engines are looked for once a second. */
    static Duration pauseAfter(Duration run) {
        Duration rest = INTERVAL.minus(run);
        return rest.compareTo(SHORTEST_PAUSE) < 0 ? SHORTEST_PAUSE : rest;
    }

    /** Stops scheduling the duties. */
    public void close() {
        closed = true;
    }

    private void wake(Uptime.@Nullable Moment due) {
        long startedNanos = node.scheduler().nanoTime();
        attempt("looking at the clock", () -> uptime.awake(due));
        node.workers().execute(() -> tick(startedNanos));
    }

    private void tick(long startedNanos) {
        if (closed) {
            return;
        }
        attempt("looking for changes of other engines", sessions::revalidate);
        attempt("looking which subscribers are still there", subscriptions::check);
        attempt("looking into outbox and inbox", leasedWork);
        attempt("keeping the board up to date", board::look);
        attempt("storing how far customers have read", sessions::writeCursors);
        attempt("telling which agents were seen", agents::shareSeenNowAndThen);
        attempt("reading which customers are blocked", blocks::refreshNowAndThen);
        attempt("telling what goes on in the sessions", sessions::tellActivity);
        attempt("keeping the places in the queue", this::keepPlaces);
        attempt("ending expired sessions", this::sweep);
        attempt("returning sessions of absent agents", this::handBack);
        attempt("noting breaches of service levels", this::noteBreaches);
        attempt("releasing memory", this::tidy);
        attempt("deleting files that no message names", this::collectFiles);
        attempt("erasing sessions by age", this::eraseOld);
        attempt("computing facts of sessions", this::computeFacts);
        continueIn(pauseAfter(Duration.ofNanos(node.scheduler().nanoTime() - startedNanos)));
    }

    private static boolean isDue(long lastNanos, Duration interval, long nowNanos) {
        return nowNanos - lastNanos >= interval.toNanos();
    }

    private void keepPlaces() {
        if (sessions.anyWaiting()) {
            queue.refresh();
            sessions.place(queue::placeOf);
        }
    }

    private void sweep() {
        long now = node.scheduler().nanoTime();
        if (isDue(sweptAtNanos, sweepInterval, now)) {
            sweptAtNanos = now;
            try {
                expiry.sweep();
                uptime.storeAnswered();
            } catch (Throwable e) {
                uptime.storeFailed();
                throw e;
            }
        }
    }

    private void handBack() {
        long now = node.scheduler().nanoTime();
        if (isDue(handedBackAtNanos, HAND_BACK_INTERVAL, now)) {
            handedBackAtNanos = now;
            handBack.sweep();
        }
    }

    private void noteBreaches() {
        long now = node.scheduler().nanoTime();
        if (serviceLevels != null && isDue(breachesNotedAtNanos, BREACH_INTERVAL, now)) {
            breachesNotedAtNanos = now;
            serviceLevels.sweep();
        }
    }

    private void tidy() {
        long now = node.scheduler().nanoTime();
        if (isDue(tidiedAtNanos, TIDY_INTERVAL, now)) {
            tidiedAtNanos = now;
            sessions.retireUnused();
            if (limiter != null) {
                limiter.forgetFull();
            }
        }
    }

    private void collectFiles() {
        long now = node.scheduler().nanoTime();
        if (files != null && isDue(collectedAtNanos, COLLECT_INTERVAL, now)) {
            collectedAtNanos = now;
            files.collect();
        }
    }

    /** Goes on with the next batch a second later as long as there is one. */
    private void eraseOld() {
        long now = node.scheduler().nanoTime();
        if (retention != null && (moreIsOld || isDue(retainedAtNanos, RETENTION_INTERVAL, now))) {
            retainedAtNanos = now;
            moreIsOld = false;
            moreIsOld = retention.sweep();
        }
    }

    /** Goes on with the next batch a second later as long as there is one. */
    private void computeFacts() {
        long now = node.scheduler().nanoTime();
        if (facts != null && (moreIsOutdated || isDue(factsSweptAtNanos, FACTS_INTERVAL, now))) {
            factsSweptAtNanos = now;
            moreIsOutdated = false;
            moreIsOutdated = facts.sweep();
        }
    }

    private void attempt(String what, Runnable duty) {
        try {
            duty.run();
        } catch (StoreException e) {
            uptime.storeFailed();
            LOG.warn("{} failed; it is tried again soon", what, e);
        } catch (Throwable e) { // hosts in other languages may throw checked exceptions
            LOG.warn("{} failed; it is tried again soon", what, e);
        }
    }
}
