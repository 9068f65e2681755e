package dev.helpline.chat.testkit.store;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;

/** Runs a call in eight threads at the same moment, and returns the results in the order of the threads. */
final class Race {
    static final int RUNNERS = 8;

    private Race() {}

    static <T> List<T> run(IntFunction<T> runner) {
        ExecutorService threads = Executors.newFixedThreadPool(RUNNERS);
        try {
            CyclicBarrier start = new CyclicBarrier(RUNNERS);
            List<Callable<T>> tasks = new ArrayList<>();
            for (int i = 0; i < RUNNERS; i++) {
                int number = i;
                tasks.add(() -> {
                    start.await(30, TimeUnit.SECONDS);
                    return runner.apply(number);
                });
            }
            List<T> answers = new ArrayList<>();
            for (Future<T> answer : threads.invokeAll(tasks)) {
                answers.add(answer.get(60, TimeUnit.SECONDS));
            }
            return answers;
        } catch (Exception e) {
            throw new AssertionError("a runner failed", e);
        } finally {
            threads.shutdownNow();
        }
    }
}
