package dev.helpline.chat.store.jdbc;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for what another thread, or another process, is about to do. */
final class Waiting {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private Waiting() {}

    static void until(BooleanSupplier condition) {
        until(PATIENCE, condition);
    }

    static void until(Duration patience, BooleanSupplier condition) {
        long end = System.nanoTime() + patience.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("did not happen within " + patience);
            }
            Thread.onSpinWait();
        }
    }
}
