package dev.helpline.chat.client.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.helpline.chat.client.call.ChatApiException;
import dev.helpline.chat.client.call.ChatCall;
import dev.helpline.chat.client.call.ErrorCodes;
import dev.helpline.chat.client.message.Message;
import dev.helpline.chat.client.message.MessagesPage;
import dev.helpline.chat.client.message.OutgoingMessage;
import dev.helpline.chat.client.message.SentMessage;
import dev.helpline.chat.client.poll.PollAnswer;
import dev.helpline.chat.client.poll.PollRequest;
import dev.helpline.chat.client.rating.RatingRequest;
import dev.helpline.chat.client.session.EndRequest;
import dev.helpline.chat.client.session.HistoryPage;
import dev.helpline.chat.client.session.SessionRequest;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class FakeChatApiTest {
    private final FakeChatApi api = new FakeChatApi();
    private final String session =
            api.startSession(SessionRequest.builder().build()).execute().sessionId();

    private ChatCall<SentMessage> send(String id, String text) {
        return api.sendMessage(
                OutgoingMessage.builder(session, text).messageId(id).build());
    }

    private static String code(ChatCall<?> call) {
        return catchThrowableOfType(ChatApiException.class, call::execute).code();
    }

    @Test
    void a_repeated_send_gets_the_first_answer_and_other_content_is_refused() {
        SentMessage first = send("m", "hello").execute();

        assertThat(send("m", "hello").execute().seq()).isEqualTo(first.seq());
        assertThat(code(send("m", "bye"))).isEqualTo(ErrorCodes.MESSAGE_CONFLICT);
        assertThat(api.texts(session)).containsExactly("hello");
    }

    @Test
    void a_lost_answer_is_stored_and_a_lost_request_is_not() {
        api.failNext(FakeCall.SEND, 1, FakeFailure.lostAnswer());
        api.failNext(FakeCall.SEND, 1, FakeFailure.lostRequest());

        assertThat(code(send("a", "stored"))).isEqualTo(ErrorCodes.NETWORK_ERROR);
        assertThat(code(send("b", "lost"))).isEqualTo(ErrorCodes.NETWORK_ERROR);

        assertThat(api.texts(session)).containsExactly("stored");
        assertThat(api.count(FakeCall.SEND)).isEqualTo(2);
    }

    @Test
    void offline_nothing_gets_through_and_nothing_is_stored() {
        api.goOffline();
        assertThat(code(send("m", "hello"))).isEqualTo(ErrorCodes.NETWORK_ERROR);
        assertThat(api.texts(session)).isEmpty();

        api.goOnline();
        send("m", "hello").execute();

        assertThat(api.texts(session)).containsExactly("hello");
    }

    @Test
    void the_same_rating_at_another_time_gets_the_first_answer() {
        api.endSession(EndRequest.builder(session).build()).execute();
        RatingRequest.Builder rating = RatingRequest.builder(session, 5);
        String first = api.rate(
                        rating.timestamp(Instant.parse("2026-01-01T00:00:00Z")).build())
                .execute()
                .ratingId();

        String again = api.rate(
                        rating.timestamp(Instant.parse("2026-01-01T00:01:00Z")).build())
                .execute()
                .ratingId();

        assertThat(again).isEqualTo(first);
    }

    @Test
    void polls_go_on_where_the_cursor_stands() {
        send("m", "hello").execute();
        api.agentWrites(session, "hi");
        PollAnswer first =
                api.poll(PollRequest.builder(session).limit(1).build()).execute();

        PollAnswer second = api.poll(
                        PollRequest.builder(session).after(first.cursor()).build())
                .execute();

        assertThat(first.hasMoreMessages()).isTrue();
        assertThat(second.messages()).extracting(Message::text).containsExactly("hi");
    }

    @Test
    void ended_sessions_refuse_messages_and_take_one_rating() {
        RatingRequest rating = RatingRequest.builder(session, 4).build();
        assertThat(code(api.rate(rating))).isEqualTo(ErrorCodes.SESSION_NOT_FOUND);

        api.endSession(EndRequest.builder(session).build()).execute();

        assertThat(code(send("m", "late"))).isEqualTo(ErrorCodes.SESSION_NOT_FOUND);
        assertThat(api.rate(rating).execute().rating()).isEqualTo(4);
        RatingRequest later = RatingRequest.builder(session, 4)
                .timestamp(Instant.parse("2026-01-05T09:00:00Z"))
                .build();
        assertThat(api.rate(later).execute().rating()).isEqualTo(4);
        assertThat(code(api.rate(RatingRequest.builder(session, 1).build()))).isEqualTo(ErrorCodes.RATING_EXISTS);
    }

    @Test
    void the_current_session_is_found_until_it_ends() {
        assertThat(api.current().execute().session()).isPresent();
        assertThat(api.getOrStartCurrent(SessionRequest.builder().build())
                        .execute()
                        .sessionId())
                .isEqualTo(session);

        api.expire(session);

        assertThat(api.current().execute().session()).isEmpty();
        assertThat(code(send("m", "late"))).isEqualTo(ErrorCodes.SESSION_EXPIRED);
    }

    @Test
    void reading_calls_answer() {
        send("m", "hello").execute();

        assertThat(api.messages(session, 1, 50)
                        .execute()
                        .pagination()
                        .orElseThrow()
                        .total())
                .isEqualTo(1);
        assertThat(api.history(1, 20).execute().sessions()).hasSize(1);
        assertThat(api.session(session).execute().messageCount()).hasValue(1);
        assertThat(api.config().execute().pollInterval()).isPresent();
        assertThat(api.health().execute().status()).isEqualTo("ok");
    }

    @Test
    void messages_are_read_by_cursors_either_way() {
        for (int i = 0; i < 5; i++) {
            send("m-" + i, "text " + i).execute();
        }
        String cursor = api.poll(PollRequest.builder(session).build()).execute().cursor();

        MessagesPage first = api.messages(session, 1, 2).execute();
        MessagesPage rest =
                api.messagesAfter(session, first.nextCursor().orElseThrow(), 9).execute();
        MessagesPage newest = api.messagesBefore(session, cursor, 4).execute();
        MessagesPage oldest = api.messagesBefore(session, newest.nextCursor().orElseThrow(), 4)
                .execute();

        assertThat(ids(first)).containsExactly("m-0", "m-1");
        assertThat(ids(rest)).containsExactly("m-2", "m-3", "m-4");
        assertThat(rest.nextCursor()).isEmpty();
        assertThat(ids(newest)).containsExactly("m-1", "m-2", "m-3", "m-4");
        assertThat(ids(oldest)).containsExactly("m-0");
        assertThat(oldest.nextCursor()).isEmpty();
    }

    @Test
    void the_history_is_read_on_by_its_cursor() {
        api.startSession(SessionRequest.builder().build()).execute();

        HistoryPage young = api.history(1, 1).execute();
        HistoryPage old = api.historyAfter(young.nextCursor().orElseThrow(), 1).execute();

        assertThat(old.sessions().get(0).sessionId()).isEqualTo(session);
        assertThat(old.nextCursor()).isEmpty();
    }

    private static List<String> ids(MessagesPage page) {
        return page.messages().stream().map(Message::messageId).toList();
    }

    @Test
    void unknown_sessions_are_not_found() {
        assertThat(code(api.session("nobody"))).isEqualTo(ErrorCodes.SESSION_NOT_FOUND);
        assertThatIllegalArgumentException().isThrownBy(() -> api.agentWrites("nobody", "hi"));
        assertThatIllegalArgumentException().isThrownBy(() -> FakeFailure.refusal(200, "OK"));
    }
}
