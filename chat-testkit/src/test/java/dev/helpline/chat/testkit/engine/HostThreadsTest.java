package dev.helpline.chat.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.helpline.chat.core.ChatEngine;
import dev.helpline.chat.core.message.SendMessage;
import dev.helpline.chat.core.poll.PollAnswer;
import dev.helpline.chat.core.poll.PollRequest;
import dev.helpline.chat.core.session.SessionView;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.entry.Entry;
import dev.helpline.chat.spi.session.SessionState;
import dev.helpline.chat.spi.time.Scheduler;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** The engine on threads and timers of the host's, which may be few, busy or unusual. */
class HostThreadsTest extends FaultTest {
    @Test
    void a_callback_may_make_a_blocking_call_even_on_the_only_worker() {
        ExecutorService single = Executors.newSingleThreadExecutor();
        use(builder(single).build());
        SessionId session = started();
        SessionId waiting = started("other");

        CompletableFuture<SessionView> claimed =
                future(carla().sendAsync(SendMessage.of(session, "x")).thenApply(sent -> anton().claim(waiting)));

        assertThat(answerOf(claimed).session().state()).isEqualTo(SessionState.ACTIVE);
        single.shutdown();
    }

    @Test
    void a_callback_may_answer_a_waiting_session_even_on_the_only_worker() {
        ExecutorService single = Executors.newSingleThreadExecutor();
        use(builder(single).build());
        SessionId session = started();

        CompletableFuture<Entry> answered =
                future(carla().sendAsync(SendMessage.of(session, "x")).thenApply(sent -> antonSays(session, "Hello!")));

        assertThat(answerOf(answered).text()).isEqualTo("Hello!");
        single.shutdown();
    }

    @Test
    void workers_that_refuse_leave_no_call_without_a_result() {
        AtomicBoolean full = new AtomicBoolean();
        use(builder(task -> {
                    if (full.get()) {
                        throw new RejectedExecutionException("full");
                    }
                    workers.execute(task);
                })
                .build());
        SessionId session = started();
        anton().claim(session);
        String cursor = carla().poll(everything(session, null)).cursor();
        CompletableFuture<PollAnswer> poll =
                future(carla().pollAsync(PollRequest.everything(session, cursor).waiting(Duration.ofSeconds(20))));
        full.set(true);

        CompletableFuture<Entry> sent = future(anton().sendAsync(SendMessage.of(session, "one")));

        assertThat(answerOf(sent).text()).isEqualTo("one");
        assertThat(texts(answerOf(poll))).containsExactly("one");
    }

    @Test
    void everything_works_with_an_executor_that_runs_tasks_on_the_calling_thread() {
        use(builder(Runnable::run).build());
        SessionId session = started();
        String cursor = carla().poll(everything(session, null)).cursor();
        CompletableFuture<PollAnswer> poll =
                future(carla().pollAsync(PollRequest.everything(session, cursor).waiting(Duration.ofSeconds(20))));

        answerOf(anton().sendAsync(SendMessage.of(session, "Hello!")));
        time.advance(TICK);

        assertThat(answerOf(poll).view().session().state()).isEqualTo(SessionState.ACTIVE);
    }

    @Test
    void housekeeping_goes_on_after_an_error() {
        AtomicBoolean broken = new AtomicBoolean();
        use(engineBuilder(faulty, unlimited().build())
                .clock(() -> {
                    if (broken.getAndSet(false)) {
                        throw new NoClassDefFoundError("scripted");
                    }
                    return time.instant();
                })
                .build());
        SessionId session = started();
        broken.set(true);

        pass(TICK);
        pass(Duration.ofMinutes(31));
        pass(Duration.ofMinutes(1));

        assertThat(stored(session).state()).isEqualTo(SessionState.ENDED);
    }

    @Test
    void a_poll_that_begins_to_wait_just_when_the_engine_closes_is_answered() {
        AtomicReference<Runnable> before = new AtomicReference<>(() -> {});
        Scheduler scheduler = (delay, task) -> {
            before.getAndSet(() -> {}).run();
            return time.schedule(delay, task);
        };
        use(builder(workers).scheduler(scheduler).build());
        SessionId session = active();
        String cursor = carla().poll(everything(session, null)).cursor();
        before.set(() -> engine.close());

        CompletableFuture<PollAnswer> poll =
                future(carla().pollAsync(PollRequest.everything(session, cursor).waiting(Duration.ofSeconds(20))));

        assertThat(answerOf(poll).messages()).isEmpty();
    }

    @Test
    void a_message_that_comes_between_looking_and_waiting_is_not_missed() {
        AtomicReference<Runnable> before = new AtomicReference<>(() -> {});
        Scheduler scheduler = (delay, task) -> {
            before.getAndSet(() -> {}).run();
            return time.schedule(delay, task);
        };
        use(builder(workers).scheduler(scheduler).build());
        SessionId session = active();
        String cursor = carla().poll(everything(session, null)).cursor();
        before.set(() -> antonSays(session, "one"));

        CompletableFuture<PollAnswer> poll =
                future(carla().pollAsync(PollRequest.everything(session, cursor).waiting(Duration.ofSeconds(20))));

        assertThat(texts(answerOf(poll))).containsExactly("one");
    }

    private ChatEngine.Builder builder(Executor executor) {
        return engineBuilder(faulty, unlimited().build()).executor(executor);
    }

    private void use(ChatEngine made) {
        engine.close();
        engine = closing(made);
    }
}
