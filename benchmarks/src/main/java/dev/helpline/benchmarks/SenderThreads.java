package dev.helpline.benchmarks;

import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** What kind of thread a sender is. */
enum SenderThreads {
    /** Known to the operating system, which has to wake each of them. */
    PLATFORM,

    /** Java's own, from Java 21 on, which are woken without it. */
    VIRTUAL;

    static SenderThreads named(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }

    /** A thread for each task. */
    ExecutorService executor() {
        if (this == PLATFORM) {
            return Executors.newCachedThreadPool();
        }
        try {
            // compiled for a Java that does not have it
            return (ExecutorService)
                    Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("virtual threads need Java 21 or later", e);
        }
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
