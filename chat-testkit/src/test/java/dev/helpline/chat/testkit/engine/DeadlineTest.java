package dev.helpline.chat.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.helpline.chat.core.message.SendMessage;
import dev.helpline.chat.core.session.SessionView;
import dev.helpline.chat.core.session.StartSession;
import dev.helpline.chat.spi.ChatException;
import dev.helpline.chat.spi.ErrorCode;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.entry.Entry;
import dev.helpline.chat.testkit.fault.Gate;
import dev.helpline.chat.testkit.time.Await;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/**
 * The store holds its threads for longer than a command may take: callers get a result at their deadline
 * nevertheless.
 */
class DeadlineTest extends FaultTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    @Test
    void a_message_the_store_holds_is_answered_at_its_deadline_and_not_before() {
        SessionId session = active();
        Gate gate = faulty.holdNext();
        CompletableFuture<Entry> held = future(carla().sendAsync(message(session, "m", "held")));
        gate.awaitArrival();

        pass(TIMEOUT.minusMillis(1));
        assertThat(held).isNotDone();
        pass(Duration.ofMillis(1));

        assertUnavailable(held, "unknown");
        gate.open();
        assertThat(answerOf(carla().sendAsync(message(session, "m", "held"))).text())
                .isEqualTo("held");
        assertThat(texts(log(session))).containsOnlyOnce("held");
    }

    @Test
    void a_message_that_waits_behind_a_held_one_is_dropped_at_its_deadline() {
        SessionId session = active();
        Gate gate = faulty.holdNext();
        CompletableFuture<Entry> held = future(carla().sendAsync(SendMessage.of(session, "held")));
        gate.awaitArrival();
        CompletableFuture<Entry> waiting = future(carla().sendAsync(SendMessage.of(session, "dropped")));

        pass(TIMEOUT);

        assertUnavailable(held, "unknown");
        assertUnavailable(waiting, "no");
        gate.open();
        carlaSays(session, "next");
        assertThat(texts(log(session))).doesNotContain("dropped").endsWith("held", "next");
    }

    @Test
    void each_message_has_a_deadline_of_its_own() {
        SessionId session = active();
        Gate gate = faulty.holdNext();
        CompletableFuture<Entry> first = future(carla().sendAsync(SendMessage.of(session, "first")));
        gate.awaitArrival();
        pass(Duration.ofSeconds(4));
        CompletableFuture<Entry> second = future(carla().sendAsync(SendMessage.of(session, "second")));

        pass(Duration.ofSeconds(6));
        assertUnavailable(first, "unknown");
        assertThat(second).isNotDone();
        pass(Duration.ofSeconds(4));

        assertUnavailable(second, "no");
        gate.open();
    }

    @Test
    void a_start_the_store_holds_is_answered_at_its_deadline() {
        Gate gate = faulty.holdNext();
        CompletableFuture<SessionView> held = meanwhile(() -> carla().start(StartSession.PLAIN));
        gate.awaitArrival();

        pass(TIMEOUT);

        assertUnavailable(held, "unknown");
        gate.open();
    }

    @Test
    void a_start_that_never_got_to_the_store_is_dropped_at_its_deadline() {
        SessionId one = active();
        SessionId other = started("other");
        Gate first = faulty.holdNext();
        Gate second = faulty.holdNext();
        CompletableFuture<Entry> held = future(carla().sendAsync(SendMessage.of(one, "held")));
        first.awaitArrival();
        CompletableFuture<Entry> alsoHeld = future(customer("other").sendAsync(SendMessage.of(other, "held")));
        second.awaitArrival();
        SessionId id = new SessionId("late");
        CompletableFuture<SessionView> start = meanwhile(() -> customer("late").start(StartSession.withId(id)));
        awaitCommands(3);

        pass(TIMEOUT);

        assertUnavailable(start, "no");
        first.open();
        second.open();
        assertUnavailable(held, "unknown");
        assertUnavailable(alsoHeld, "unknown");
        carlaSays(one, "the drainers go on");
        assertThat(store.findSession(id)).isEmpty();
    }

    private void awaitCommands(int number) {
        Await.until(() -> engine.health().commandsWaiting() == number);
    }

    private void assertUnavailable(CompletableFuture<?> future, String stored) {
        ChatException refusal = refusalInTime(future);
        assertThat(refusal.code()).isEqualTo(ErrorCode.STORE_UNAVAILABLE);
        assertThat(refusal.details()).containsEntry("stored", stored);
    }
}
