package dev.helpline.chat.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.helpline.chat.core.ChatEngine;
import dev.helpline.chat.core.CloseReport;
import dev.helpline.chat.core.message.SendMessage;
import dev.helpline.chat.core.session.EndSession;
import dev.helpline.chat.core.session.StartSession;
import dev.helpline.chat.spi.ChatException;
import dev.helpline.chat.spi.ErrorCode;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.entry.Entry;
import dev.helpline.chat.testkit.fault.Gate;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Closing the engine ends all running commands and all its threads. */
class ClosingTest extends FaultTest {
    private static final Duration SHORT = Duration.ofMillis(50);
    private static final Duration LONG = Duration.ofSeconds(20);

    @Test
    void closing_finishes_what_is_under_way() {
        SessionId session = active();
        Gate gate = faulty.holdNext();
        CompletableFuture<Entry> sent = future(carla().sendAsync(message(session, "m1", "m1")));
        gate.awaitArrival();
        CompletableFuture<Entry> behind = future(carla().sendAsync(message(session, "m2", "m2")));

        CompletableFuture<CloseReport> closed = meanwhile(() -> engine.close(LONG));
        awaitClosing();
        gate.open();

        assertThat(answerOf(closed)).isEqualTo(new CloseReport(2, 0, 0));
        assertThat(answerOf(sent).text()).isEqualTo("m1");
        assertThat(answerOf(behind).text()).isEqualTo("m2");
    }

    @Test
    void closing_gives_up_what_takes_too_long_and_says_what_is_known_of_it() {
        SessionId session = active();
        Gate gate = faulty.holdNext();
        CompletableFuture<Entry> sent = future(carla().sendAsync(message(session, "m1", "m1")));
        gate.awaitArrival();
        CompletableFuture<Entry> behind = future(carla().sendAsync(message(session, "m2", "m2")));

        CloseReport report = engine.close(SHORT);
        gate.open();

        assertThat(report).isEqualTo(new CloseReport(0, 1, 1));
        assertThat(report.complete()).isFalse();
        assertThat(refusalInTime(sent).details()).containsEntry("stored", "unknown");
        assertThat(refusalInTime(behind).details()).containsEntry("stored", "no");
    }

    @Test
    void a_start_that_takes_too_long_is_given_up_too() {
        Gate gate = faulty.holdNext();
        CompletableFuture<?> started = meanwhile(() -> carla().start(StartSession.PLAIN));
        gate.awaitArrival();

        CloseReport report = engine.close(SHORT);
        gate.open();

        assertThat(report).isEqualTo(new CloseReport(0, 0, 1));
        assertThat(refusalInTime(started).details()).containsEntry("stored", "unknown");
    }

    @Test
    void a_claim_under_way_is_finished_although_it_takes_several_steps() {
        SessionId held = started();
        SessionId session = started();
        Gate gate = faulty.holdNext();
        Gate second = faulty.holdNext();
        CompletableFuture<Entry> one = future(carla().sendAsync(SendMessage.of(held, "x")));
        gate.awaitArrival();
        CompletableFuture<Entry> two = future(carla().sendAsync(SendMessage.of(session, "x")));
        second.awaitArrival();
        CompletableFuture<Entry> claiming = future(anton().sendAsync(SendMessage.of(session, "Hello!")));

        CompletableFuture<CloseReport> closed = meanwhile(() -> engine.close(LONG));
        awaitClosing();
        gate.open();
        second.open();

        assertThat(answerOf(claiming).text()).isEqualTo("Hello!");
        assertThat(answerOf(closed).complete()).isTrue();
        assertThat(List.of(answerOf(one), answerOf(two))).hasSize(2);
    }

    @Test
    void a_closed_engine_takes_no_commands_and_still_answers_reads() {
        SessionId session = active();
        engine.close();

        List<ChatException> refusals = List.of(
                refusalOf(() -> carlaSays(session, "x")),
                refusalOf(() -> carla().start(StartSession.PLAIN)),
                refusalOf(() -> anton().end(EndSession.of(session))));

        assertThat(refusals).allSatisfy(refusal -> {
            assertThat(refusal.code()).isEqualTo(ErrorCode.STORE_UNAVAILABLE);
            assertThat(refusal.details()).containsEntry("stored", "no");
        });
        assertThat(carla().poll(everything(session, null)).messages()).hasSize(2);
        assertThat(engine.health().accepting()).isFalse();
    }

    @Test
    void closing_twice_reports_the_same() {
        active();

        assertThat(engine.close(SHORT)).isEqualTo(engine.close(SHORT)).isEqualTo(new CloseReport(0, 0, 0));
    }

    @Test
    void an_interrupt_ends_the_closers_waiting_and_stays_set() throws InterruptedException {
        SessionId session = active();
        Gate gate = faulty.holdNext();
        CompletableFuture<Entry> sent = future(carla().sendAsync(SendMessage.of(session, "x")));
        gate.awaitArrival();
        Queue<String> said = new ConcurrentLinkedQueue<>();
        Thread closer = new Thread(() -> {
            CloseReport report = engine.close(LONG);
            said.add("unknown " + report.unknown() + ", interrupted "
                    + Thread.currentThread().isInterrupted());
        });

        closer.start();
        closer.interrupt();
        closer.join(LONG.toMillis());
        gate.open();

        assertThat(said).containsExactly("unknown 1, interrupted true");
        assertThat(refusalInTime(sent).details()).containsEntry("stored", "unknown");
    }

    @Test
    void no_thread_of_the_engine_outlives_it() {
        Set<Thread> before = engineThreads();
        ChatEngine own = closing(ChatEngine.builder(faulty).build());
        useOwn(own);
        SessionId session = active();
        answerOf(carla().sendAsync(SendMessage.of(session, "x")));
        Set<Thread> meanwhile = engineThreads();

        own.close();

        meanwhile.removeAll(before);
        assertThat(meanwhile).isNotEmpty().allSatisfy(thread -> {
            thread.join(5000);
            assertThat(thread.isAlive()).isFalse();
        });
    }

    @Test
    void every_command_gets_a_result_however_close_to_the_closing_it_comes() {
        for (int round = 0; round < 200; round++) {
            SessionId session = active();

            List<CompletableFuture<Entry>> sent = Crowd.race(5, i -> closingOrSending(i, session)).stream()
                    .filter(told -> !told.isRefused())
                    .map(Crowd.Told::orThrow)
                    .toList();

            assertThat(sent).allSatisfy(answer -> assertThat(inTime(answer)).isDone());
            engine = engineOver(faulty, unlimited().build());
        }
    }

    @Test
    void interrupting_callers_does_no_harm() {
        SessionId session = active();
        AtomicFlags flags = new AtomicFlags();

        List<Entry> sent = Crowd.all(8, i -> {
            Thread.currentThread().interrupt();
            Entry entry = carlaSays(session, "m" + i);
            flags.note(Thread.interrupted());
            return entry;
        });

        assertThat(sent).hasSize(8);
        assertThat(flags.all()).containsOnly(true).hasSize(8);
        assertThat(carlaSays(session, "next").seq()).isEqualTo(11);
    }

    private CompletableFuture<Entry> closingOrSending(int runner, SessionId session) {
        if (runner == 0) {
            engine.close(Duration.ZERO);
        }
        return future(carla().sendAsync(message(session, "m" + runner, "x")));
    }

    private void useOwn(ChatEngine own) {
        engine.close();
        engine = own;
    }

    private void awaitClosing() {
        while (engine.health().accepting()) {
            Thread.onSpinWait();
        }
    }

    private static Set<Thread> engineThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("helpline-"))
                .collect(Collectors.toSet());
    }

    /** Results of several threads. */
    private static final class AtomicFlags {
        private final Queue<Boolean> seen = new ConcurrentLinkedQueue<>();

        void note(boolean flag) {
            seen.add(flag);
        }

        List<Boolean> all() {
            return List.copyOf(seen);
        }
    }
}
