package dev.helpline.chat.client.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.helpline.chat.client.attachment.OutgoingFile;
import dev.helpline.chat.client.call.ChatApiException;
import dev.helpline.chat.client.call.ErrorCodes;
import dev.helpline.chat.client.message.AmendedMessage;
import dev.helpline.chat.client.message.Message;
import dev.helpline.chat.client.message.MessageEdit;
import dev.helpline.chat.client.message.Quote;
import dev.helpline.chat.client.poll.PollRequest;
import dev.helpline.chat.client.session.SessionRequest;
import dev.helpline.chat.client.testkit.FakeCall;
import dev.helpline.chat.client.testkit.FakeChatApi;
import dev.helpline.chat.client.testkit.FakeFailure;
import dev.helpline.chat.client.testkit.NoJitter;
import dev.helpline.chat.client.testkit.ScriptedScheduler;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Edits and withdrawals are shown at once, and become what the log says. */
@SuppressWarnings("FutureReturnValueIgnored") // the listener reports the outcome
class ChangesOfMessagesTest {
    private static final Duration INTERVAL = Duration.ofSeconds(2);
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final FakeChatApi api = new FakeChatApi();
    private final ScriptedScheduler time = new ScriptedScheduler();
    private final Recording recording = new Recording() {
        @Override
        public void onMessageUpdated(ChatMessage message) {
            heard.add((message.isChangePending() ? "changing " : "updated ") + message.text());
        }
    };
    private final AtomicInteger ids = new AtomicInteger();
    private final ChatService service = ChatService.builder(api)
            .listener(recording)
            .scheduler(time)
            .clock(time.clock())
            .executor(Runnable::run)
            .random(new NoJitter())
            .ids(() -> "id-" + ids.incrementAndGet())
            .build();
    private final String session = start();
    private final String messageId = sent("Helo");

    private String start() {
        service.startChatSession(SessionRequest.builder().build());
        time.runDue();
        return service.sessionId().orElseThrow();
    }

    private String sent(String text) {
        String id = service.sendMessage(text).messageId();
        time.advance(INTERVAL);
        recording.news();
        return id;
    }

    private ChatMessage shown() {
        return service.messages().get(0);
    }

    @Test
    void an_edit_is_shown_at_once_and_then_confirmed() {
        CompletableFuture<AmendedMessage> edited = service.editMessage(messageId, "Hello");

        assertThat(recording.news()).containsExactly("changing Hello");
        assertThat(shown().text()).isEqualTo("Hello");
        assertThat(shown().isChangePending()).isTrue();
        assertThat(shown().state()).isEqualTo(DeliveryState.SENT);
        assertThat(api.texts(session)).containsExactly("Helo");

        time.advance(INTERVAL);

        assertThat(edited).isCompleted();
        assertThat(recording.news()).containsExactly("updated Hello");
        assertThat(shown().isChangePending()).isFalse();
        assertThat(shown().editedAt()).isPresent();
        assertThat(api.texts(session)).containsExactly("Hello");
    }

    @Test
    void a_rejected_edit_is_undone_and_the_reason_is_told() {
        api.failNext(FakeCall.EDIT, 1, FakeFailure.refusal(409, "MESSAGE_NOT_EDITABLE"));

        CompletableFuture<AmendedMessage> edited = service.editMessage(messageId, "Hello");
        time.advance(INTERVAL);

        assertThat(recording.news()).containsExactly("changing Hello", "updated Helo", "rejected MESSAGE_NOT_EDITABLE");
        assertThat(edited).isCompletedExceptionally();
        assertThat(shown().isChangePending()).isFalse();
        assertThat(shown().editedAt()).isEmpty();
    }

    @Test
    void a_change_made_offline_is_made_when_the_network_is_back_however_long_that_takes() {
        api.goOffline();
        CompletableFuture<AmendedMessage> edited = service.editMessage(messageId, "Hello");
        time.advance(Duration.ofHours(3));
        assertThat(edited).isNotDone();
        assertThat(shown().text()).isEqualTo("Hello");

        api.goOnline();
        time.advance(MINUTE);

        assertThat(edited).isCompleted();
        assertThat(api.texts(session)).containsExactly("Hello");
    }

    @Test
    void a_change_whose_reply_was_lost_is_made_once() {
        api.failNext(FakeCall.EDIT, 3, FakeFailure.lostAnswer());

        service.editMessage(messageId, "Hello");
        time.advance(MINUTE);

        assertThat(shown().isChangePending()).isFalse();
        assertThat(api.poll(PollRequest.builder(session).build()).execute().messages())
                .filteredOn(Message::isAmendment)
                .hasSize(1);
    }

    @Test
    void changes_are_made_in_order_and_the_last_one_is_shown() {
        api.goOffline();
        service.editMessage(messageId, "Hello");
        service.editMessage(messageId, "Hello there");
        service.withdrawMessage(messageId);
        assertThat(shown().text()).isEmpty();
        assertThat(shown().deletedAt()).isPresent();

        api.goOnline();
        time.advance(MINUTE);

        assertThat(shown().text()).isEmpty();
        assertThat(shown().isChangePending()).isFalse();
        assertThat(api.texts(session)).containsExactly("");
    }

    @Test
    void a_rejected_change_leaves_a_later_one_standing() {
        api.failNext(FakeCall.EDIT, 1, FakeFailure.refusal(400, "CONTENT_REJECTED"));
        service.editMessage(messageId, "rude");
        service.editMessage(messageId, "Hello");

        time.advance(INTERVAL);

        assertThat(recording.news())
                .contains("rejected CONTENT_REJECTED")
                .last()
                .isEqualTo("updated Hello");
        assertThat(api.texts(session)).containsExactly("Hello");
    }

    @Test
    void a_withdrawal_on_another_device_wins_over_an_edit_that_waits() {
        api.failNext(FakeCall.EDIT, 1, FakeFailure.lostRequest());
        service.editMessage(messageId, "Hello");
        api.withdrawMessage(session, messageId).execute();
        time.advance(MINUTE);

        assertThat(shown().text()).isEmpty();
        assertThat(shown().deletedAt()).isPresent();
        assertThat(shown().isChangePending()).isFalse();
        assertThat(recording.news()).contains("rejected MESSAGE_NOT_EDITABLE");
    }

    @Test
    void an_edit_on_another_device_lies_below_one_that_waits_and_shows_if_that_is_rejected() {
        api.goOffline();
        service.editMessage(messageId, "mine");
        time.runDue();
        api.goOnline();
        api.editMessage(MessageEdit.builder(session, messageId, "theirs").build())
                .execute();
        api.failNext(FakeCall.EDIT, 1, FakeFailure.refusal(429, "RATE_LIMITED").retryAfter(Duration.ofSeconds(20)));
        api.failNext(FakeCall.EDIT, 1, FakeFailure.refusal(409, "MESSAGE_NOT_EDITABLE"));
        time.advance(Duration.ofSeconds(10));
        String whileItWaits = shown().text();

        time.advance(MINUTE);

        assertThat(whileItWaits).isEqualTo("mine");
        assertThat(shown().text()).isEqualTo("theirs");
        assertThat(shown().isChangePending()).isFalse();
    }

    @Test
    void quotes_of_a_message_change_with_it_and_back() {
        ChatMessage reply = service.sendMessage(
                MessageDraft.builder("see above").replyTo(messageId).build());
        time.advance(INTERVAL);
        recording.news();
        api.failNext(FakeCall.WITHDRAW, 1, FakeFailure.refusal(409, "MESSAGE_NOT_EDITABLE"));

        service.withdrawMessage(messageId);
        String meanwhile = quoteOf(reply);
        time.advance(INTERVAL);

        assertThat(meanwhile).isEmpty();
        assertThat(quoteOf(reply)).isEqualTo("Helo");
        assertThat(service.messages())
                .extracting(ChatMessage::text, ChatMessage::isChangePending)
                .containsExactly(tuple("Helo", false), tuple("see above", false));
    }

    private String quoteOf(ChatMessage reply) {
        return service.messages().stream()
                .filter(message -> message.messageId().equals(reply.messageId()))
                .flatMap(message -> message.quote().stream())
                .map(Quote::text)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void a_change_does_not_wait_for_files_that_are_uploaded() {
        api.failNext(FakeCall.UPLOAD, 100, FakeFailure.lostRequest());
        service.sendMessage(MessageDraft.builder("a film")
                .files(List.of(OutgoingFile.builder("film", 5, () -> new ByteArrayInputStream(new byte[5]))
                        .build()))
                .build());
        time.runDue();

        CompletableFuture<AmendedMessage> edited = service.editMessage(messageId, "Hello");
        time.runDue();

        assertThat(edited).isCompleted();
    }

    @Test
    void a_change_on_which_the_server_breaks_down_again_and_again_is_undone() {
        api.failNext(FakeCall.EDIT, 8, FakeFailure.refusal(500, "INTERNAL_ERROR"));

        service.editMessage(messageId, "Hello");
        time.advance(Duration.ofMinutes(5));

        assertThat(shown().text()).isEqualTo("Helo");
        assertThat(recording.news()).last().isEqualTo("rejected INTERNAL_ERROR");
    }

    @Test
    void with_an_expired_login_changes_wait_until_the_customer_has_signed_in() {
        api.failNext(FakeCall.EDIT, 1, FakeFailure.refusal(401, ErrorCodes.AUTHENTICATION_FAILED));
        CompletableFuture<AmendedMessage> edited = service.editMessage(messageId, "Hello");
        service.editMessage(messageId, "Hello!");
        time.runDue();
        ConnectionState meanwhile = service.connectionState();
        time.advance(MINUTE);
        assertThat(edited).isNotDone();
        assertThat(shown().text()).isEqualTo("Hello!");

        service.retryNow();
        time.runDue();

        assertThat(meanwhile).isEqualTo(ConnectionState.AUTH_REQUIRED);
        assertThat(edited).isCompleted();
        assertThat(api.texts(session)).containsExactly("Hello!");
        assertThat(recording.news()).noneMatch(line -> line.startsWith("rejected"));
    }

    @Test
    void closing_the_service_fails_changes_that_are_not_confirmed() {
        api.goOffline();
        CompletableFuture<AmendedMessage> edited = service.editMessage(messageId, "Hello");

        service.close();

        assertThat(edited.handle((answer, failure) -> ((ChatApiException) failure).code())
                        .join())
                .isEqualTo(ErrorCodes.CANCELED);
    }
}
