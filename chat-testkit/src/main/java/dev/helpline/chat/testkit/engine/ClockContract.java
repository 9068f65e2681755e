package dev.helpline.chat.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.helpline.chat.core.ChatEngine;
import dev.helpline.chat.core.message.SendMessage;
import dev.helpline.chat.core.policy.ChatPolicy;
import dev.helpline.chat.core.poll.PollAnswer;
import dev.helpline.chat.core.poll.PollRequest;
import dev.helpline.chat.spi.ErrorCode;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.auth.Principal;
import dev.helpline.chat.spi.auth.Role;
import dev.helpline.chat.spi.entry.Entry;
import dev.helpline.chat.testkit.fault.Fault;
import dev.helpline.chat.testkit.fault.FaultyStore;
import java.time.Duration;
import java.util.Collections;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Setting the clock forward or back by hours does not disturb anything that waits or counts. */
abstract class ClockContract extends EngineTest {
    @ParameterizedTest
    @ValueSource(ints = {-5, 5})
    void a_clock_that_is_set_neither_takes_nor_refills_a_budget(int hours) {
        restart(ChatPolicy.builder());
        SessionId session = started();
        for (int i = 0; i < 3; i++) {
            carlaSays(session, "before " + i);
        }

        time.setClock(Duration.ofHours(hours));

        for (int i = 0; i < 27; i++) {
            carlaSays(session, "after " + i);
        }
        assertThat(refusalOf(() -> carlaSays(session, "one too many")).retryAfter())
                .contains(Duration.ofSeconds(2));
        pass(Duration.ofSeconds(2));
        carlaSays(session, "refilled");
    }

    @ParameterizedTest
    @ValueSource(ints = {-5, 0, 5})
    void a_command_is_given_up_when_its_time_has_passed_whatever_the_clock_says(int hours) {
        SessionId session = started();
        FaultyStore silent = new FaultyStore(store);
        engine.close();
        engine = engineOver(silent, unlimited().build());
        silent.next(Collections.nCopies(1000, Fault.UNKNOWN_NOT_STORED).toArray(new Fault[0]));

        CompletableFuture<Entry> sending = future(carla().sendAsync(SendMessage.of(session, "Hello?")));
        pass(Duration.ofSeconds(5));
        time.setClock(Duration.ofHours(hours));
        pass(Duration.ofSeconds(4));
        boolean early = sending.isDone();
        CompletableFuture<Entry> ended = inTime(sending);

        assertThat(early).isFalse();
        assertThat(refusalOf(() -> joined(ended)).details()).containsEntry("stored", "unknown");
        silent.mend();
    }

    @ParameterizedTest
    @ValueSource(ints = {-5, 5})
    void a_start_is_given_up_when_its_time_has_passed_whatever_the_clock_says(int hours) {
        FaultyStore silent = new FaultyStore(store);
        engine.close();
        engine = engineOver(silent, unlimited().build());
        silent.next(Collections.nCopies(1000, Fault.UNKNOWN_NOT_STORED).toArray(new Fault[0]));

        CompletableFuture<SessionId> starting = CompletableFuture.supplyAsync(this::started);
        time.setClock(Duration.ofHours(hours));
        CompletableFuture<SessionId> ended = inTime(starting);

        assertThat(refusalOf(() -> joined(ended)).code()).isEqualTo(ErrorCode.STORE_UNAVAILABLE);
        silent.mend();
    }

    @ParameterizedTest
    @ValueSource(ints = {-5, 5})
    void a_poll_that_waits_is_answered_when_its_time_has_passed(int hours) {
        SessionId session = active();
        String cursor = carla().poll(everything(session, null)).cursor();
        CompletableFuture<PollAnswer> poll =
                future(carla().pollAsync(everything(session, cursor).waiting(Duration.ofSeconds(20))));

        time.setClock(Duration.ofHours(hours));
        pass(Duration.ofSeconds(19));
        boolean early = poll.isDone();
        pass(Duration.ofSeconds(1));

        assertThat(early).isFalse();
        assertThat(answerOf(poll).messages()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {-5, 5})
    void what_another_engine_commits_is_told_within_a_second(int hours) {
        ChatEngine other = engineOver(store, unlimited().build());
        SessionId session = active();
        Reading here = Reading.otherSide(carla()::poll, session, 50).toTheEnd();

        time.setClock(Duration.ofHours(hours));
        other.agent(Principal.agent(ANTON, Role.AGENT, null, null)).send(SendMessage.of(session, "one"));
        pass(TICK);

        assertThat(here.toTheEnd().texts()).containsExactly("one");
    }

    @ParameterizedTest
    @ValueSource(ints = {-5, 5})
    void an_agent_who_is_deactivated_elsewhere_is_refused_within_seconds(int hours) {
        ChatEngine other = engineOver(store, unlimited().build());
        anton();

        time.setClock(Duration.ofHours(hours));
        other.setAgentActive(agentId(ANTON), false);
        pass(Duration.ofSeconds(6));

        assertThat(refusalOf(this::anton).code()).isEqualTo(ErrorCode.AGENT_INACTIVE);
    }

    @ParameterizedTest
    @ValueSource(ints = {-5, 5})
    void a_place_in_the_queue_moves_on(int hours) {
        SessionId first = started("first");
        pass(TICK);
        SessionId second = started();
        pass(TICK);

        time.setClock(Duration.ofHours(hours));
        anton().claim(first);
        pass(TICK);

        assertThat(carla().poll(everything(second, null)).view().queuePosition())
                .isEqualTo(1);
    }

    @Test
    void a_session_that_left_memory_before_the_clock_was_set_back_tells_its_head_again() {
        SessionId first = started("first");
        pass(TICK);
        SessionId second = started();
        pass(TICK);
        String cursor = carla().poll(everything(second, null)).cursor();
        passSlowly(Duration.ofMinutes(10));

        time.setClock(Duration.ofHours(-5));
        anton().claim(first);
        pass(TICK);
        CompletableFuture<PollAnswer> poll =
                future(carla().pollAsync(PollRequest.everything(second, cursor).waiting(Duration.ofSeconds(20))));

        assertThat(answerOf(poll).cursor()).isNotEqualTo(cursor);
    }
}
