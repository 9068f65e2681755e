package dev.helpline.chat.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.helpline.chat.core.poll.PollAnswer;
import dev.helpline.chat.core.poll.PollRequest;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.entry.Entry;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Sessions leave the engine's memory when they are not used, and no caller notices. */
abstract class IdleContract extends EngineTest {
    private static final Duration LONG_ENOUGH = Duration.ofMinutes(10);

    @Test
    void after_a_pause_everything_goes_on_where_it_stopped() {
        SessionId session = active();
        Entry first = carla().send(message(session, "m", "one"));
        Reading reading = Reading.everything(carla()::poll, session, 50).toTheEnd();
        passSlowly(LONG_ENOUGH);

        assertThat(carla().send(message(session, "m", "one"))).isEqualTo(first);
        antonSays(session, "two");
        assertThat(reading.toTheEnd().heard()).isEqualTo(log(session));
    }

    @Test
    void a_client_that_keeps_waiting_is_woken_however_long_it_takes() {
        SessionId session = active();
        String cursor = carla().poll(everything(session, null)).cursor();
        for (int i = 0; i < 40; i++) {
            CompletableFuture<PollAnswer> empty = waiting(session, cursor);
            passSlowly(Duration.ofSeconds(25));
            assertThat(answerOf(empty).messages()).isEmpty();
            cursor = answerOf(empty).cursor();
        }

        CompletableFuture<PollAnswer> poll = waiting(session, cursor);
        antonSays(session, "one");

        assertThat(texts(answerOf(poll))).containsExactly("one");
    }

    @Test
    void a_place_in_the_queue_that_moved_meanwhile_is_told() {
        SessionId first = started();
        time.advance(Duration.ofMillis(1));
        SessionId second = started("other");
        pass(TICK);
        String cursor = customer("other").poll(everything(second, null)).cursor();
        passSlowly(LONG_ENOUGH);
        anton().claim(first);
        customer("other").poll(everything(second, cursor));
        pass(TICK);

        PollAnswer answer = customer("other").poll(everything(second, cursor));

        assertThat(answer.view().queuePosition()).isEqualTo(1);
        assertThat(answer.cursor()).isNotEqualTo(cursor);
    }

    @Test
    void a_client_that_moves_on_to_its_own_message_misses_nothing_after_a_pause() {
        SessionId session = active();
        antonSays(session, "unseen");
        Entry own = carlaSays(session, "mine");
        passSlowly(LONG_ENOUGH);

        PollAnswer answer = carla().poll(everything(session, own.id().value()));

        assertThat(texts(answer)).contains("unseen");
    }

    private CompletableFuture<PollAnswer> waiting(SessionId session, String cursor) {
        return future(carla().pollAsync(PollRequest.everything(session, cursor).waiting(Duration.ofSeconds(25))));
    }
}
