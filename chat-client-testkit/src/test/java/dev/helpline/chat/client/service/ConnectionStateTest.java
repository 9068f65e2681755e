package dev.helpline.chat.client.service;

import static dev.helpline.chat.client.service.ConnectionState.AUTH_REQUIRED;
import static dev.helpline.chat.client.service.ConnectionState.CLOSED;
import static dev.helpline.chat.client.service.ConnectionState.CONNECTING;
import static dev.helpline.chat.client.service.ConnectionState.IDLE;
import static dev.helpline.chat.client.service.ConnectionState.OFFLINE;
import static dev.helpline.chat.client.service.ConnectionState.POLLING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.helpline.chat.client.call.ErrorCodes;
import dev.helpline.chat.client.session.SessionRequest;
import dev.helpline.chat.client.testkit.FakeCall;
import dev.helpline.chat.client.testkit.FakeChatApi;
import dev.helpline.chat.client.testkit.FakeFailure;
import dev.helpline.chat.client.testkit.NoJitter;
import dev.helpline.chat.client.testkit.ScriptedScheduler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a service tells of its connection, and what it does on a phone that sleeps, wakes and changes its network. */
@SuppressWarnings("FutureReturnValueIgnored") // the listener reports the outcome
class ConnectionStateTest {
    private static final SessionRequest REQUEST = SessionRequest.builder().build();
    private static final Duration INTERVAL = Duration.ofSeconds(2);
    private static final Duration HIDDEN = Duration.ofSeconds(15);
    private static final Duration DOZE = Duration.ofHours(1);

    private final FakeChatApi api = new FakeChatApi();
    private final ScriptedScheduler time = new ScriptedScheduler();
    private final Recording recording = new Recording();
    private final List<ConnectionState> states = new ArrayList<>();
    private final ChatService service = ChatService.builder(api)
            .listener(recording)
            .listener(new ChatListener() {
                @Override
                public void onConnectionStateChanged(ConnectionState state) {
                    states.add(state);
                }
            })
            .scheduler(time)
            .clock(time.clock())
            .executor(Runnable::run)
            .random(new NoJitter())
            .hiddenPollInterval(HIDDEN)
            .build();

    private String start() {
        service.startChatSession(REQUEST);
        time.runDue();
        recording.news();
        return service.sessionId().orElseThrow();
    }

    @Test
    void a_service_without_a_session_is_idle() {
        assertThat(service.connectionState()).isEqualTo(IDLE);
    }

    @Test
    void a_session_is_connected_then_polled_and_idle_after_its_end() {
        String session = start();
        api.agentEnds(session, "Solved");
        time.advance(INTERVAL);

        assertThat(states).containsExactly(CONNECTING, POLLING, IDLE);
    }

    @Test
    void an_outage_is_told_once_and_so_is_its_end() {
        start();
        api.goOffline();
        time.advance(Duration.ofMinutes(10));
        api.goOnline();
        time.advance(Duration.ofMinutes(1));

        assertThat(states).containsExactly(CONNECTING, POLLING, OFFLINE, POLLING);
    }

    @Test
    void a_start_that_does_not_get_through_is_offline() {
        api.goOffline();
        service.startChatSession(REQUEST);
        time.advance(Duration.ofMinutes(1));
        api.goOnline();
        service.retryNow();
        time.runDue();

        assertThat(states).containsExactly(CONNECTING, OFFLINE, POLLING);
    }

    @Test
    void a_start_that_is_rejected_is_idle_again() {
        api.failNext(FakeCall.START, 1, FakeFailure.refusal(400, "VALIDATION_ERROR"));
        service.startChatSession(REQUEST);
        time.runDue();

        assertThat(states).containsExactly(CONNECTING, IDLE);
    }

    @Test
    void a_message_with_an_expired_login_waits_for_the_new_one_and_keeps_its_place() {
        String session = start();
        api.failNext(FakeCall.SEND, 1, FakeFailure.refusal(401, ErrorCodes.AUTHENTICATION_FAILED));
        service.sendMessage("one");
        service.sendMessage("two");
        time.advance(DOZE);

        assertThat(service.messages()).extracting(ChatMessage::state).containsOnly(DeliveryState.SENDING);
        assertThat(service.connectionState()).isEqualTo(AUTH_REQUIRED);
        assertThat(api.count(FakeCall.SEND)).as("no call before the login").isEqualTo(1);

        service.retryNow();
        time.advance(INTERVAL);

        assertThat(api.texts(session)).containsExactly("one", "two");
        assertThat(states).containsExactly(CONNECTING, POLLING, AUTH_REQUIRED, CONNECTING, POLLING);
    }

    @Test
    void messages_of_a_start_with_an_expired_login_wait_for_the_next_start() {
        api.failNext(FakeCall.START, 1, FakeFailure.refusal(401, ErrorCodes.AUTHENTICATION_FAILED));
        CompletableFuture<?> rejected = service.startChatSession(REQUEST);
        service.sendMessage("one");
        time.runDue();
        service.sendMessage("two");
        time.runDue();

        assertThat(rejected).isCompletedExceptionally();
        assertThat(service.messages()).extracting(ChatMessage::state).containsOnly(DeliveryState.SENDING);

        String session = start();
        assertThat(api.texts(session)).containsExactly("one", "two");
    }

    @Test
    void a_server_that_limits_the_client_can_be_reached() {
        start();
        api.failNext(FakeCall.POLL, 1, FakeFailure.refusal(429, ErrorCodes.RATE_LIMITED));
        time.advance(Duration.ofMinutes(1));

        assertThat(states).containsExactly(CONNECTING, POLLING);
    }

    @Test
    void a_session_that_is_gone_is_idle_and_not_a_question_of_signing_in() {
        start();
        api.failNext(FakeCall.POLL, 1, FakeFailure.refusal(404, ErrorCodes.SESSION_NOT_FOUND));
        time.advance(INTERVAL);

        assertThat(states).containsExactly(CONNECTING, POLLING, IDLE);
    }

    @Test
    void after_signing_in_the_session_goes_on_from_where_it_was() {
        String session = start();
        api.agentWrites(session, "before");
        time.advance(INTERVAL);
        api.failNext(FakeCall.POLL, 1, FakeFailure.refusal(401, ErrorCodes.AUTHENTICATION_FAILED));
        time.advance(Duration.ofMinutes(5));
        assertThat(service.connectionState()).isEqualTo(AUTH_REQUIRED);
        api.agentWrites(session, "meanwhile");

        service.retryNow();
        time.runDue();

        assertThat(states).containsExactly(CONNECTING, POLLING, AUTH_REQUIRED, CONNECTING, POLLING);
        assertThat(recording.news())
                .containsExactly("received before", "polling stopped AUTHENTICATION_FAILED", "received meanwhile");
    }

    @Test
    void a_closed_service_is_closed_and_tells_nothing() {
        start();
        service.close();

        assertThat(service.connectionState()).isEqualTo(CLOSED);
        assertThat(states).containsExactly(CONNECTING, POLLING);
    }

    @Test
    void a_paused_service_makes_no_call_and_catches_up_when_it_goes_on() {
        String session = start();
        service.pause();
        api.agentWrites(session, "meanwhile");
        service.sendMessage("mine");
        int polls = api.count(FakeCall.POLL);
        time.advance(DOZE);
        assertThat(api.count(FakeCall.POLL)).isEqualTo(polls);
        assertThat(api.count(FakeCall.SEND)).isZero();

        service.resume();
        time.runDue();

        assertThat(recording.news()).contains("received meanwhile", "updated mine SENT");
        assertThat(states).containsExactly(CONNECTING, POLLING, IDLE, CONNECTING, POLLING);
        time.advance(INTERVAL.multipliedBy(3));
        assertThat(api.count(FakeCall.POLL)).isEqualTo(polls + 4);
    }

    @Test
    void after_an_hour_asleep_one_round_of_polls_brings_all_that_came_meanwhile() {
        String session = start();
        for (int i = 0; i < 120; i++) {
            api.agentWrites(session, "news " + i);
        }
        int polls = api.count(FakeCall.POLL);

        time.sleep(DOZE);

        assertThat(recording.news())
                .containsExactlyElementsOf(IntStream.range(0, 120)
                        .mapToObj(i -> "received news " + i)
                        .collect(Collectors.toList()));
        assertThat(api.count(FakeCall.POLL)).isEqualTo(polls + 3);
        assertThat(states).containsExactly(CONNECTING, POLLING);
    }

    @Test
    void what_failed_before_an_hour_asleep_is_sent_once_and_in_order_on_waking() {
        start();
        api.goOffline();
        service.sendMessage("one");
        service.sendMessage("two");
        CompletableFuture<?> ended = service.endChatSession();
        time.advance(Duration.ofMinutes(1));
        recording.news();
        api.goOnline();

        time.sleep(DOZE);
        time.advance(INTERVAL);

        assertThat(recording.news()).containsExactly("updated one SENT", "updated two SENT", "ended BY_CUSTOMER");
        assertThat(ended).isCompleted();
    }

    @Test
    void what_is_started_and_ended_while_paused_waits() {
        service.pause();
        service.startChatSession(REQUEST);
        CompletableFuture<?> ended = service.endChatSession();
        time.advance(DOZE);
        assertThat(api.sessionIds()).isEmpty();
        assertThat(states).isEmpty();

        service.resume();
        time.advance(INTERVAL);

        assertThat(ended).isCompleted();
        assertThat(recording.news()).containsExactly("started", "ended BY_CUSTOMER");
    }

    @Test
    void an_ended_session_is_not_looked_at_while_paused() {
        String session = start();
        api.reopenWindow(Duration.ofDays(1));
        api.agentEnds(session, "Solved");
        time.advance(INTERVAL);
        service.pause();
        api.agentReopens(session);
        int polls = api.count(FakeCall.POLL);
        time.advance(DOZE);
        assertThat(api.count(FakeCall.POLL)).isEqualTo(polls);

        service.resume();
        time.advance(INTERVAL);

        assertThat(service.connectionState()).isEqualTo(POLLING);
    }

    @Test
    void a_push_message_fetches_what_is_new_and_sends_nothing() {
        String session = start();
        service.pause();
        service.sendMessage("mine");
        for (int i = 0; i < 120; i++) {
            api.agentWrites(session, "news " + i);
        }
        int polls = api.count(FakeCall.POLL);

        CompletableFuture<Void> caughtUp = service.catchUp();
        time.advance(DOZE);

        assertThat(caughtUp).isCompleted();
        assertThat(recording.news()).hasSize(121).contains("received news 0", "received news 119");
        assertThat(api.count(FakeCall.SEND)).isZero();
        assertThat(api.count(FakeCall.POLL)).isEqualTo(polls + 3);
        assertThat(service.connectionState()).isEqualTo(IDLE);
    }

    @Test
    void catching_up_fails_without_a_network_and_is_not_repeated() {
        start();
        service.pause();
        api.goOffline();
        int polls = api.count(FakeCall.POLL);

        CompletableFuture<Void> caughtUp = service.catchUp();
        time.advance(DOZE);

        assertThat(caughtUp).isCompletedExceptionally();
        assertThat(api.count(FakeCall.POLL)).isEqualTo(polls + 1);
    }

    @Test
    void catching_up_without_a_pause_or_a_session_completes() {
        assertThat(service.catchUp()).isCompleted();
        start();
        assertThat(service.catchUp()).isCompleted();
        service.pause();
        service.catchUp();
        CompletableFuture<Void> unfinished = service.catchUp();
        service.close();
        assertThat(unfinished).isCompletedExceptionally();
    }

    @Test
    void polls_are_slower_while_the_screen_is_hidden_and_at_once_when_it_is_shown() {
        String session = start();
        service.screenHidden();
        time.runDue();
        int polls = api.count(FakeCall.POLL);
        time.advance(HIDDEN.multipliedBy(4));
        assertThat(api.count(FakeCall.POLL)).isEqualTo(polls + 4);
        api.agentWrites(session, "news");

        service.screenShown();
        time.runDue();

        assertThat(recording.news()).containsExactly("received news");
        time.advance(INTERVAL.multipliedBy(4));
        assertThat(api.count(FakeCall.POLL)).isEqualTo(polls + 9);
    }

    @Test
    void a_network_that_is_back_is_used_at_once() {
        start();
        api.goOffline();
        service.sendMessage("mine");
        time.advance(DOZE);
        api.goOnline();

        service.networkAvailable();
        time.runDue();

        assertThat(service.connectionState()).isEqualTo(POLLING);
        assertThat(recording.news()).contains("updated mine SENT");
    }

    @Test
    void retry_after_is_obeyed_by_polls() {
        start();
        api.failNext(
                FakeCall.POLL, 1, FakeFailure.refusal(503, "STORE_UNAVAILABLE").retryAfter(Duration.ofMinutes(5)));
        time.advance(INTERVAL);
        int polls = api.count(FakeCall.POLL);

        time.advance(Duration.ofMinutes(5).minusSeconds(1));
        assertThat(api.count(FakeCall.POLL)).isEqualTo(polls);
        time.advance(Duration.ofMinutes(1));

        assertThat(api.count(FakeCall.POLL)).isGreaterThan(polls);
    }

    @Test
    void the_interval_while_hidden_is_checked() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ChatService.builder(api).hiddenPollInterval(Duration.ofMillis(999)))
                .withMessage("hiddenPollInterval must be >= PT1S, was PT0.999S");
    }
}
