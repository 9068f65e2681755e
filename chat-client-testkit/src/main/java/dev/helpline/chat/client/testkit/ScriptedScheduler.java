package dev.helpline.chat.client.testkit;

import dev.helpline.chat.client.service.ChatScheduler;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A scheduler for tests of a {@code ChatService}: time stands still until the test advances it, and every task runs on the
 * thread of the test, so a test never sleeps. Callbacks can run on that thread, too:
 *
 * <pre>{@code
 * FakeChatApi server = new FakeChatApi();
 * ScriptedScheduler time = new ScriptedScheduler();
 * ChatService chat = ChatService.builder(server)
 *         .scheduler(time)
 *         .clock(time.clock())
 *         .executor(Runnable::run)
 *         .build();
 * }</pre>
 *
 * <p>Time starts at 2026-01-01T00:00:00Z.
 *
 * <p>Thread-safe.
 */
public final class ScriptedScheduler implements ChatScheduler {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final PriorityQueue<PlannedTask> tasks = new PriorityQueue<>(
            Comparator.<PlannedTask>comparingLong(task -> task.dueNanos).thenComparingLong(task -> task.number));
    private final AtomicLong numbers = new AtomicLong();
    private long nowNanos;

    /** Makes one without tasks. */
    public ScriptedScheduler() {}

    @Override
    public synchronized long nanoTime() {
        return nowNanos;
    }

    @Override
    public synchronized Task after(Duration delay, Runnable step) {
        PlannedTask task = new PlannedTask(nowNanos + delay.toNanos(), numbers.incrementAndGet(), step);
        tasks.add(task);
        notifyAll();
        return () -> remove(task);
    }

    private synchronized void remove(PlannedTask task) {
        tasks.remove(task);
    }

    /** Runs the tasks that are due now, and those that become due because of them. */
    public void runDue() {
        advance(Duration.ZERO);
    }

    /**
     * Lets this much time pass and runs each task that becomes due meanwhile at its time, in the order in which they are due.
     *
     * @throws IllegalArgumentException if {@code duration} is negative
     */
    public void advance(Duration duration) {
        if (duration.isNegative()) {
            throw new IllegalArgumentException("duration must not be negative, was " + duration);
        }
        long endNanos = nanoTime() + duration.toNanos();
        for (PlannedTask task = next(endNanos); task != null; task = next(endNanos)) {
            task.step.run();
        }
        moveTo(endNanos);
    }

    /**
     * Lets this much time pass while nothing runs, as on a phone that is asleep. Then runs each task that is due, late.
     *
     * @throws IllegalArgumentException if {@code duration} is negative
     */
    public void sleep(Duration duration) {
        if (duration.isNegative()) {
            throw new IllegalArgumentException("duration must not be negative, was " + duration);
        }
        moveTo(nanoTime() + duration.toNanos());
        runDue();
    }

    private synchronized @Nullable PlannedTask next(long untilNanos) {
        PlannedTask task = tasks.peek();
        if (task == null || task.dueNanos > untilNanos) {
            return null;
        }
        nowNanos = Math.max(nowNanos, task.dueNanos);
        return tasks.remove();
    }

    private synchronized void moveTo(long nanos) {
        nowNanos = nanos;
    }

    /** Returns how long from now each planned task is due, the next one first. */
    public synchronized List<Duration> planned() {
        return tasks.stream()
                .sorted(tasks.comparator())
                .map(task -> Duration.ofNanos(task.dueNanos - nowNanos))
                .collect(Collectors.toList());
    }

    /**
     * Blocks until at least this many tasks are planned. Use it if another thread plans them, such as a thread of OkHttp
     * that received a response, and give the test a timeout.
     */
    public synchronized void awaitPlanned(int count) throws InterruptedException {
        while (tasks.size() < count) {
            wait();
        }
    }

    /** Returns a clock in UTC that shows the scripted time. */
    public Clock clock() {
        return new ScriptedClock(this, ZoneOffset.UTC);
    }

    /** A step and when it is due; tasks that are due at the same time run in the order in which they were planned. */
    private static final class PlannedTask {
        final long dueNanos;
        final long number;
        final Runnable step;

        PlannedTask(long dueNanos, long number, Runnable step) {
            this.dueNanos = dueNanos;
            this.number = number;
            this.step = step;
        }
    }

    /** The scripted time as a clock. */
    private static final class ScriptedClock extends Clock {
        private final ScriptedScheduler time;
        private final ZoneId zone;

        ScriptedClock(ScriptedScheduler time, ZoneId zone) {
            this.time = time;
            this.zone = zone;
        }

        @Override
        public ZoneId getZone() {
            return zone;
        }

        @Override
        public Clock withZone(ZoneId other) {
            return new ScriptedClock(time, other);
        }

        @Override
        public Instant instant() {
            return START.plusNanos(time.nanoTime());
        }
    }
}
