package dev.helpline.benchmarks;

import java.io.Closeable;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** Does one thing many times, with a few threads. */
final class Parallel {
    private static final int THREADS = 32;

    private Parallel() {}

    /** What is done by one of the threads for a number. */
    @FunctionalInterface
    interface Task<R, T> {
        T apply(R resource, int number) throws Exception;
    }

    /** What each thread opens before and closes after. */
    @FunctionalInterface
    interface Opening<R> {
        R open() throws Exception;
    }

    /** Returns the results for 0 to {@code number} - 1, in this order. */
    static <R extends Closeable, T> List<T> forEach(int number, Opening<R> opening, Task<R, T> task) throws Exception {
        AtomicInteger next = new AtomicInteger();
        NavigableMap<Integer, T> results = new ConcurrentSkipListMap<>();
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                all.add(threads.submit(() -> {
                    try (R resource = opening.open()) {
                        for (int n = next.getAndIncrement(); n < number; n = next.getAndIncrement()) {
                            results.put(n, task.apply(resource, n));
                        }
                    }
                    return null;
                }));
            }
            for (Future<?> each : all) {
                each.get();
            }
            return List.copyOf(results.values());
        } finally {
            threads.shutdownNow();
        }
    }
}
