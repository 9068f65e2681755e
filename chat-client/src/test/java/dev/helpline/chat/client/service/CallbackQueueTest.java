package dev.helpline.chat.client.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class CallbackQueueTest {
    private final ExecutorService pool = Executors.newFixedThreadPool(4);
    private final List<String> events = Collections.synchronizedList(new ArrayList<>());
    private final List<Throwable> thrown = Collections.synchronizedList(new ArrayList<>());

    @AfterEach
    void stop() {
        pool.shutdownNow();
    }

    private void add(CallbackQueue queue, Runnable callback) {
        queue.add(callback);
        queue.flush();
    }

    @Test
    void callbacks_keep_their_order_on_many_threads() throws Exception {
        CallbackQueue queue = new CallbackQueue(pool, thrown::add);
        CountDownLatch all = new CountDownLatch(1000);

        IntStream.range(0, 1000)
                .forEach(n -> add(queue, () -> {
                    events.add(Integer.toString(n));
                    all.countDown();
                }));

        assertThat(all.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(events)
                .containsExactlyElementsOf(
                        IntStream.range(0, 1000).mapToObj(Integer::toString).toList());
    }

    @Test
    void close_waits_for_the_callback_that_runs_and_drops_the_rest() throws Exception {
        CallbackQueue queue = new CallbackQueue(pool, thrown::add);
        CountDownLatch inside = new CountDownLatch(1);
        Thread closer = new Thread(() -> {
            queue.close();
            events.add("closed");
        });
        queue.add(() -> {
            inside.countDown();
            awaitWaitingOrDead(closer);
            events.add("callback done");
        });
        queue.add(() -> events.add("too late"));
        queue.flush();

        assertThat(inside.await(10, TimeUnit.SECONDS)).isTrue();
        closer.start();
        closer.join();
        add(queue, () -> events.add("much too late"));
        pool.shutdown();

        assertThat(pool.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        assertThat(events).containsExactly("callback done", "closed");
    }

    private static void awaitWaitingOrDead(Thread thread) {
        while (thread.getState() != Thread.State.WAITING
                && thread.getState() != Thread.State.TERMINATED
                && !Thread.currentThread().isInterrupted()) {
            Thread.onSpinWait();
        }
    }

    @Test
    void close_from_inside_a_callback_does_not_wait_for_itself() {
        CallbackQueue queue = new CallbackQueue(Runnable::run, thrown::add);
        queue.add(() -> {
            queue.close();
            events.add("closed");
        });
        queue.add(() -> events.add("too late"));

        queue.flush();

        assertThat(events).containsExactly("closed");
    }

    @Test
    void what_a_callback_adds_comes_after_it() {
        CallbackQueue queue = new CallbackQueue(Runnable::run, thrown::add);

        add(queue, () -> {
            add(queue, () -> events.add("second"));
            events.add("first");
        });

        assertThat(events).containsExactly("first", "second");
    }

    @Test
    void an_executor_that_refuses_once_is_reported_and_asked_again() {
        List<Runnable> accepted = new ArrayList<>();
        CallbackQueue queue = new CallbackQueue(
                work -> {
                    if (thrown.isEmpty()) {
                        throw new RejectedExecutionException("full");
                    }
                    accepted.add(work);
                },
                thrown::add);
        add(queue, () -> events.add("first"));

        add(queue, () -> events.add("second"));
        accepted.forEach(Runnable::run);

        assertThat(thrown).hasSize(1);
        assertThat(events).containsExactly("first", "second");
    }

    @ParameterizedTest
    @ValueSource(
            classes = {IllegalStateException.class, AssertionError.class, IOException.class, StackOverflowError.class})
    void a_broken_place_to_report_to_stops_nothing(Class<? extends Throwable> broken) {
        CallbackQueue queue =
                new CallbackQueue(Runnable::run, failure -> CallbackQueueTest.<RuntimeException>sneak(broken));
        queue.add(() -> {
            throw new AssertionError("broken");
        });
        queue.add(() -> events.add("next"));

        queue.flush();

        assertThat(events).containsExactly("next");
    }

    @SuppressWarnings("unchecked") // which is how Kotlin and Lombok throw checked exceptions
    private static <T extends Throwable> void sneak(Class<? extends Throwable> thrown) throws T {
        try {
            throw (T) thrown.getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException unexpected) {
            throw new IllegalArgumentException(unexpected);
        }
    }
}
