package dev.helpline.chat.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.helpline.chat.core.ChatEngine;
import dev.helpline.chat.core.policy.ChatPolicy;
import dev.helpline.chat.core.poll.PollAnswer;
import dev.helpline.chat.core.rating.RateSession;
import dev.helpline.chat.core.session.EndSession;
import dev.helpline.chat.core.session.StartSession;
import dev.helpline.chat.spi.ChatException;
import dev.helpline.chat.spi.ErrorCode;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.entry.Entry;
import dev.helpline.chat.spi.limit.Limit;
import dev.helpline.chat.spi.notify.ChatListener;
import dev.helpline.chat.spi.notify.ChatMetrics;
import dev.helpline.chat.spi.notify.MeasuredCommand;
import dev.helpline.chat.spi.rating.Rating;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.testkit.fault.FaultyStore;
import dev.helpline.chat.testkit.fault.Gate;
import dev.helpline.chat.testkit.time.Await;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What listeners and metrics receive. */
abstract class TellingContract extends EngineTest {
    @Test
    void a_listener_hears_of_everything_in_the_order_of_the_log() {
        Hearing hearing = new Hearing();
        listening(hearing);

        SessionId session = active();
        antonSays(session, "one");
        carlaSays(session, "two");
        anton().end(EndSession.of(session));
        carla().rate(RateSession.of(session, 4));
        engine.close();

        assertThat(hearing.heard()).containsExactly("started", "assigned", "one", "two", "ended", "rated 4");
    }

    @Test
    void a_listener_hears_of_a_hold_and_of_its_end_on_either_side() {
        Hearing hearing = new Hearing();
        listening(hearing);

        SessionId session = active();
        anton().hold(session);
        anton().resume(session);
        anton().hold(session);
        carlaSays(session, "back");
        engine.close();

        assertThat(hearing.heard())
                .containsExactly("started", "assigned", "held", "resumed", "held", "resumed", "back");
    }

    @Test
    void a_listener_hears_the_messages_of_each_session_in_order_however_many_write() {
        Hearing hearing = new Hearing();
        listening(hearing);
        SessionId session = active();

        Crowd.all(
                8,
                i -> IntStream.range(0, 20)
                        .mapToObj(n -> carlaSays(session, i + "/" + n))
                        .toList());
        engine.close();

        assertThat(hearing.heard().stream().filter(word -> word.contains("/")))
                .containsExactlyElementsOf(log(session).stream()
                        .filter(Entry::isMessage)
                        .map(Entry::text)
                        .toList());
    }

    @Test
    void a_listener_that_fails_harms_neither_the_caller_nor_the_others() {
        Hearing hearing = new Hearing();
        listening(new Failing(), hearing);

        SessionId session = active();
        antonSays(session, "one");
        engine.close();

        assertThat(hearing.heard()).containsExactly("started", "assigned", "one");
        assertThat(log(session)).hasSize(3);
    }

    @Test
    void metrics_receive_what_was_measured() {
        Measuring measuring = measuring(unlimited());

        SessionId session = active();
        String cursor = carla().poll(everything(session, null)).cursor();
        carla().poll(everything(session, cursor));
        refusalOf(() -> carla().rate(RateSession.of(session, 5)));

        assertThat(measuring.told)
                .containsExactlyInAnyOrder(
                        "batch of 1",
                        "start answered",
                        "batch of 1",
                        "assign answered",
                        "poll of 2",
                        "poll of 0",
                        "rate refused SESSION_NOT_ENDED");
    }

    @Test
    void starts_and_refused_starts_are_measured_like_other_commands() {
        Measuring measuring = measuring(unlimited().newSessions(new Limit(1, Duration.ofMinutes(1))));
        SessionId mine = new SessionId("mine");

        carla().start(StartSession.withId(mine));
        carla().start(StartSession.withId(mine));
        carla().currentOrStart(StartSession.PLAIN);
        refusalOf(() -> carla().start(StartSession.PLAIN));

        assertThat(measuring.told)
                .containsExactlyInAnyOrder(
                        "batch of 1",
                        "start answered",
                        "start answered",
                        "start answered",
                        "start refused RATE_LIMITED");
    }

    @Test
    void a_message_that_a_limit_refuses_is_measured_as_a_refused_send() {
        Measuring measuring = measuring(unlimited().customerMessages(new Limit(1, Duration.ofMinutes(1))));
        SessionId session = started();

        carlaSays(session, "one");
        refusalOf(() -> carlaSays(session, "two"));

        assertThat(measuring.told).contains("send answered", "send refused RATE_LIMITED");
    }

    @Test
    void what_is_measured_is_the_time_that_passed_whatever_the_clock_was_set_to() {
        FaultyStore slow = new FaultyStore(store);
        Measuring measuring = new Measuring();
        engine.close();
        engine = closing(
                engineBuilder(slow, unlimited().build()).metrics(measuring).build());
        Gate gate = slow.holdNext();

        CompletableFuture<SessionId> started = CompletableFuture.supplyAsync(this::started);
        gate.awaitArrival();
        time.setClock(Duration.ofHours(-3));
        gate.open();
        answerOf(started);

        assertThat(measuring.took).isNotEmpty().containsOnly(Duration.ZERO);
    }

    @Test
    void the_time_until_news_reach_a_poll_that_waits_is_measured() {
        Measuring measuring = measuring(unlimited());
        SessionId session = active();
        String cursor = carla().poll(everything(session, null)).cursor();
        CompletionStage<PollAnswer> waiting =
                carla().pollAsync(everything(session, cursor).waiting(Duration.ofSeconds(20)));
        assertThat(engine.load().waitingPolls()).isEqualTo(1);

        antonSays(session, "one");
        answerOf(waiting);

        assertThat(measuring.delivered).containsExactly(Duration.ZERO);
        assertThat(engine.load().waitingPolls()).isZero();
    }

    @Test
    void the_time_until_news_reach_a_subscription_is_measured_and_not_that_of_the_history() {
        Measuring measuring = measuring(unlimited());
        SessionId session = active();
        antonSays(session, "one");
        time.advance(Duration.ofMinutes(1));
        Inbox inbox = new Inbox();
        carla().subscribe(everything(session, null), inbox);
        workers.awaitIdle();
        assertThat(inbox.entries()).isNotEmpty();
        assertThat(engine.load().subscriptions()).isEqualTo(1);
        assertThat(engine.load().liveSessions()).isEqualTo(1);

        antonSays(session, "two");
        Await.until(() -> !measuring.delivered.isEmpty());
        assertThat(inbox.entries()).last().extracting(Entry::text).isEqualTo("two");
        assertThat(measuring.delivered).containsExactly(Duration.ZERO);
    }

    @Test
    void metrics_hear_when_a_command_begins_on_its_callers_thread_and_how_it_ends() {
        Measuring measuring = measuring(unlimited());
        SessionId session = active();
        measuring.commands.clear();

        antonSays(session, "one");
        refusalOf(() -> carla().rate(RateSession.of(session, 5)));

        String caller = Thread.currentThread().getName();
        assertThat(measuring.commands)
                .containsExactly(
                        "send on " + caller,
                        "send ended with null",
                        "rate on " + caller,
                        "rate ended with SESSION_NOT_ENDED");
    }

    @Test
    void failing_metrics_do_no_harm() {
        engine.close();
        engine = closing(engineBuilder(store, unlimited().build())
                .metrics(new Overflowing())
                .build());

        SessionId session = active();
        antonSays(session, "one");
        PollAnswer answer = carla().poll(everything(session, null));
        ChatException refusal = refusalOf(() -> carla().rate(RateSession.of(session, 5)));

        assertThat(texts(answer)).endsWith("one");
        assertThat(refusal.code()).isEqualTo(ErrorCode.SESSION_NOT_ENDED);
    }

    private Measuring measuring(ChatPolicy.Builder policy) {
        Measuring measuring = new Measuring();
        engine.close();
        engine = closing(engineBuilder(store, policy.build()).metrics(measuring).build());
        return measuring;
    }

    @Test
    void a_scheduler_that_fails_ends_no_housekeeping_and_no_wait() {
        engine.close();
        engine = closing(engineBuilder(store, unlimited().build())
                .scheduler((delay, task) -> {
                    TellingContract.<RuntimeException>sneak(new IOException("scripted"));
                    return () -> {};
                })
                .build());
        SessionId session = active();
        String cursor = carla().poll(everything(session, null)).cursor();

        PollAnswer answer = carla().poll(everything(session, cursor).waiting(Duration.ofMillis(10)));

        assertThat(answer.messages()).isEmpty();
    }

    @Test
    void workers_that_fail_lose_no_task() {
        engine.close();
        engine = closing(engineBuilder(store, unlimited().build())
                .executor(task -> TellingContract.<RuntimeException>sneak(new IOException("scripted")))
                .build());
        SessionId session = active();

        PollAnswer answer = carla().pollAsync(everything(session, null))
                .toCompletableFuture()
                .join();

        assertThat(answer.messages()).isNotEmpty();
    }

    @SuppressWarnings("unchecked") // which is how Kotlin and Lombok throw checked exceptions
    private static <T extends Throwable> void sneak(Throwable thrown) throws T {
        throw (T) thrown;
    }

    private void listening(ChatListener... listeners) {
        engine.close();
        ChatEngine.Builder builder = engineBuilder(store, unlimited().build());
        for (ChatListener listener : listeners) {
            builder.listener(listener);
        }
        engine = closing(builder.build());
    }

    /** Records what it hears. */
    private static final class Hearing implements ChatListener {
        private final Queue<String> heard = new ConcurrentLinkedQueue<>();

        List<String> heard() {
            return List.copyOf(heard);
        }

        @Override
        public void onSessionStarted(Session session) {
            heard.add("started");
        }

        @Override
        public void onMessage(Session session, Entry message) {
            heard.add(message.text());
        }

        @Override
        public void onSessionAssigned(Session session) {
            heard.add("assigned");
        }

        @Override
        public void onSessionHeld(Session session) {
            heard.add("held");
        }

        @Override
        public void onSessionResumed(Session session) {
            heard.add("resumed");
        }

        @Override
        public void onSessionEnded(Session session) {
            heard.add("ended");
        }

        @Override
        public void onSessionRated(Session session, Rating rating) {
            heard.add("rated " + rating.stars());
        }
    }

    /** Fails in all of its methods. */
    private static final class Failing implements ChatListener {
        @Override
        public void onSessionStarted(Session session) {
            TellingContract.<RuntimeException>sneak(new IOException("scripted"));
        }

        @Override
        public void onSessionAssigned(Session session) {
            throw new NoClassDefFoundError("scripted");
        }

        @Override
        public void onMessage(Session session, Entry message) {
            throw new StackOverflowError("scripted");
        }
    }

    private static final class Overflowing implements ChatMetrics {
        private int started;

        @Override
        public synchronized MeasuredCommand commandStarted(String command) {
            if (++started % 2 == 0) {
                throw new StackOverflowError("scripted");
            }
            return failure -> {
                throw new ArithmeticException("scripted");
            };
        }

        @Override
        public void commandAnswered(String command, Duration took) {
            TellingContract.<RuntimeException>sneak(new IOException("scripted"));
        }

        @Override
        public void commandRefused(String command, ErrorCode code) {
            throw new ArithmeticException("scripted");
        }

        @Override
        public void batchCommitted(int commits, Duration took) {
            throw new StackOverflowError("scripted");
        }

        @Override
        public void pollAnswered(int messages, boolean fromMemory) {
            throw new ArithmeticException("scripted");
        }
    }

    /** Records what it is told. */
    private static final class Measuring implements ChatMetrics {
        private final Queue<String> told = new ConcurrentLinkedQueue<>();
        private final Queue<Duration> took = new ConcurrentLinkedQueue<>();
        private final Queue<Duration> delivered = new ConcurrentLinkedQueue<>();
        private final Queue<String> commands = new ConcurrentLinkedQueue<>();

        @Override
        public MeasuredCommand commandStarted(String command) {
            commands.add(command + " on " + Thread.currentThread().getName());
            return failure -> commands.add(
                    command + " ended with " + (failure instanceof ChatException refusal ? refusal.code() : failure));
        }

        @Override
        public void delivered(Duration duration) {
            delivered.add(duration);
        }

        @Override
        public void commandAnswered(String command, Duration duration) {
            told.add(command + " answered");
            took.add(duration);
        }

        @Override
        public void commandRefused(String command, ErrorCode code) {
            told.add(command + " refused " + code);
        }

        @Override
        public void batchCommitted(int commits, Duration duration) {
            took.add(duration);
            told.add("batch of " + commits);
        }

        @Override
        public void pollAnswered(int messages, boolean fromMemory) {
            told.add("poll of " + messages);
        }
    }
}
