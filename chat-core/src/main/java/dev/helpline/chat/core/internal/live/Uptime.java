package dev.helpline.chat.core.internal.live;

import dev.helpline.chat.spi.time.Scheduler;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The time in which this engine could be reached. Silence at other times does not count against a session. The gaps are outages of the
 * store, times in which the process stood still, and the amounts by which the clock was set forward. How long the engine was down
 * before it started is not known, so no silence counts for a while after the start.
 *
 * <p>Other engines over the same store may have been reachable in the meantime. They count for themselves, so that a
 * session ends as soon as it is due for the engine that was up for longest. Thread-safe.
 */
public final class Uptime {
    /** Smaller gaps do not count: clocks are corrected by that much, and threads run that late. */
    private static final Duration TOLERANCE = Duration.ofSeconds(5);

    private static final int MAX_GAPS = 1000;
    private static final Logger LOG = LoggerFactory.getLogger(Uptime.class);

    private final InstantSource clock;
    private final Scheduler time;
    private final long startedAtNanos;
    private final Duration grace;

    // Guarded by this. Gaps are in order and do not overlap.
    private final Deque<Gap> gaps = new ArrayDeque<>();
    private Moment seen;
    private Instant storeAnsweredAt;
    private boolean storeFails;

    private record Gap(Instant from, Instant to) {
        Duration length() {
            return Duration.between(from, to);
        }

        Gap and(Gap other) {
            return new Gap(from.isBefore(other.from) ? from : other.from, to.isAfter(other.to) ? to : other.to);
        }
    }

    /** A moment: what the clock says, and how much time has passed. */
    public record Moment(Instant at, long nanos) {}

    /**
     * An uptime that begins now.
     *
     * @param grace for how long after the start no silence counts
     */
    public Uptime(InstantSource clock, Scheduler time, Duration grace) {
        this.clock = clock;
        this.time = time;
        this.startedAtNanos = time.nanoTime();
        this.grace = grace;
        this.seen = moment();
        this.storeAnsweredAt = seen.at();
    }

    /**
     * Returns the latest instant since which the engine could be reached for {@code duration} in all. A session whose last sign of
     * life is that old has been silent for the whole duration. Returns {@link Instant#EPOCH} during the grace.
     */
    public synchronized Instant reachableSince(Duration duration) {
        Moment now = lookAtClock();
        if (now.nanos() - startedAtNanos < grace.toNanos()) {
            return Instant.EPOCH;
        }
        Instant since = now.at().minus(duration);
        if (storeFails) {
            since = since.minus(Duration.between(storeAnsweredAt, now.at()));
        }
        for (Iterator<Gap> youngestFirst = gaps.descendingIterator(); youngestFirst.hasNext(); ) {
            Gap gap = youngestFirst.next();
            if (!gap.to().isAfter(since)) {
                break;
            }
            since = since.minus(gap.length());
        }
        return since;
    }

    /** The store answered just now. */
    public synchronized void storeAnswered() {
        Instant now = lookAtClock().at();
        if (storeFails) {
            storeFails = false;
            add(storeAnsweredAt, now);
        }
        storeAnsweredAt = now;
    }

    /** The store did not answer just now, and so probably not since its last answer. */
    public synchronized void storeFailed() {
        storeFails = true;
    }

    /** The moment that comes after this delay. */
    public Moment in(Duration delay) {
        Moment now = moment();
        return new Moment(now.at().plus(delay), now.nanos() + delay.toNanos());
    }

    /**
     * A task of the scheduler runs just now. If it is much too late, the process stood still and served no caller.
     *
     * @param expected when it should have run; null if that is not known yet, since it runs at once
     */
    public synchronized void awake(@Nullable Moment expected) {
        Moment now = lookAtClock();
        if (expected == null) {
            return;
        }
        Duration late = Duration.ofNanos(now.nanos() - expected.nanos());
        if (late.compareTo(TOLERANCE) > 0) {
            LOG.warn("the process stood still for {}; silence in this time does not count", late);
            add(now.at().minus(late), now.at());
        }
    }

    private Moment moment() {
        long before = time.nanoTime();
        while (true) {
            Instant at = clock.instant();
            long nanos = time.nanoTime();
            if (nanos - before < TOLERANCE.toNanos()) {
                return new Moment(at, nanos);
            }
            // The thread was held up in between, so the two readings do not belong together.
            before = nanos;
        }
    }

    /** Finds out whether the clock was set since the last look. */
    private Moment lookAtClock() {
        Moment now = moment();
        Duration passed = Duration.ofNanos(now.nanos() - seen.nanos());
        Duration setForward = Duration.between(seen.at(), now.at()).minus(passed);
        if (setForward.compareTo(TOLERANCE) > 0) {
            LOG.warn("the clock was set forward by {}; this does not count as silence", setForward);
            add(now.at().minus(setForward), now.at());
        } else if (setForward.negated().compareTo(TOLERANCE) > 0) {
            LOG.warn("the clock was set back by {}", setForward.negated());
            forgetAfter(now.at());
        }
        seen = now;
        return now;
    }

    private void add(Instant from, Instant to) {
        if (!from.isBefore(to)) {
            return;
        }
        Gap added = new Gap(from, to);
        while (!gaps.isEmpty() && !gaps.getLast().to().isBefore(added.from())) {
            added = added.and(gaps.removeLast());
        }
        gaps.addLast(added);
        if (gaps.size() > MAX_GAPS) {
            gaps.addFirst(gaps.removeFirst().and(gaps.removeFirst()));
        }
    }

    /** Removes the gaps behind this instant, which the clock has not reached yet since it was set back. */
    private void forgetAfter(Instant now) {
        while (!gaps.isEmpty() && gaps.getLast().to().isAfter(now)) {
            Instant from = gaps.removeLast().from();
            if (from.isBefore(now)) {
                gaps.addLast(new Gap(from, now));
            }
        }
        if (storeAnsweredAt.isAfter(now)) {
            storeAnsweredAt = now;
        }
    }
}
