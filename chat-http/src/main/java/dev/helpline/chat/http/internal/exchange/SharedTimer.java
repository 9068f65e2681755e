package dev.helpline.chat.http.internal.exchange;

import dev.helpline.chat.spi.time.Scheduler;
import java.time.Duration;
import java.util.Comparator;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Schedules tasks that are nearly always cancelled, as time limits are that are nearly always kept. All of them share one timer of
 * another scheduler, which goes on when a task is cancelled. So such a task costs a place in a set, where a timer of its own would wake
 * the thread of that scheduler: with short calls that thread would be woken for each of them. Thread-safe.
 */
public final class SharedTimer implements Scheduler {
    private static final long NOT_SET = Long.MAX_VALUE;

    private final Scheduler timers;
    private final long startNanos;
    private final AtomicLong number = new AtomicLong();
    private final ConcurrentSkipListSet<Task> tasks =
            new ConcurrentSkipListSet<>(Comparator.comparingLong(Task::due).thenComparingLong(Task::number));

    /** When the timer goes off, in nanoseconds since the start. Written under this object's monitor. */
    private volatile long setTo = NOT_SET;

    /** A set without tasks. */
    public SharedTimer(Scheduler timers) {
        this.timers = timers;
        this.startNanos = timers.nanoTime();
    }

    /** @param due in nanoseconds since the start */
    private record Task(long due, long number, Runnable code) {}

    @Override
    public Scheduled schedule(Duration delay, Runnable code) {
        Task task = new Task(elapsed() + delay.toNanos(), number.incrementAndGet(), code);
        tasks.add(task);
        setFor(task);
        return () -> tasks.remove(task);
    }

    @Override
    public long nanoTime() {
        return timers.nanoTime();
    }

    private long elapsed() {
        return timers.nanoTime() - startNanos;
    }

    private void setFor(Task task) {
        if (task.due() < setTo) {
            setTo(task.due());
        }
    }

    private synchronized void setTo(long due) {
        if (due < setTo) {
            setTo = due;
            timers.schedule(Duration.ofNanos(Math.max(0, due - elapsed())), () -> goOff(due));
        }
    }

    private void goOff(long due) {
        // Before it looks for tasks: one that is added from here on sets the timer itself.
        unset(due);
        long now = elapsed();
        for (Task task : tasks) {
            if (task.due() > now) {
                setFor(task);
                return;
            }
            if (tasks.remove(task)) {
                task.code().run();
            }
        }
    }

    /** The timer that was set to this time has gone off, unless it was set to an earlier time since. */
    private synchronized void unset(long due) {
        if (setTo == due) {
            setTo = NOT_SET;
        }
    }
}
