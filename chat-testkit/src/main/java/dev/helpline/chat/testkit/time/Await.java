package dev.helpline.chat.testkit.time;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Waits for an effect of another thread or process that completes no future and calls no listener. It evaluates a
 * condition every half millisecond, so that a test goes on at once and leaves the processor to the threads it waits
 * for. Use it only where there is nothing to wait on.
 */
public final class Await {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final long PAUSE_NANOS = 500_000;

    private Await() {}

    /**
     * Returns when the condition holds. The calling thread evaluates it.
     *
     * @throws AssertionError if it does not hold within 60 seconds
     */
    public static void until(BooleanSupplier condition) {
        until(condition, PATIENCE);
    }

    /**
     * As {@link #until(BooleanSupplier)}, with another bound.
     *
     * @param patience how long to wait; with zero or less the condition is evaluated once
     * @throws AssertionError if the condition does not hold by then
     */
    public static void until(BooleanSupplier condition, Duration patience) {
        long start = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - start >= patience.toNanos()) {
                throw new AssertionError("did not happen within " + patience);
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    /**
     * Gives other threads a moment to complete a future, between two steps of a scripted time. Without it, scripted
     * time races ahead of them, and what takes them moments lasts for hours of scripted time.
     *
     * @return whether the future is done; also false if the caller is interrupted, whose interrupt flag is then set
     *     again
     */
    public static boolean isDoneSoon(CompletableFuture<?> future) {
        try {
            future.get(2, TimeUnit.MILLISECONDS);
            return true;
        } catch (ExecutionException | CancellationException e) {
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
