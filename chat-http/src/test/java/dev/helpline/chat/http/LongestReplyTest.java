package dev.helpline.chat.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.helpline.chat.core.message.SendMessage;
import dev.helpline.chat.core.policy.ChatPolicy;
import dev.helpline.chat.core.rating.RateSession;
import dev.helpline.chat.core.session.EndSession;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.auth.Principal;
import dev.helpline.chat.spi.auth.Role;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No reply is longer than the documented maximum, whatever customers and agents write. */
class LongestReplyTest {
    /** The allowed character that grows most when it is written as JSON. */
    private static final String WORST = "<";

    private static final String EMOJI = "\uD83D\uDE00";
    private static final String LONG_NAME = WORST.repeat(255);

    private final ChatFixture fixture = ChatFixture.with(
            ChatPolicy.builder()
                    .customerMessages(null)
                    .agentMessages(null)
                    .newSessions(null)
                    .maxOpenSessions(1000)
                    .agentCapacity(1000),
            UnaryOperator.identity());
    private final Principal alice = Principal.customer("alice", LONG_NAME);
    private final Principal sarah = Principal.agent("sarah", Role.AGENT, LONG_NAME, LONG_NAME);

    @AfterEach
    void close() {
        fixture.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/admin/chat/messages/s-1",
                "/api/chat/poll/s-1?include=own,system&limit=100",
                "/api/chat/messages/s-1?page=2&limit=100"
            })
    void five_hundred_of_the_longest_messages(String page) {
        talk(500, WORST.repeat(ChatPolicy.LONGEST_MESSAGE));

        int length = asSarah(page).text().getBytes(UTF_8).length;

        assertThat(length).isBetween(1_000_000, ChatHttp.MAX_REPLY_BYTES);
    }

    @Test
    void the_newest_messages_report_earlier_ones_which_can_be_read() {
        talk(100, EMOJI.repeat(ChatPolicy.LONGEST_MESSAGE));

        Reply newest = asSarah("/api/admin/chat/messages/s-1");
        int newestCount = newest.data().path("messages").size();
        String first = newest.data().at("/messages/0/messageId").asText();
        Reply earlier = asSarah("/api/chat/messages/s-1?limit=100&before=" + first);
        int earlierCount = earlier.data().path("messages").size();
        Reply earliest = asSarah("/api/chat/messages/s-1?limit=100&before="
                + earlier.data().path("nextCursor").asText());
        int earliestCount = earliest.data().path("messages").size();

        assertThat(newest.data().path("hasEarlierMessages").asBoolean()).isTrue();
        assertThat(newest.data().path("hasMoreMessages").asBoolean()).isFalse();
        assertThat(newestCount).isEqualTo(earlierCount).isBetween(40, 49);
        assertThat(earliestCount).isEqualTo(100 - newestCount - earlierCount);
        assertThat(earliest.data().has("nextCursor")).isFalse();
    }

    @Test
    void characters_beyond_the_basic_plane_are_written_as_they_are() {
        talk(1, EMOJI + " <b>");

        assertThat(asSarah("/api/admin/chat/messages/s-1").text()).contains(EMOJI + " \\u003Cb\\u003E");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/admin/chat/active-sessions?limit=100", "/api/admin/chat/session/s-1"})
    void a_hundred_open_sessions_with_the_longest_of_everything(String call) {
        sessions(false);

        assertThat(asSarah(call).text().getBytes(UTF_8)).hasSizeBetween(10_000, ChatHttp.MAX_REPLY_BYTES);
    }

    @Test
    void a_board_with_the_longest_of_everything() {
        sessions(false);

        Reply first = asSarah("/api/admin/chat/poll");
        Reply second = asSarah(
                "/api/admin/chat/poll?after=" + first.data().path("cursor").asText());

        assertThat(first.text().getBytes(UTF_8)).hasSizeBetween(1_000_000, ChatHttp.MAX_REPLY_BYTES);
        assertThat(first.data().path("hasMore").asBoolean()).isTrue();
        assertThat(second.data().path("snapshot").asBoolean()).isFalse();
    }

    @Test
    void a_history_of_a_hundred_sessions_with_the_longest_of_everything() {
        sessions(true);

        Reply history = fixture.get("/api/chat/history?limit=100")
                .token(fixture.tokens.customer("alice"))
                .expect(200);

        assertThat(history.data().path("sessions")).hasSize(100);
        assertThat(history.text().getBytes(UTF_8)).hasSizeBetween(4_000_000, ChatHttp.MAX_REPLY_BYTES);
    }

    private void talk(int messages, String text) {
        fixture.start("alice", "s-1");
        IntStream.range(0, messages).forEach(i -> say(new SessionId("s-1"), text));
    }

    private void say(SessionId session, String text) {
        String metadata = "{\"k\":\"" + WORST.repeat(4000) + "\"}";
        fixture.engine
                .agent(sarah)
                .send(SendMessage.builder(session, text).metadata(metadata).build());
    }

    private void sessions(boolean ended) {
        for (int i = 0; i < 100; i++) {
            String id = "s-" + i;
            fixture.post("/api/chat/session", start(id))
                    .token(fixture.tokens.customer("alice"))
                    .expect(200);
            SessionId session = new SessionId(id);
            say(session, WORST.repeat(ChatPolicy.LONGEST_MESSAGE));
            if (ended) {
                fixture.engine.agent(sarah).end(EndSession.of(session));
                fixture.engine
                        .customer(alice)
                        .rate(RateSession.builder(session, 5)
                                .feedback(WORST.repeat(2000))
                                .build());
            }
        }
    }

    private static String start(String id) {
        return "{\"sessionId\":\"" + id + "\",\"subject\":\"" + LONG_NAME + "\",\"category\":\"" + WORST.repeat(64)
                + "\",\"externalRef\":\"" + WORST.repeat(128) + "\",\"userInfo\":{\"email\":\"" + LONG_NAME
                + "\"},\"context\":{\"k\":\"" + WORST.repeat(8000)
                + "\"}}";
    }

    private Reply asSarah(String call) {
        return fixture.get(call).token(fixture.tokens.agent("sarah")).expect(200);
    }
}
