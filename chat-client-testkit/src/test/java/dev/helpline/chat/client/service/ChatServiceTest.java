package dev.helpline.chat.client.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.helpline.chat.client.call.ChatApiException;
import dev.helpline.chat.client.call.ErrorCodes;
import dev.helpline.chat.client.message.AmendedMessage;
import dev.helpline.chat.client.message.MarkedRead;
import dev.helpline.chat.client.message.MessageEdit;
import dev.helpline.chat.client.message.Quote;
import dev.helpline.chat.client.message.ReadRequest;
import dev.helpline.chat.client.participant.Sender;
import dev.helpline.chat.client.rating.SubmittedRating;
import dev.helpline.chat.client.session.EndedSession;
import dev.helpline.chat.client.session.SessionRequest;
import dev.helpline.chat.client.session.StartedSession;
import dev.helpline.chat.client.testkit.FakeCall;
import dev.helpline.chat.client.testkit.FakeChatApi;
import dev.helpline.chat.client.testkit.FakeFailure;
import dev.helpline.chat.client.testkit.NoJitter;
import dev.helpline.chat.client.testkit.ScriptedScheduler;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@SuppressWarnings("FutureReturnValueIgnored") // the listener reports the outcome
class ChatServiceTest {
    private static final SessionRequest REQUEST = SessionRequest.builder().build();
    private static final Duration INTERVAL = Duration.ofSeconds(2);
    private static final Instant CREATED = Instant.parse("2026-01-01T00:00:00Z");

    private final FakeChatApi api = new FakeChatApi();
    private final ScriptedScheduler time = new ScriptedScheduler();
    private final Recording recording = new Recording();
    private final AtomicInteger ids = new AtomicInteger();
    private final List<Throwable> thrown = new CopyOnWriteArrayList<>();
    private final ChatService service = builder().build();

    private ChatService.Builder builder() {
        return ChatService.builder(api)
                .listener(recording)
                .scheduler(time)
                .clock(time.clock())
                .executor(Runnable::run)
                .random(new NoJitter())
                .ids(() -> "id-" + ids.incrementAndGet())
                .listenerFailures(thrown::add);
    }

    @Test
    void what_an_agent_has_read_is_told_with_its_time() {
        String session = start();
        service.sendMessage("Hello");
        time.runDue();
        recording.news();

        api.agentReads(session);
        time.advance(INTERVAL);

        assertThat(recording.news()).containsExactly("updated Hello SENT");
        assertThat(service.messages())
                .extracting(ChatMessage::deliveredAt, ChatMessage::readAt)
                .containsExactly(tuple(Optional.of(CREATED), Optional.of(CREATED)));
        time.advance(INTERVAL);
        assertThat(recording.news()).isEmpty();
    }

    @Test
    void the_customer_reads_what_has_arrived_and_nothing_that_comes_later() {
        String session = start();
        api.agentWrites(session, "one");
        api.agentWrites(session, "two");
        time.advance(INTERVAL);
        api.agentWrites(session, "not yet here");

        CompletableFuture<MarkedRead> read = service.markRead();
        time.runDue();

        assertThat(read.join().sessionId()).isEqualTo(session);
        assertThat(api.readByCustomer(session)).isEqualTo(2);
    }

    @Test
    void what_the_customer_has_not_read_is_counted_and_each_change_is_told() {
        String session = start();
        api.agentWrites(session, "one");
        api.systemWrites(session, "a notice");
        api.customerWritesElsewhere(session, "mine");
        time.advance(INTERVAL);
        int first = service.unreadCount();
        api.agentWrites(session, "two");
        time.advance(INTERVAL);
        int second = service.unreadCount();
        service.markRead();
        int third = service.unreadCount();
        time.advance(INTERVAL);

        assertThat(List.of(first, second, third)).containsExactly(1, 2, 0);
        assertThat(recording.heard)
                .filteredOn(line -> line.startsWith("unread"))
                .containsExactly("unread 1", "unread 2", "unread 0");
    }

    @Test
    void what_was_read_on_another_device_is_not_unread() {
        String session = start();
        api.agentWrites(session, "one");
        time.advance(INTERVAL);

        api.markRead(ReadRequest.delivered(session)).execute();
        time.advance(INTERVAL);

        assertThat(service.unreadCount()).isZero();
        assertThat(recording.heard).containsSubsequence("unread 1", "unread 0");
    }

    @Test
    void reading_without_a_connection_is_told_once_there_is_one() {
        String session = start();
        api.agentWrites(session, "one");
        time.advance(INTERVAL);
        api.goOffline();
        CompletableFuture<MarkedRead> read = service.markRead();
        time.runDue();

        api.goOnline();
        service.retryNow();
        time.runDue();

        assertThat(read).isCompleted();
        assertThat(api.readByCustomer(session)).isEqualTo(1);
    }

    private String start() {
        service.startChatSession(REQUEST);
        time.runDue();
        recording.news();
        return service.sessionId().orElseThrow();
    }

    private List<String> shown() {
        return service.messages().stream().map(ChatMessage::text).toList();
    }

    private static ChatApiException failure(CompletableFuture<?> future) {
        return (ChatApiException) future.handle((answer, failure) -> failure).join();
    }

    @Test
    void starting_opens_a_session_tells_the_listener_and_polls() {
        CompletableFuture<StartedSession> started = service.startChatSession(REQUEST);
        time.runDue();

        assertThat(started.join().sessionId()).isEqualTo("id-1");
        assertThat(recording.heard).containsExactly("started", "head WAITING");
        assertThat(api.count(FakeCall.POLL)).isEqualTo(1);
    }

    @Test
    void a_second_start_is_refused_while_a_session_is_open() {
        service.startChatSession(REQUEST);
        assertThatIllegalStateException().isThrownBy(() -> service.startChatSession(REQUEST));
        time.runDue();

        assertThatIllegalStateException().isThrownBy(() -> service.startChatSession(REQUEST));
        assertThatIllegalStateException().isThrownBy(() -> service.resume("s-1"));
        assertThat(api.sessionIds()).hasSize(1);
    }

    @Test
    void an_answer_lost_while_starting_opens_no_second_session() {
        api.failNext(FakeCall.START, 2, FakeFailure.lostAnswer());

        CompletableFuture<StartedSession> started = service.startChatSession(REQUEST);
        time.advance(Duration.ofSeconds(10));

        assertThat(started).isCompleted();
        assertThat(api.sessionIds()).containsExactly("id-1");
    }

    @Test
    void a_start_made_offline_is_made_when_the_network_is_back_however_long_that_takes() {
        api.goOffline();
        CompletableFuture<StartedSession> started = service.startChatSession(REQUEST);
        time.advance(Duration.ofHours(1));
        assertThat(started).isNotDone();
        assertThat(recording.news())
                .startsWith("start delayed NETWORK_ERROR PT1S", "start delayed NETWORK_ERROR PT2S")
                .endsWith("start delayed NETWORK_ERROR PT30S");

        api.goOnline();
        time.advance(Duration.ofSeconds(30));

        assertThat(started).isCompleted();
        assertThat(recording.news()).containsExactly("started");
        assertThat(api.sessionIds()).containsExactly("id-1");
    }

    @Test
    void a_start_limited_often_enough_fails_and_the_next_one_asks_for_the_same_session() {
        api.failNext(FakeCall.START, 3, FakeFailure.refusal(429, "RATE_LIMITED").retryAfter(Duration.ofSeconds(5)));
        CompletableFuture<StartedSession> first = service.startChatSession(REQUEST);
        time.advance(Duration.ofSeconds(10));

        CompletableFuture<StartedSession> second = service.startChatSession(REQUEST);
        time.runDue();

        assertThat(failure(first).code()).isEqualTo(ErrorCodes.RATE_LIMITED);
        assertThat(second).isCompleted();
        assertThat(api.sessionIds()).containsExactly("id-1");
    }

    @Test
    void what_is_written_during_a_start_is_shown_at_once_and_sent_behind_it() {
        CompletableFuture<StartedSession> started = service.startChatSession(REQUEST);

        ChatMessage first = service.sendMessage("where is my order?");
        service.sendMessage("hello?");
        assertThat(first.state()).isEqualTo(DeliveryState.SENDING);
        assertThat(shown()).containsExactly("where is my order?", "hello?");
        assertThat(service.sessionId()).isEmpty();
        time.runDue();

        assertThat(started).isCompleted();
        assertThat(recording.news())
                .containsExactly(
                        "shown where is my order? SENDING",
                        "shown hello? SENDING",
                        "started",
                        "updated where is my order? SENT",
                        "updated hello? SENT");
        assertThat(api.texts("id-1")).containsExactly("where is my order?", "hello?");
    }

    @Test
    void what_is_written_while_offline_before_the_session_is_open_arrives_once_and_in_order() {
        api.goOffline();
        service.startChatSession(REQUEST);
        time.advance(Duration.ofMinutes(10));
        service.sendMessage("one");
        time.advance(Duration.ofMinutes(10));
        service.sendMessage("two");
        assertThat(api.count(FakeCall.SEND)).isZero();

        api.goOnline();
        time.advance(Duration.ofSeconds(30));

        assertThat(api.texts("id-1")).containsExactly("one", "two");
        assertThat(service.messages()).allMatch(message -> message.state() == DeliveryState.SENT);
    }

    @Test
    void what_was_written_for_a_session_that_is_refused_fails_and_can_be_sent_into_the_next_one() {
        api.failNext(FakeCall.START, 1, FakeFailure.refusal(429, "TOO_MANY_SESSIONS"));
        service.startChatSession(REQUEST);
        ChatMessage message = service.sendMessage("where is my order?");
        time.runDue();
        assertThat(recording.news())
                .containsExactly(
                        "shown where is my order? SENDING", "updated where is my order? FAILED TOO_MANY_SESSIONS");
        assertThatIllegalStateException().isThrownBy(() -> service.sendMessage("and now?"));

        service.startChatSession(REQUEST);
        service.retry(message.messageId());
        time.runDue();

        assertThat(api.texts(service.sessionId().orElseThrow())).containsExactly("where is my order?");
        assertThat(recording.news())
                .containsExactly("updated where is my order? SENDING", "started", "updated where is my order? SENT");
    }

    @Test
    void a_start_the_app_gives_up_fails_what_was_written_for_it() {
        CompletableFuture<StartedSession> started = service.startChatSession(REQUEST);
        service.sendMessage("never mind");

        started.completeExceptionally(new TimeoutException("the app waits no longer"));
        time.runDue();

        assertThat(recording.news()).containsExactly("shown never mind SENDING", "updated never mind FAILED CANCELED");
        assertThat(api.count(FakeCall.START)).isZero();
    }

    @Test
    void an_end_asked_for_during_a_start_overtakes_nothing() {
        service.startChatSession(REQUEST);
        CompletableFuture<EndedSession> ended = service.endChatSession();
        time.runDue();

        assertThat(ended).isCompleted();
        assertThat(recording.news()).containsExactly("started", "ended BY_CUSTOMER");
    }

    @Test
    void a_conversation_that_has_ended_stays_shown_if_the_next_one_cannot_be_opened() {
        String session = start();
        service.sendMessage("old");
        time.runDue();
        api.agentEnds(session, "done");
        time.advance(INTERVAL);
        api.failNext(FakeCall.START, 1, FakeFailure.refusal(403, "FORBIDDEN"));

        service.startChatSession(REQUEST);
        time.runDue();

        assertThat(shown()).containsExactly("old");
        assertThat(service.sessionId()).contains(session);
    }

    static Stream<FakeFailure> failuresWaitingCannotHelp() {
        Duration halfAnHour = Duration.ofMinutes(30);
        return Stream.of(
                FakeFailure.refusal(429, "TOO_MANY_SESSIONS").retryAfter(halfAnHour),
                FakeFailure.refusal(429, "TOO_MANY_SESSIONS").retryAfter(Duration.ofSeconds(1)),
                FakeFailure.refusal(429, "RATE_LIMITED").retryAfter(halfAnHour),
                FakeFailure.refusal(503, "STORE_UNAVAILABLE").retryAfter(halfAnHour));
    }

    @ParameterizedTest
    @MethodSource("failuresWaitingCannotHelp")
    void a_call_that_a_person_waits_for_fails_at_once_where_waiting_cannot_help(FakeFailure failure) {
        api.failNext(FakeCall.START, 1, failure);
        api.failNext(FakeCall.END, 1, failure);
        api.failNext(FakeCall.RATE, 1, failure);

        CompletableFuture<StartedSession> started = service.startChatSession(REQUEST);
        time.runDue();
        start();
        CompletableFuture<EndedSession> ended = service.endChatSession();
        CompletableFuture<SubmittedRating> rated = service.submitRating(5);
        time.runDue();

        assertThat(List.of(failure(started), failure(ended), failure(rated)))
                .allSatisfy(told -> assertThat(told.retryAfter()).isPresent());
    }

    @Test
    void a_call_that_is_limited_for_a_moment_is_made_again_when_the_server_wants_it() {
        FakeFailure failure = FakeFailure.refusal(429, "RATE_LIMITED").retryAfter(Duration.ofSeconds(10));
        api.failNext(FakeCall.START, 1, failure);
        CompletableFuture<StartedSession> started = service.startChatSession(REQUEST);
        time.advance(Duration.ofSeconds(9));
        assertThat(started).isNotDone();

        time.advance(Duration.ofSeconds(1));

        assertThat(started).isCompleted();
    }

    @Test
    void a_refused_start_fails_at_once_and_leaves_the_service_idle() {
        api.failNext(FakeCall.START, 1, FakeFailure.refusal(403, "FORBIDDEN"));

        CompletableFuture<StartedSession> started = service.startChatSession(REQUEST);
        time.runDue();

        assertThat(failure(started).code()).isEqualTo(ErrorCodes.FORBIDDEN);
        assertThat(service.sessionId()).isEmpty();
        assertThatIllegalStateException().isThrownBy(() -> service.sendMessage("hello"));
    }

    @Test
    void a_start_the_app_cancels_can_be_made_again() {
        CompletableFuture<StartedSession> first = service.startChatSession(REQUEST);
        first.cancel(false);
        time.runDue();

        service.startChatSession(REQUEST);
        time.runDue();

        assertThat(api.count(FakeCall.START)).isEqualTo(1);
        assertThat(service.sessionId()).contains("id-1");
    }

    @Test
    void a_message_is_shown_at_once_then_sent_and_never_twice() {
        String session = start();

        ChatMessage message = service.sendMessage("hello");
        assertThat(recording.news()).containsExactly("shown hello SENDING");
        assertThat(message.state()).isEqualTo(DeliveryState.SENDING);
        assertThat(shown()).containsExactly("hello");
        time.runDue();
        assertThat(recording.news()).containsExactly("updated hello SENT");
        time.advance(INTERVAL);

        assertThat(recording.news()).isEmpty();
        assertThat(shown()).containsExactly("hello");
        assertThat(service.messages().get(0).seq()).hasValue(1);
        assertThat(api.texts(session)).containsExactly("hello");
    }

    @Test
    void a_lost_answer_to_a_send_is_settled_under_the_same_id() {
        String session = start();
        api.failNext(FakeCall.SEND, 1, FakeFailure.lostAnswer());

        service.sendMessage("hello");
        time.runDue();
        time.advance(Duration.ofSeconds(1));

        assertThat(api.count(FakeCall.SEND)).isEqualTo(2);
        assertThat(api.texts(session)).containsExactly("hello");
        assertThat(recording.news()).containsExactly("shown hello SENDING", "updated hello SENT");
    }

    @Test
    void the_feed_settles_a_send_of_unknown_outcome_without_another_send() {
        String session = start();
        api.failNext(FakeCall.SEND, 1, FakeFailure.lostAnswer());
        api.failNext(FakeCall.SEND, 1, FakeFailure.refusal(429, "RATE_LIMITED").retryAfter(Duration.ofMinutes(1)));

        service.sendMessage("hello");
        service.sendMessage("again");
        time.advance(INTERVAL);

        assertThat(api.texts(session)).containsExactly("hello", "again");
        assertThat(api.count(FakeCall.SEND)).isEqualTo(3);
        assertThat(recording.news())
                .containsExactly(
                        "shown hello SENDING", "shown again SENDING", "updated hello SENT", "updated again SENT");
    }

    @Test
    void an_agents_message_from_before_the_own_send_is_not_skipped() {
        String session = start();
        api.agentWrites(session, "how can I help?");

        service.sendMessage("my order is late");
        time.runDue();
        assertThat(shown()).containsExactly("my order is late");
        time.advance(INTERVAL);

        assertThat(shown()).containsExactly("how can I help?", "my order is late");
        assertThat(recording.news()).contains("received how can I help?");
    }

    @Test
    void fifty_quick_messages_arrive_in_the_order_of_writing() {
        String session = start();
        List<String> texts = IntStream.range(0, 50).mapToObj(Integer::toString).toList();
        api.failNext(FakeCall.SEND, 2, FakeFailure.lostAnswer());
        api.failNext(FakeCall.SEND, 1, FakeFailure.refusal(503, "STORE_UNAVAILABLE"));

        texts.forEach(service::sendMessage);
        assertThat(shown()).isEqualTo(texts);
        time.advance(Duration.ofSeconds(30));

        assertThat(api.texts(session)).isEqualTo(texts);
        assertThat(shown()).isEqualTo(texts);
        assertThat(service.messages()).allMatch(message -> message.state() == DeliveryState.SENT);
    }

    @Test
    void equal_texts_are_different_messages() {
        String session = start();

        service.sendMessage("yes");
        service.sendMessage("yes");
        time.advance(INTERVAL);

        assertThat(api.texts(session)).containsExactly("yes", "yes");
        assertThat(shown()).containsExactly("yes", "yes");
    }

    @Test
    void a_refused_message_fails_at_once_and_lets_the_others_pass() {
        String session = start();
        api.failNext(FakeCall.SEND, 1, FakeFailure.refusal(400, "CONTENT_REJECTED"));

        service.sendMessage("bad");
        service.sendMessage("good");
        time.runDue();

        assertThat(api.texts(session)).containsExactly("good");
        assertThat(recording.news()).endsWith("updated bad FAILED CONTENT_REJECTED", "updated good SENT");
        assertThat(shown()).containsExactly("good", "bad");
    }

    @Test
    void an_outage_however_long_fails_no_message() {
        String session = start();
        api.goOffline();
        service.sendMessage("one");
        service.sendMessage("two");
        time.advance(Duration.ofDays(1));
        assertThat(service.messages()).allMatch(message -> message.state() == DeliveryState.SENDING);

        api.goOnline();
        time.advance(Duration.ofSeconds(30));

        assertThat(api.texts(session)).containsExactly("one", "two");
        assertThat(recording.news()).noneMatch(line -> line.contains("FAILED"));
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 502, 503, 504, 408, 429})
    void a_server_in_trouble_fails_no_message(int status) {
        String session = start();
        api.failNext(FakeCall.SEND, 100, FakeFailure.refusal(status, "STORE_UNAVAILABLE"));
        api.failNext(FakeCall.POLL, 100, FakeFailure.refusal(status, "STORE_UNAVAILABLE"));

        service.sendMessage("hello");
        time.advance(Duration.ofHours(2));

        assertThat(api.texts(session)).containsExactly("hello");
        assertThat(recording.news()).noneMatch(line -> line.contains("FAILED"));
    }

    @Test
    void a_message_on_which_the_server_breaks_down_again_and_again_lets_the_others_pass() {
        String session = start();
        api.failNext(FakeCall.SEND, 9, FakeFailure.refusal(500, "MESSAGE_SEND_FAILED"));

        service.sendMessage("poison");
        service.sendMessage("harmless");
        time.advance(Duration.ofMinutes(5));

        assertThat(api.texts(session)).containsExactly("harmless");
        assertThat(recording.news()).endsWith("updated poison FAILED MESSAGE_SEND_FAILED", "updated harmless SENT");
    }

    @Test
    void a_poll_that_succeeds_again_wakes_the_messages_that_wait() {
        String session = start();
        time.advance(Duration.ofMillis(1_500));
        api.goOffline();
        service.sendMessage(
                "hello"); // tried 0, 1, 3, 7, 15, 31, 61 s from now; polls 0.5, 2.5, 6.5, 14.5, 30.5, 60.5 s
        time.advance(Duration.ofSeconds(40));
        api.goOnline();

        time.advance(Duration.ofMillis(20_500));

        assertThat(api.texts(session)).containsExactly("hello");
        assertThat(recording.news()).endsWith("updated hello SENT");
    }

    @Test
    void a_message_that_gets_through_wakes_the_polls_that_wait() {
        String session = start();
        api.agentWrites(session, "are you there?");
        api.failNext(FakeCall.POLL, 6, FakeFailure.lostRequest());
        time.advance(Duration.ofSeconds(2 + 2 + 4 + 8 + 16 + 30));
        api.failNext(FakeCall.SEND, 1, FakeFailure.lostRequest());
        recording.news();

        service.sendMessage("yes");
        time.advance(Duration.ofSeconds(1));

        assertThat(recording.news()).endsWith("updated yes SENT", "received are you there?");
    }

    @Test
    void messages_that_alone_do_not_get_through_are_not_sent_at_every_poll() {
        start();
        api.failNext(FakeCall.SEND, 1000, FakeFailure.lostRequest());

        service.sendMessage("hello");
        time.advance(Duration.ofMinutes(10));

        assertThat(api.count(FakeCall.POLL)).isGreaterThan(250);
        assertThat(api.count(FakeCall.SEND)).isLessThan(30);
    }

    @Test
    void retrying_now_tries_at_once_what_waits_for_the_network() {
        api.goOffline();
        CompletableFuture<StartedSession> started = service.startChatSession(REQUEST);
        service.sendMessage("hello");
        time.advance(Duration.ofMinutes(5));
        api.goOnline();

        service.retryNow();
        time.runDue();

        assertThat(started).isCompleted();
        assertThat(api.texts("id-1")).containsExactly("hello");
    }

    @Test
    void retrying_now_tries_polls_and_messages_and_respects_what_the_server_limits() {
        String session = start();
        api.goOffline();
        service.sendMessage("hello");
        time.advance(Duration.ofMinutes(5));
        api.agentWrites(session, "hi");
        api.goOnline();
        api.failNext(FakeCall.SEND, 1, FakeFailure.refusal(429, "RATE_LIMITED").retryAfter(Duration.ofMinutes(5)));
        recording.news();

        service.retryNow();
        time.runDue();
        service.retryNow();
        time.runDue();
        assertThat(recording.news()).contains("received hi").doesNotContain("updated hello SENT");
        time.advance(Duration.ofMinutes(5));

        assertThat(api.texts(session)).containsExactly("hi", "hello");
    }

    @Test
    void retrying_now_does_nothing_where_nothing_waits() {
        service.retryNow();
        start();

        service.retryNow();
        service.close();
        service.retryNow();

        assertThat(time.planned()).isEmpty();
        assertThat(api.count(FakeCall.POLL)).isEqualTo(1);
    }

    @Test
    void a_failed_message_is_sent_again_under_its_id() {
        String session = start();
        api.failNext(FakeCall.SEND, 1, FakeFailure.refusal(400, "CONTENT_REJECTED"));
        ChatMessage message = service.sendMessage("hello");
        time.runDue();

        service.retry(message.messageId());
        time.runDue();

        assertThat(api.texts(session)).containsExactly("hello");
        assertThat(service.messages()).extracting(ChatMessage::messageId).containsExactly(message.messageId());
        assertThat(recording.news()).endsWith("updated hello SENDING", "updated hello SENT");
    }

    @Test
    void a_failed_message_the_server_has_all_the_same_turns_out_to_be_sent() {
        String session = start();
        api.failNext(FakeCall.SEND, 1, FakeFailure.lostAnswer());
        api.failNext(FakeCall.SEND, 1, FakeFailure.refusal(403, "FORBIDDEN"));
        ChatMessage message = service.sendMessage("hello");
        time.advance(Duration.ofSeconds(1));
        assertThat(service.messages().get(0).state()).isEqualTo(DeliveryState.FAILED);

        time.advance(INTERVAL);

        assertThat(service.messages()).extracting(ChatMessage::state).containsExactly(DeliveryState.SENT);
        assertThat(service.retry(message.messageId()).state()).isEqualTo(DeliveryState.SENT);
        assertThat(api.texts(session)).containsExactly("hello");
    }

    @Test
    void sends_honour_retry_after() {
        start();
        api.failNext(FakeCall.SEND, 1, FakeFailure.refusal(429, "RATE_LIMITED").retryAfter(Duration.ofSeconds(40)));

        service.sendMessage("hello");
        time.runDue();
        time.advance(Duration.ofSeconds(39));
        assertThat(api.count(FakeCall.SEND)).isEqualTo(1);
        time.advance(Duration.ofSeconds(1));

        assertThat(recording.news()).endsWith("updated hello SENT");
    }

    @Test
    void polls_follow_each_other_at_the_interval() {
        start();

        time.advance(Duration.ofSeconds(20));

        assertThat(api.count(FakeCall.POLL)).isEqualTo(11);
        assertThat(time.planned()).containsExactly(INTERVAL);
    }

    @Test
    void a_long_conversation_comes_page_by_page_without_pause() {
        String session = start();
        IntStream.range(0, 130).forEach(n -> api.agentWrites(session, "m" + n));

        time.advance(INTERVAL);

        assertThat(shown())
                .isEqualTo(IntStream.range(0, 130).mapToObj(n -> "m" + n).toList());
        assertThat(recording.news()).hasSize(130);
        assertThat(api.count(FakeCall.POLL)).isEqualTo(4);
    }

    @Test
    void the_end_comes_once_and_after_everything_that_was_said() {
        String session = start();
        IntStream.range(0, 120).forEach(n -> api.agentWrites(session, "m" + n));
        api.agentEnds(session, "done");

        time.advance(Duration.ofMinutes(1));

        List<String> news = recording.news();
        assertThat(news).hasSize(121);
        assertThat(news.get(119)).isEqualTo("received m119");
        assertThat(news.get(120)).isEqualTo("ended BY_AGENT");
        assertThat(time.planned()).isEmpty();
    }

    @Test
    void the_kinds_of_end_are_told_apart() {
        String expired = start();
        api.expire(expired);
        time.advance(INTERVAL);
        assertThat(recording.news()).containsExactly("ended BY_EXPIRY");

        String left = start();
        api.customerEndsElsewhere(left);
        time.advance(INTERVAL);
        assertThat(recording.news()).containsExactly("ended BY_CUSTOMER");
    }

    @Test
    void ending_here_is_told_like_any_end() {
        String session = start();
        api.agentWrites(session, "bye");
        api.failNext(FakeCall.END, 1, FakeFailure.lostAnswer());

        CompletableFuture<EndedSession> ended = service.endChatSession();
        time.advance(Duration.ofSeconds(1));

        assertThat(ended).isCompleted();
        assertThat(recording.news()).containsExactly("received bye", "ended BY_CUSTOMER");
    }

    @Test
    void the_end_overtakes_nothing_that_was_written_before() {
        String session = start();
        api.failNext(FakeCall.SEND, 2, FakeFailure.lostRequest());

        service.sendMessage("one");
        service.sendMessage("two");
        CompletableFuture<EndedSession> ended = service.endChatSession();
        time.runDue();
        assertThat(api.count(FakeCall.END)).isZero();
        time.advance(Duration.ofSeconds(10));

        assertThat(ended).isCompleted();
        assertThat(api.texts(session)).containsExactly("one", "two");
        assertThat(recording.news())
                .containsSubsequence("updated one SENT", "updated two SENT", "ended BY_CUSTOMER")
                .noneMatch(line -> line.contains("FAILED"));
    }

    @Test
    void a_message_that_fails_does_not_hold_the_end_back() {
        start();
        api.failNext(FakeCall.SEND, 1, FakeFailure.refusal(400, "CONTENT_REJECTED"));

        service.sendMessage("bad");
        CompletableFuture<EndedSession> ended = service.endChatSession();
        time.runDue();

        assertThat(ended).isCompleted();
        assertThat(recording.news()).contains("updated bad FAILED CONTENT_REJECTED", "ended BY_CUSTOMER");
    }

    @Test
    void an_end_that_still_waits_is_made_when_the_session_is_left_for_a_new_one() {
        String first = start();
        api.failNext(FakeCall.SEND, 8, FakeFailure.lostRequest());
        service.sendMessage("unheard");
        CompletableFuture<EndedSession> ended = service.endChatSession();
        api.expire(first);
        time.advance(INTERVAL);
        assertThat(api.count(FakeCall.END)).isZero();

        start();

        assertThat(ended).isDone();
        assertThat(api.count(FakeCall.END)).isEqualTo(1);
    }

    @Test
    void a_message_after_an_expiry_fails_with_its_code_and_is_not_repeated() {
        String session = start();
        api.expire(session);

        service.sendMessage("anybody?");
        time.runDue();

        assertThat(recording.news())
                .containsExactly("shown anybody? SENDING", "updated anybody? FAILED SESSION_EXPIRED");
        assertThat(api.count(FakeCall.SEND)).isEqualTo(1);
    }

    @Test
    void a_message_after_an_end_fails_with_its_code_and_starts_nothing() {
        String session = start();
        api.agentEnds(session, "done");
        time.advance(INTERVAL);
        recording.news();

        service.sendMessage("wait");
        time.advance(Duration.ofMinutes(1));

        assertThat(recording.news()).containsExactly("shown wait SENDING", "updated wait FAILED SESSION_NOT_FOUND");
        assertThat(time.planned()).isEmpty();
    }

    @Test
    void a_session_that_is_reopened_is_polled_again_and_its_next_end_is_told() {
        String session = start();
        api.agentEnds(session, "done");
        time.advance(INTERVAL);
        recording.news();

        service.reopenChatSession();
        time.runDue();
        api.agentWrites(session, "welcome back");
        time.advance(INTERVAL);
        api.agentEnds(session, "done again");
        time.advance(INTERVAL);

        assertThat(recording.news()).containsExactly("received welcome back", "ended BY_AGENT");
    }

    @Test
    void after_an_end_a_new_session_can_be_started() {
        String first = start();
        service.sendMessage("old");
        api.agentEnds(first, "done");
        time.advance(INTERVAL);

        String second = start();

        assertThat(second).isNotEqualTo(first);
        assertThat(service.messages()).isEmpty();
    }

    @Test
    void a_resumed_session_brings_everything_from_its_beginning() {
        String session = start();
        service.sendMessage("mine");
        time.runDue();
        api.agentWrites(session, "theirs");
        Recording second = new Recording();
        ChatService other = builder().build();
        other.addListener(second);
        other.addListener(second);

        other.resume(session);
        time.runDue();

        assertThat(second.news()).containsExactly("started", "received mine", "received theirs");
    }

    @Test
    void what_was_written_before_the_app_went_down_is_sent_once() {
        String session = start();
        api.failNext(FakeCall.SEND, 1, FakeFailure.lostAnswer());
        ChatMessage stored = service.sendMessage("stored, but who knows");
        ChatMessage waiting = service.sendMessage("still waiting");
        time.runDue();
        service.close();
        ChatService reborn = builder().build();

        reborn.resume(session, List.of(UnsentMessage.of(stored), UnsentMessage.of(waiting)));
        time.advance(INTERVAL);

        assertThat(api.texts(session)).containsExactly("stored, but who knows", "still waiting");
        assertThat(reborn.messages())
                .extracting(ChatMessage::state)
                .containsExactly(DeliveryState.SENT, DeliveryState.SENT);
    }

    @Test
    void a_reply_quotes_at_once_and_is_sent_with_its_metadata() {
        String session = start();
        api.agentWrites(session, "which one?");
        time.advance(INTERVAL);
        String question = service.messages().get(0).messageId();

        ChatMessage reply = service.sendMessage(MessageDraft.builder("the second")
                .replyTo(question)
                .metadata(Map.of("screen", "order"))
                .build());
        time.advance(INTERVAL);

        assertThat(reply.quote()).map(Quote::text).contains("which one?");
        assertThat(reply.quote()).map(Quote::sender).contains(Sender.AGENT);
        ChatMessage sent = service.messages().get(1);
        assertThat(sent.state()).isEqualTo(DeliveryState.SENT);
        assertThat(sent.replyTo()).contains(question);
        assertThat(sent.quote()).isEqualTo(reply.quote());
        ChatService other = builder().build();
        other.resume(session);
        time.runDue();
        assertThat(other.messages().get(1).quote()).isEqualTo(reply.quote());
        assertThat(other.messages().get(1).metadata()).isEqualTo(Map.of("screen", "order"));
    }

    @Test
    void a_reply_that_was_kept_is_sent_again_as_the_same_message() {
        String session = start();
        api.agentWrites(session, "which one?");
        time.advance(INTERVAL);
        api.failNext(FakeCall.SEND, 1, FakeFailure.lostAnswer());
        ChatMessage kept = service.sendMessage(MessageDraft.builder("the second")
                .replyTo(service.messages().get(0).messageId())
                .metadata(Map.of("screen", "order"))
                .build());
        time.runDue();
        service.close();
        ChatService reborn = builder().build();

        reborn.resume(session, List.of(UnsentMessage.of(kept)));
        time.advance(INTERVAL);

        assertThat(reborn.messages())
                .extracting(ChatMessage::state)
                .containsExactly(DeliveryState.RECEIVED, DeliveryState.SENT);
    }

    @Test
    void metadata_without_a_json_form_is_rejected_at_once() {
        assertThatThrownBy(() -> MessageDraft.builder("x").metadata(Map.of("bad", new Object() {
                    @Override
                    public String toString() {
                        return "no JSON";
                    }
                })))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void an_edit_is_stored_and_shown_with_its_time() {
        String session = start();
        ChatMessage sent = service.sendMessage("Helo");
        time.advance(INTERVAL);

        CompletableFuture<AmendedMessage> edited = service.editMessage(sent.messageId(), "Hello");
        time.advance(INTERVAL);

        assertThat(edited).isCompleted();
        ChatMessage shown = service.messages().get(0);
        assertThat(shown.text()).isEqualTo("Hello");
        assertThat(shown.editedAt()).isPresent();
        assertThat(shown.state()).isEqualTo(DeliveryState.SENT);
        assertThat(api.texts(session)).containsExactly("Hello");
    }

    @Test
    void an_edit_whose_answer_was_lost_is_made_once() {
        String session = start();
        ChatMessage sent = service.sendMessage("Helo");
        time.advance(INTERVAL);
        api.failNext(FakeCall.EDIT, 1, FakeFailure.lostAnswer());

        CompletableFuture<AmendedMessage> edited = service.editMessage(sent.messageId(), "Hello");
        time.advance(Duration.ofMinutes(1));

        assertThat(edited).isCompleted();
        assertThat(api.texts(session)).containsExactly("Hello");
        assertThat(service.messages()).hasSize(1);
    }

    @Test
    void a_withdrawn_message_and_the_quotes_of_it_lose_their_text() {
        start();
        ChatMessage sent = service.sendMessage(MessageDraft.builder("my PIN is 1234")
                .metadata(Map.of("pin", 1234))
                .build());
        time.advance(INTERVAL);
        ChatMessage reply = service.sendMessage(
                MessageDraft.builder("see above").replyTo(sent.messageId()).build());
        time.advance(INTERVAL);

        service.withdrawMessage(sent.messageId());
        time.advance(INTERVAL);

        assertThat(service.messages()).extracting(ChatMessage::text).containsExactly("", "see above");
        assertThat(service.messages().get(0).deletedAt()).isPresent();
        assertThat(service.messages().get(0).metadata()).isEmpty();
        assertThat(reply.quote()).map(Quote::text).contains("my PIN is 1234");
        assertThat(service.messages().get(1).quote()).map(Quote::text).contains("");
    }

    @Test
    void a_change_on_another_device_is_shown_by_the_next_poll() {
        String session = start();
        ChatMessage sent = service.sendMessage("Helo");
        time.advance(INTERVAL);
        recording.news();

        api.editMessage(MessageEdit.builder(session, sent.messageId(), "Hello").build())
                .execute();
        time.advance(INTERVAL);
        assertThat(service.messages()).extracting(ChatMessage::text).containsExactly("Hello");
        api.withdrawMessage(session, sent.messageId()).execute();
        time.advance(INTERVAL);

        assertThat(service.messages()).extracting(ChatMessage::text).containsExactly("");
        assertThat(service.messages()).hasSize(1);
    }

    @Test
    void a_reply_that_waits_is_still_sent_when_what_it_quotes_changes() {
        String session = start();
        ChatMessage sent = service.sendMessage("Helo");
        time.advance(INTERVAL);
        api.failNext(FakeCall.SEND, 1, FakeFailure.lostRequest());
        service.sendMessage(
                MessageDraft.builder("see above").replyTo(sent.messageId()).build());
        time.runDue();

        api.editMessage(MessageEdit.builder(session, sent.messageId(), "Hello").build())
                .execute();
        time.advance(Duration.ofMinutes(1));

        assertThat(api.texts(session)).containsExactly("Hello", "see above");
        assertThat(service.messages().get(1).quote()).map(Quote::text).contains("Hello");
    }

    @Test
    void a_client_that_begins_later_never_has_the_earlier_text() {
        String session = start();
        ChatMessage sent = service.sendMessage("Helo");
        time.advance(INTERVAL);
        service.editMessage(sent.messageId(), "Hello");
        time.advance(INTERVAL);
        Recording second = new Recording();
        ChatService other = builder().build();
        other.addListener(second);

        other.resume(session);
        time.runDue();

        assertThat(second.news()).containsExactly("started", "received Hello");
        assertThat(other.messages()).extracting(ChatMessage::text).containsExactly("Hello");
    }

    @Test
    void only_own_messages_that_were_sent_can_be_changed() {
        String session = start();
        api.agentWrites(session, "theirs");
        time.advance(INTERVAL);
        api.failNext(FakeCall.SEND, 1, FakeFailure.lostRequest());
        ChatMessage waiting = service.sendMessage("waits");
        String theirs = service.messages().get(0).messageId();

        assertThatIllegalArgumentException().isThrownBy(() -> service.editMessage(theirs, "mine now"));
        assertThatIllegalArgumentException().isThrownBy(() -> service.withdrawMessage(waiting.messageId()));
        assertThatIllegalArgumentException().isThrownBy(() -> service.editMessage("unknown", "x"));
        assertThatIllegalArgumentException().isThrownBy(() -> service.editMessage(theirs, " "));
    }

    @Test
    void polling_never_gives_up_and_recovers_by_itself() {
        String session = start();
        api.failNext(FakeCall.POLL, 40, FakeFailure.lostRequest());
        api.agentWrites(session, "hello");

        time.advance(Duration.ofSeconds(2 + 2 + 4 + 8 + 16 + 30));
        assertThat(recording.news())
                .containsExactly(
                        "polling error NETWORK_ERROR PT2S",
                        "polling error NETWORK_ERROR PT4S",
                        "polling error NETWORK_ERROR PT8S",
                        "polling error NETWORK_ERROR PT16S",
                        "polling error NETWORK_ERROR PT30S",
                        "polling error NETWORK_ERROR PT30S");
        time.advance(Duration.ofHours(1));

        assertThat(recording.news()).endsWith("received hello");
        assertThat(time.planned()).hasSize(1);
        assertThat(time.planned().get(0)).isLessThanOrEqualTo(INTERVAL);
    }

    @Test
    void polling_honours_retry_after() {
        start();
        api.failNext(FakeCall.POLL, 1, FakeFailure.refusal(429, "RATE_LIMITED").retryAfter(Duration.ofSeconds(90)));

        time.advance(INTERVAL);

        assertThat(recording.news()).containsExactly("polling error RATE_LIMITED PT1M30S");
        assertThat(time.planned()).containsExactly(Duration.ofSeconds(90));
    }

    @Test
    void polling_stops_where_the_session_is_unknown_and_can_be_resumed() {
        String session = start();
        api.failNext(FakeCall.POLL, 1, FakeFailure.refusal(404, "SESSION_NOT_FOUND"));
        time.advance(INTERVAL);
        assertThat(recording.news()).containsExactly("polling stopped SESSION_NOT_FOUND");
        assertThat(time.planned()).isEmpty();

        service.resume(session);
        time.runDue();

        assertThat(recording.news()).containsExactly("started");
    }

    @Test
    void polling_stops_where_the_caller_is_unknown() {
        start();
        api.failNext(FakeCall.POLL, 1, FakeFailure.refusal(401, "AUTHENTICATION_FAILED"));

        time.advance(INTERVAL);

        assertThat(recording.news()).containsExactly("polling stopped AUTHENTICATION_FAILED");
    }

    @Test
    void a_device_that_is_to_ask_for_a_rating_is_told_so_again_and_another_is_not() {
        String session = start();
        api.agentEnds(session, "done");
        time.advance(INTERVAL);

        CompletableFuture<Boolean> first = service.askForRating();
        CompletableFuture<Boolean> again = service.askForRating();
        time.advance(Duration.ofSeconds(1));

        assertThat(first.join()).isTrue();
        assertThat(again.join()).isTrue();
        assertThat(api.askForRating(session, "another-device").execute().show()).isFalse();
    }

    @Test
    void a_rating_said_twice_is_the_same_rating() {
        String session = start();
        api.agentEnds(session, "done");
        time.advance(INTERVAL);
        api.failNext(FakeCall.RATE, 3, FakeFailure.lostAnswer());
        CompletableFuture<SubmittedRating> lost = service.submitRating(5, "great", List.of("quick"));
        time.advance(Duration.ofSeconds(30));
        assertThat(failure(lost).code()).isEqualTo(ErrorCodes.NETWORK_ERROR);

        CompletableFuture<SubmittedRating> again = service.submitRating(5, "great", List.of("quick"));
        CompletableFuture<SubmittedRating> other = service.submitRating(1);
        time.advance(Duration.ofSeconds(30));

        assertThat(again.join().rating()).isEqualTo(5);
        assertThat(failure(other).code()).isEqualTo(ErrorCodes.RATING_EXISTS);
        assertThatIllegalArgumentException().isThrownBy(() -> service.submitRating(0));
    }

    @Test
    void a_listener_that_throws_is_reported_and_the_chat_continues() {
        service.removeListener(recording);
        service.addListener(new ChatListener() {
            @Override
            public void onMessageReceived(ChatMessage message) {
                throw new IllegalStateException("broken");
            }
        });
        service.addListener(recording);
        String session = start();

        api.agentWrites(session, "one");
        api.agentWrites(session, "two");
        time.advance(INTERVAL);

        assertThat(thrown).hasSize(2).allMatch(failure -> failure instanceof IllegalStateException);
        assertThat(recording.news()).containsExactly("received one", "received two");
    }

    static Stream<Throwable> everythingThatCanBeThrown() {
        return Stream.of(
                new IllegalStateException("broken"),
                new AssertionError("broken"),
                new IOException("sneaked through"),
                new StackOverflowError());
    }

    @SuppressWarnings("unchecked") // which is how Kotlin and Lombok throw checked exceptions
    private static <T extends Throwable> void sneak(Throwable thrown) throws T {
        throw (T) thrown;
    }

    @ParameterizedTest
    @MethodSource("everythingThatCanBeThrown")
    void nothing_that_listeners_and_the_place_to_report_to_throw_stops_the_chat(Throwable broken) {
        ChatService frail = builder()
                .listenerFailures(failure -> ChatServiceTest.<RuntimeException>sneak(broken))
                .build();
        frail.addListener(new ChatListener() {
            @Override
            public void onMessageReceived(ChatMessage message) {
                ChatServiceTest.<RuntimeException>sneak(broken);
            }
        });
        frail.startChatSession(REQUEST);
        time.runDue();

        api.agentWrites("id-1", "one");
        time.advance(INTERVAL);
        api.agentWrites("id-1", "two");
        time.advance(INTERVAL);

        assertThat(recording.news()).containsExactly("started", "received one", "received two");
    }

    @ParameterizedTest
    @MethodSource("everythingThatCanBeThrown")
    void nothing_that_hangs_on_a_future_stops_the_chat(Throwable broken) {
        service.startChatSession(REQUEST)
                .whenComplete((started, failure) -> ChatServiceTest.<RuntimeException>sneak(broken));
        time.runDue();
        api.agentWrites("id-1", "one");

        time.advance(INTERVAL);

        assertThat(recording.news()).endsWith("received one");
    }

    @ParameterizedTest
    @MethodSource("everythingThatCanBeThrown")
    void nothing_that_an_executor_throws_stops_the_chat(Throwable broken) {
        AtomicInteger tasks = new AtomicInteger();
        ChatService frail = builder()
                .executor(task -> {
                    if (tasks.incrementAndGet() % 2 == 0) {
                        ChatServiceTest.<RuntimeException>sneak(broken);
                    }
                    task.run();
                })
                .build();
        frail.startChatSession(REQUEST);
        time.runDue();
        api.agentWrites("id-1", "one");

        time.advance(Duration.ofMinutes(1));

        assertThat(recording.news()).contains("received one");
    }

    @ParameterizedTest
    @MethodSource("everythingThatCanBeThrown")
    void steps_that_the_scheduler_refuses_are_taken_all_the_same(Throwable broken) {
        CountDownLatch received = new CountDownLatch(1);
        BrokenScheduler scheduler = new BrokenScheduler(() -> ChatServiceTest.<RuntimeException>sneak(broken));
        try (ChatService frail = builder()
                .scheduler(scheduler)
                .pollInterval(Duration.ofMillis(100))
                .build()) {
            frail.addListener(new ChatListener() {
                @Override
                public void onMessageReceived(ChatMessage message) {
                    received.countDown();
                }
            });
            String session = api.startSession(REQUEST).execute().sessionId();
            api.agentWrites(session, "hello");

            frail.resume(session);

            assertThat(received.await(20, TimeUnit.SECONDS)).isTrue();
            assertThat(thrown).contains(broken);
        } catch (InterruptedException unwanted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Throws on each call. */
    private static final class BrokenScheduler implements ChatScheduler {
        private final Runnable thrower;

        BrokenScheduler(Runnable thrower) {
            this.thrower = thrower;
        }

        @Override
        public long nanoTime() {
            thrower.run();
            return 0;
        }

        @Override
        public Task after(Duration delay, Runnable step) {
            thrower.run();
            return () -> {};
        }
    }

    @Test
    void a_removed_listener_hears_nothing_more() {
        String session = start();
        api.agentWrites(session, "one");

        service.removeListener(recording);
        time.advance(INTERVAL);

        assertThat(recording.news()).isEmpty();
    }

    @Test
    void closing_from_inside_a_callback_makes_it_the_last() {
        service.addListener(new ChatListener() {
            @Override
            public void onMessageReceived(ChatMessage message) {
                service.close();
            }
        });
        String session = start();
        api.agentWrites(session, "one");
        api.agentWrites(session, "two");

        time.advance(Duration.ofMinutes(1));

        assertThat(recording.news()).containsExactly("received one");
        assertThat(time.planned()).isEmpty();
    }

    @Test
    void closing_fails_what_is_not_complete_and_stops_everything() {
        start();
        service.sendMessage("hello");
        CompletableFuture<EndedSession> ending = service.endChatSession();
        recording.news();

        service.close();
        service.close();
        time.advance(Duration.ofMinutes(1));

        assertThat(failure(ending).code()).isEqualTo(ErrorCodes.CANCELED);
        assertThat(recording.news()).isEmpty();
        assertThat(api.count(FakeCall.SEND)).isZero();
        assertThatIllegalStateException().isThrownBy(() -> service.sendMessage("more"));
        assertThatIllegalStateException().isThrownBy(() -> service.startChatSession(REQUEST));
    }

    @Test
    void blank_messages_are_refused() {
        start();

        assertThatIllegalArgumentException().isThrownBy(() -> service.sendMessage(" \n"));
        assertThatIllegalArgumentException().isThrownBy(() -> service.retry("unknown"));
    }
}
