package dev.helpline.chat.client.service;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Time that moves when a test says so. Steps run on the test's thread. */
final class ScriptedTime implements ChatScheduler {
    private final PriorityQueue<Step> steps =
            new PriorityQueue<>(Comparator.comparingLong(Step::dueNanos).thenComparingLong(Step::number));
    private final AtomicLong numbers = new AtomicLong();
    private long nowNanos;

    private record Step(long dueNanos, long number, Runnable action) {}

    @Override
    public synchronized long nanoTime() {
        return nowNanos;
    }

    @Override
    public synchronized Task after(Duration delay, Runnable action) {
        Step step = new Step(nowNanos + delay.toNanos(), numbers.incrementAndGet(), action);
        steps.add(step);
        notifyAll();
        return () -> remove(step);
    }

    private synchronized void remove(Step step) {
        steps.remove(step);
    }

    /** Runs what is due now, and what that makes due. */
    void settle() {
        pass(Duration.ZERO);
    }

    /** Lets time pass, step by step. */
    void pass(Duration time) {
        long endNanos = nanoTime() + time.toNanos();
        for (Step step = next(endNanos); step != null; step = next(endNanos)) {
            step.action().run();
        }
        moveTo(endNanos);
    }

    private synchronized @Nullable Step next(long untilNanos) {
        Step step = steps.peek();
        if (step == null || step.dueNanos() > untilNanos) {
            return null;
        }
        nowNanos = Math.max(nowNanos, step.dueNanos());
        return steps.remove();
    }

    private synchronized void moveTo(long nanos) {
        nowNanos = nanos;
    }

    /** Waits until that many steps are planned, which another thread is about to do. */
    synchronized void awaitSteps(int count) throws InterruptedException {
        while (steps.size() < count) {
            wait();
        }
    }

    /** How long from now each planned step is due. */
    synchronized List<Duration> planned() {
        return steps.stream()
                .sorted(steps.comparator())
                .map(step -> Duration.ofNanos(step.dueNanos() - nowNanos))
                .toList();
    }

    Clock clock() {
        return new Clock() {
            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return Instant.parse("2026-01-01T00:00:00Z").plusNanos(nanoTime());
            }
        };
    }
}
