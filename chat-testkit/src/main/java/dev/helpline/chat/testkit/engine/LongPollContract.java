package dev.helpline.chat.testkit.engine;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.helpline.chat.core.AgentDesk;
import dev.helpline.chat.core.CustomerChat;
import dev.helpline.chat.core.message.SendMessage;
import dev.helpline.chat.core.poll.Include;
import dev.helpline.chat.core.poll.PollAnswer;
import dev.helpline.chat.core.poll.PollRequest;
import dev.helpline.chat.core.session.EndSession;
import dev.helpline.chat.core.session.StartSession;
import dev.helpline.chat.spi.ChatException;
import dev.helpline.chat.spi.ErrorCode;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.auth.Authenticator.Accepted;
import dev.helpline.chat.spi.auth.Principal;
import dev.helpline.chat.spi.auth.Role;
import dev.helpline.chat.spi.entry.Entry;
import dev.helpline.chat.spi.session.SessionState;
import dev.helpline.chat.testkit.time.Await;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Polls that wait: new entries wake them, the scheduler ends them, and waiting costs next to nothing. */
abstract class LongPollContract extends EngineTest {
    private static final Duration WAIT = Duration.ofSeconds(20);

    @Test
    void a_poll_with_something_new_returns_at_once() {
        SessionId session = active();
        antonSays(session, "one");

        assertThat(texts(answerOf(waiting(session, null)))).containsExactly("one");
    }

    @Test
    void a_first_poll_returns_at_once() {
        SessionId session = active();

        assertThat(answerOf(waiting(session, null)).messages()).isEmpty();
    }

    @Test
    void a_poll_with_an_invented_cursor_returns_at_once() {
        SessionId session = active();

        assertThat(answerOf(waiting(session, "~made-up")).cursor()).isEqualTo(upToDate(session));
    }

    @Test
    void a_message_of_the_other_side_wakes_it() {
        SessionId session = active();
        CompletableFuture<PollAnswer> poll = waiting(session, upToDate(session));

        boolean early = poll.isDone();
        antonSays(session, "one");

        assertThat(early).isFalse();
        assertThat(texts(answerOf(poll))).containsExactly("one");
    }

    @Test
    void a_message_wakes_a_poll_that_waits_after_a_message_id() {
        SessionId session = active();
        Entry seen = antonSays(session, "one");
        CompletableFuture<PollAnswer> poll = waiting(session, seen.id().value());

        antonSays(session, "two");

        assertThat(texts(answerOf(poll))).containsExactly("two");
    }

    @Test
    void an_entry_before_that_message_does_not_wake_the_poll() {
        SessionId session = active();
        Entry seen = antonSays(session, "one");
        CompletableFuture<PollAnswer> poll = waiting(session, seen.id().value());

        carlaSays(session, "mine");
        workers.awaitIdle();
        boolean early = poll.isDone();
        antonSays(session, "two");

        assertThat(early).isFalse();
        assertThat(texts(answerOf(poll))).containsExactly("two");
    }

    @Test
    void a_claim_and_an_end_wake_it() {
        SessionId session = started();

        CompletableFuture<PollAnswer> claimed = waiting(session, upToDate(session));
        anton().claim(session);
        CompletableFuture<PollAnswer> ended = waiting(session, answerOf(claimed).cursor());
        anton().end(EndSession.of(session));

        assertThat(answerOf(claimed).view().session().state()).isEqualTo(SessionState.ACTIVE);
        assertThat(answerOf(ended).view().session().state()).isEqualTo(SessionState.ENDED);
    }

    @Test
    void an_ended_session_is_never_waited_for() {
        SessionId session = ended();

        assertThat(answerOf(waiting(session, upToDate(session)))
                        .view()
                        .session()
                        .state())
                .isEqualTo(SessionState.ENDED);
    }

    @Test
    void a_customers_message_wakes_the_agent() {
        SessionId session = active();
        PollRequest request = PollRequest.builder(session)
                .after(anton().poll(asking(session, null, Duration.ZERO)).cursor())
                .limit(50)
                .maxWait(WAIT)
                .include(Set.of())
                .build();
        CompletableFuture<PollAnswer> poll = future(anton().pollAsync(request));

        carlaSays(session, "hi");

        assertThat(texts(answerOf(poll))).containsExactly("hi");
    }

    @Test
    void when_its_time_is_up_it_returns_nothing() {
        SessionId session = active();
        String cursor = upToDate(session);
        CompletableFuture<PollAnswer> poll = waiting(session, cursor);

        pass(WAIT.minusMillis(1));
        boolean early = poll.isDone();
        pass(Duration.ofMillis(1));

        assertThat(early).isFalse();
        assertThat(answerOf(poll).messages()).isEmpty();
        assertThat(answerOf(poll).cursor()).isEqualTo(cursor);
    }

    @Test
    void whether_it_was_answered_or_cancelled_it_leaves_nothing_behind() {
        SessionId session = active();
        int before = time.waitingTasks();
        String cursor = upToDate(session);
        CompletableFuture<PollAnswer> answered = waiting(session, cursor);
        CompletableFuture<PollAnswer> cancelled = waiting(session, cursor);

        boolean wasCancelled = cancelled.cancel(false);
        antonSays(session, "one");
        answerOf(answered);
        workers.awaitIdle();

        assertThat(wasCancelled).isTrue();
        assertThat(time.waitingTasks()).isEqualTo(before);
    }

    @Test
    void two_thousand_of_them_hold_no_thread() {
        SessionId session = active();
        String cursor = upToDate(session);
        workers.awaitIdle();
        int threads = Thread.activeCount();

        List<CompletableFuture<PollAnswer>> polls = new ArrayList<>();
        for (int i = 0; i < 2000; i++) {
            polls.add(waiting(session, cursor));
        }
        int threadsMeanwhile = Thread.activeCount();
        antonSays(session, "one");

        // other test classes may run at the same time and start threads of their own
        assertThat(threadsMeanwhile).isLessThan(threads + 2000 / 20);
        assertThat(polls).allSatisfy(poll -> assertThat(texts(answerOf(poll))).containsExactly("one"));
    }

    @Test
    void no_wake_up_is_lost_however_close_the_message_comes() {
        SessionId session = active();
        Reading reading = Reading.otherSide(request -> answerOf(carla().pollAsync(request.waiting(WAIT))), session, 50);

        // time stands still, and there is only the one message: a poll that misses it never returns
        for (int round = 1; round <= 3000; round++) {
            CompletableFuture<Entry> sent = future(anton().sendAsync(SendMessage.of(session, "m" + round)));
            while (reading.heard().size() < round) {
                reading.once();
            }
            answerOf(sent);
        }

        assertThat(reading.heard()).extracting(Entry::messageNumber).isSorted().hasSize(3000);
    }

    @Test
    void closing_ends_all_waiting_polls_and_lets_no_poll_wait_any_more() {
        SessionId session = active();
        String cursor = upToDate(session);
        CompletableFuture<PollAnswer> poll = waiting(session, cursor);

        engine.close();

        assertThat(answerOf(poll).messages()).isEmpty();
        assertThat(answerOf(waiting(session, cursor)).messages()).isEmpty();
    }

    @Test
    void a_poll_that_begins_to_wait_while_the_engine_closes_returns() {
        for (int round = 0; round < 100; round++) {
            SessionId session = active();
            String cursor = upToDate(session);

            List<CompletableFuture<PollAnswer>> polls = Crowd.all(4, i -> closingOrWaiting(i, session, cursor));

            assertThat(polls)
                    .allSatisfy(poll -> assertThat(answerOf(poll).messages()).isEmpty());
            restart(unlimited());
        }
    }

    @Test
    void a_deactivated_agents_poll_tells_nothing_that_is_written_afterwards() {
        SessionId session = active();
        CompletableFuture<PollAnswer> poll = waiting(agent("berta")::pollAsync, session);

        engine.setAgentActive(agentId("berta"), false);
        carlaSays(session, "not for Berta");

        assertThat(refusalOf(poll)).isEqualTo(ErrorCode.AGENT_INACTIVE);
    }

    @Test
    void a_deactivated_agents_poll_is_refused_when_its_time_is_up() {
        SessionId session = active();
        CompletableFuture<PollAnswer> poll = waiting(agent("berta")::pollAsync, session);

        engine.setAgentActive(agentId("berta"), false);
        boolean early = poll.isDone();
        pass(WAIT);

        assertThat(early).isFalse();
        assertThat(refusalOf(poll)).isEqualTo(ErrorCode.AGENT_INACTIVE);
    }

    @Test
    void a_deactivated_agents_blocking_poll_tells_nothing_that_is_written_afterwards() {
        SessionId session = active();
        AgentDesk berta = agent("berta");
        PollRequest request =
                asking(session, berta.poll(asking(session, null, Duration.ZERO)).cursor(), WAIT);
        int before = time.waitingTasks();
        CompletableFuture<PollAnswer> poll = CompletableFuture.supplyAsync(() -> berta.poll(request));
        Await.until(() -> time.waitingTasks() > before);

        engine.setAgentActive(agentId("berta"), false);
        carlaSays(session, "not for Berta");

        assertThat(refusalOf(poll)).isEqualTo(ErrorCode.AGENT_INACTIVE);
    }

    @Test
    void an_agent_who_was_reactivated_meanwhile_is_told() {
        SessionId session = active();
        CompletableFuture<PollAnswer> poll = waiting(agent("berta")::pollAsync, session);

        engine.setAgentActive(agentId("berta"), false);
        engine.setAgentActive(agentId("berta"), true);
        carlaSays(session, "for Berta");

        assertThat(texts(answerOf(poll))).containsExactly("for Berta");
    }

    @Test
    void no_wait_outlasts_the_token_of_a_customer() {
        SessionId session = active();
        CustomerChat carla = engine.customer(validFor(Principal.customer(CARLA, null), Duration.ofSeconds(5)));
        CompletableFuture<PollAnswer> poll = waiting(carla::pollAsync, session);

        pass(Duration.ofMillis(4999));
        boolean early = poll.isDone();
        pass(Duration.ofMillis(1));

        assertThat(early).isFalse();
        assertThat(refusalOf(poll)).isEqualTo(ErrorCode.AUTHENTICATION_REQUIRED);
    }

    @Test
    void no_wait_outlasts_the_token_of_an_agent() {
        SessionId session = active();
        Principal anton = Principal.agent(ANTON, Role.AGENT, null, null);
        CompletableFuture<PollAnswer> poll =
                waiting(engine.agent(validFor(anton, Duration.ofSeconds(5)))::pollAsync, session);

        pass(Duration.ofSeconds(5));

        assertThat(refusalOf(poll)).isEqualTo(ErrorCode.AUTHENTICATION_REQUIRED);
    }

    @Test
    void a_poll_with_a_valid_token_returns_what_is_new() {
        SessionId session = active();
        CustomerChat carla = engine.customer(validFor(Principal.customer(CARLA, null), Duration.ofSeconds(5)));
        CompletableFuture<PollAnswer> poll = waiting(carla::pollAsync, session);

        pass(Duration.ofMillis(4999));
        antonSays(session, "in time");

        assertThat(texts(answerOf(poll))).containsExactly("in time");
    }

    @Test
    void with_an_expired_token_every_call_is_refused() {
        SessionId session = active();
        CustomerChat carla = engine.customer(validFor(Principal.customer(CARLA, null), TICK));
        AgentDesk anton = engine.agent(validFor(Principal.agent(ANTON, Role.AGENT, null, null), TICK));

        pass(TICK);

        assertThat(List.<ThrowingCallable>of(
                        () -> carla.poll(everything(session, null)),
                        () -> carla.send(SendMessage.of(session, "late")),
                        () -> carla.start(StartSession.PLAIN),
                        carla::current,
                        () -> carla.history(1, 10),
                        () -> anton.poll(everything(session, null)),
                        () -> anton.send(SendMessage.of(session, "late")),
                        anton::agents))
                .allSatisfy(call -> assertThat(refusalOf(call).code()).isEqualTo(ErrorCode.AUTHENTICATION_REQUIRED));
    }

    private Accepted validFor(Principal principal, Duration time) {
        return new Accepted(principal, this.time.instant().plus(time));
    }

    private CompletableFuture<PollAnswer> waiting(
            Function<PollRequest, CompletionStage<PollAnswer>> polling, SessionId session) {
        String cursor =
                answerOf(polling.apply(asking(session, null, Duration.ZERO))).cursor();
        return future(polling.apply(asking(session, cursor, WAIT)));
    }

    private static ErrorCode refusalOf(CompletableFuture<?> poll) {
        Throwable failure = catchThrowable(() -> poll.get(20, TimeUnit.SECONDS));
        assertThat(failure).hasCauseInstanceOf(ChatException.class);
        return ((ChatException) requireNonNull(failure.getCause())).code();
    }

    private CompletableFuture<PollAnswer> closingOrWaiting(int runner, SessionId session, String cursor) {
        if (runner == 0) {
            engine.close();
        }
        return waiting(session, cursor);
    }

    private CompletableFuture<PollAnswer> waiting(SessionId session, @Nullable String after) {
        return future(carla().pollAsync(asking(session, after, WAIT)));
    }

    private String upToDate(SessionId session) {
        return carla().poll(asking(session, null, Duration.ZERO)).cursor();
    }

    private static PollRequest asking(SessionId session, @Nullable String after, Duration wait) {
        return PollRequest.builder(session)
                .after(after)
                .limit(50)
                .maxWait(wait)
                .include(Set.<Include>of())
                .build();
    }
}
