package dev.helpline.chat.testkit.time;

import dev.helpline.chat.spi.time.Scheduler;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A clock and a scheduler whose time moves only when a test advances it. Tasks run within {@link #advance}, on the
 * thread that calls it, in the order in which they are due; tasks that are due at the same instant run in the order
 * in which they were scheduled. A task sees the instant at which it is due. The clock can be {@linkplain #setClock
 * set}.
 *
 * <p>Thread-safe: time can be read and tasks scheduled from any thread, also from a task. Only one thread at a time
 * advances; others wait for it.
 */
public final class ScriptedTime implements InstantSource, Scheduler {
    private final ReentrantLock advancing = new ReentrantLock();
    private final PriorityQueue<Task> tasks =
            new PriorityQueue<>(Comparator.comparing(Task::due).thenComparing(Task::number));
    private final Instant start;

    /** The instant that the clock would show if it had never been set; tasks are due by it. */
    private Instant now;

    private Duration clockError = Duration.ZERO;
    private long scheduled;

    private ScriptedTime(Instant start) {
        this.start = Objects.requireNonNull(start, "start");
        this.now = start;
    }

    /** Creates a time that stands still at {@code start}. */
    public static ScriptedTime startingAt(Instant start) {
        return new ScriptedTime(start);
    }

    /** Returns a time that stands still at {@code start}, such as {@code 2026-01-05T09:00:00Z}. */
    public static ScriptedTime startingAt(String start) {
        return new ScriptedTime(Instant.parse(start));
    }

    @Override
    public synchronized Instant instant() {
        return now.plus(clockError);
    }

    @Override
    public synchronized long nanoTime() {
        return Duration.between(start, now).toNanos();
    }

    /**
     * Sets the clock forward, or back by a negative duration, as an administrator or a time daemon does: {@link
     * #instant} changes at once, but no time passes, and all tasks keep their distance.
     */
    public synchronized void setClock(Duration by) {
        clockError = clockError.plus(by);
    }

    /** Schedules {@code task} until time has been advanced far enough; never runs it at once. */
    @Override
    public synchronized Scheduled schedule(Duration delay, Runnable task) {
        Objects.requireNonNull(task, "task");
        Task entry = new Task(now.plus(delay), scheduled++, task);
        tasks.add(entry);
        return () -> forget(entry);
    }

    /**
     * Moves time forward and runs what becomes due on the way, including what those tasks schedule. If a task throws,
     * time stays at the instant it was due, and the exception reaches the caller.
     *
     * @param duration not negative; zero runs what is due already
     * @throws IllegalStateException if called by a task
     */
    public void advance(Duration duration) {
        if (duration.isNegative()) {
            throw new IllegalArgumentException("duration must not be negative, was " + duration);
        }
        if (advancing.isHeldByCurrentThread()) {
            throw new IllegalStateException("a task cannot advance the time it runs in");
        }
        advancing.lock();
        try {
            Instant end = passed().plus(duration);
            for (Task task = nextUntil(end); task != null; task = nextUntil(end)) {
                task.run().run();
            }
        } finally {
            advancing.unlock();
        }
    }

    /** Returns when the next task is due; empty if there is no task. */
    public synchronized Optional<Instant> nextDue() {
        return Optional.ofNullable(tasks.peek()).map(task -> task.due().plus(clockError));
    }

    /** Returns the number of scheduled tasks. */
    public synchronized int waitingTasks() {
        return tasks.size();
    }

    private synchronized Instant passed() {
        return now;
    }

    private synchronized void forget(Task task) {
        tasks.remove(task);
    }

    /** Takes the next task due by {@code end} and moves time to it; without one, moves time to {@code end}. */
    private synchronized @Nullable Task nextUntil(Instant end) {
        Task task = tasks.peek();
        if (task == null || task.due().isAfter(end)) {
            now = end;
            return null;
        }
        tasks.remove(task);
        if (task.due().isAfter(now)) {
            now = task.due();
        }
        return task;
    }

    private record Task(Instant due, long number, Runnable run) {}
}
