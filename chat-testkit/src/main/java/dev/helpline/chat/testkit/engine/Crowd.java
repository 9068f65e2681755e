package dev.helpline.chat.testkit.engine;

import dev.helpline.chat.spi.ChatException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Runs a call in many threads at the same moment, and returns the results in the order of the threads. */
final class Crowd {
    private static final int PATIENCE_SECONDS = 60;

    private Crowd() {}

    /** The outcome of one call: a result or a refusal. */
    record Told<T>(@Nullable T answer, @Nullable ChatException refusal) {
        boolean isRefused() {
            return refusal != null;
        }

        /** Returns the result; fails with the refusal if there is none. */
        T orThrow() {
            if (refusal != null) {
                throw new AssertionError("refused", refusal);
            }
            return Objects.requireNonNull(answer);
        }

        ChatException refused() {
            return Objects.requireNonNull(refusal, "nothing was refused");
        }
    }

    /** Runs the call in {@code size} threads, numbered from 0, at the same moment. */
    static <T> List<Told<T>> race(int size, IntFunction<T> runner) {
        ExecutorService threads = Executors.newFixedThreadPool(size);
        CyclicBarrier start = new CyclicBarrier(size);
        try {
            List<Future<Told<T>>> runs = new ArrayList<>();
            for (int i = 0; i < size; i++) {
                int number = i;
                runs.add(threads.submit(() -> {
                    start.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
                    return told(runner, number);
                }));
            }
            List<Told<T>> all = new ArrayList<>();
            for (Future<Told<T>> run : runs) {
                all.add(run.get(PATIENCE_SECONDS, TimeUnit.SECONDS));
            }
            return all;
        } catch (Exception e) {
            throw new AssertionError("a runner failed", e);
        } finally {
            threads.shutdownNow();
        }
    }

    /** As {@link #race}, for calls that all have to succeed. */
    static <T> List<T> all(int size, IntFunction<T> runner) {
        return race(size, runner).stream().map(Told::orThrow).toList();
    }

    static <T> List<T> answers(List<Told<T>> all) {
        return all.stream().filter(told -> !told.isRefused()).map(Told::orThrow).toList();
    }

    static List<ChatException> refusals(List<? extends Told<?>> all) {
        return all.stream().filter(Told::isRefused).map(Told::refused).toList();
    }

    private static <T> Told<T> told(IntFunction<T> runner, int number) {
        try {
            return new Told<>(runner.apply(number), null);
        } catch (ChatException e) {
            return new Told<>(null, e);
        }
    }
}
