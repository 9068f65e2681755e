package dev.helpline.chat.testkit.fault;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Holds calls of a {@link FaultyStore} or {@link FaultyBus} until it is opened. Thread-safe. */
public final class Gate {
    private static final long PATIENCE_SECONDS = 30;

    private final CountDownLatch arrived = new CountDownLatch(1);
    private final CountDownLatch opened = new CountDownLatch(1);

    Gate() {}

    /** Waits until a call has reached the gate; throws {@link AssertionError} if none does within 30 seconds. */
    public void awaitArrival() {
        await(arrived, "no call came to the gate");
    }

    /** Lets the call through; a call that comes later is not held. */
    public void open() {
        opened.countDown();
    }

    void pass() {
        arrived.countDown();
        await(opened, "the gate was not opened");
    }

    /** An interrupt does not open the gate; the interrupt flag stays set. */
    private static void await(CountDownLatch latch, String failure) {
        boolean interrupted = false;
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        try {
            while (true) {
                try {
                    if (!latch.await(end - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                        throw new AssertionError(failure + " within " + PATIENCE_SECONDS + " s");
                    }
                    return;
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
