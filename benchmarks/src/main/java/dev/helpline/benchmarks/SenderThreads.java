package dev.helpline.benchmarks;

import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The kinds of sender threads. */
enum SenderThreads {
    /** Threads of the operating system, which has to wake each of them. */
    PLATFORM,

    /** Virtual threads of Java 21 or later, which Java wakes without the operating system. */
    VIRTUAL;

    static SenderThreads named(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }

    /** Returns an executor with a thread for each task. */
    ExecutorService executor() {
        if (this == PLATFORM) {
            return Executors.newCachedThreadPool();
        }
        try {
            // by reflection, because the code is compiled for an older Java
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
