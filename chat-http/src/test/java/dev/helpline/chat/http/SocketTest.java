package dev.helpline.chat.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.helpline.chat.core.AgentDesk;
import dev.helpline.chat.core.session.SessionActivity;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.auth.Principal;
import dev.helpline.chat.spi.auth.Role;
import dev.helpline.chat.spi.entry.Author;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a customer's socket does with frames and news, without a server. */
class SocketTest {
    private static final SessionId SESSION = new SessionId("s-1");
    private static final String PATH = "/api/chat/ws/s-1";

    private final ChatFixture fixture = ChatFixture.strict();
    private final String token = fixture.tokens.customer("carla");

    @BeforeEach
    void start() {
        fixture.start("carla", "s-1");
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void the_feed_begins_with_the_head_and_all_entries() {
        fixture.say("carla", "s-1", "m-1", "Hello");
        DirectSocket socket = fixture.socket(PATH).token(token).open();

        JsonNode ready = socket.inbox.expect("ready");
        JsonNode started = socket.inbox.expect("new_message");
        JsonNode hello = socket.inbox.expect("new_message");

        assertThat(ready.at("/session/messageCount").asInt()).isEqualTo(1);
        assertThat(ready.has("cursor")).isFalse();
        assertThat(started.at("/message/event").asText()).isEqualTo("session_started");
        assertThat(hello.at("/message/prevSeq")).isEqualTo(started.at("/message/seq"));
    }

    @Test
    void a_feed_from_the_newest_cursor_begins_with_the_head_only() {
        String cursor = cursorOfPoll();

        DirectSocket socket =
                fixture.socket(PATH + "?after=" + cursor).token(token).open();

        assertThat(socket.inbox.expect("ready").path("cursor").asText()).isEqualTo(cursor);
        fixture.say("carla", "s-1", "m-1", "Hello");
        assertThat(socket.inbox.expect("new_message").at("/message/messageId").asText())
                .isEqualTo("m-1");
    }

    @Test
    void a_message_that_was_edited_or_withdrawn_comes_as_an_update_of_it() {
        fixture.say("carla", "s-1", "m-1", "Helo");
        DirectSocket socket = fixture.socket(PATH).token(token).open();
        socket.inbox.skipTo("new_message");
        fixture.call("PATCH", "/api/chat/message/s-1/m-1")
                .token(token)
                .json("{\"message\":\"Hello\"}")
                .expect(200);
        JsonNode edited = socket.inbox.skipTo("message_updated");
        fixture.call("DELETE", "/api/chat/message/s-1/m-1").token(token).expect(200);
        JsonNode withdrawn = socket.inbox.skipTo("message_updated");

        assertThat(edited.at("/message/messageId").asText()).isEqualTo("m-1");
        assertThat(edited.at("/message/message").asText()).isEqualTo("Hello");
        assertThat(edited.at("/message").has("editedAt")).isTrue();
        assertThat(withdrawn.at("/message/message").asText()).isEmpty();
        assertThat(withdrawn.at("/message").has("deletedAt")).isTrue();
        assertThat(withdrawn.at("/message/prevSeq")).isEqualTo(edited.at("/message/seq"));
    }

    @Test
    void the_first_frame_may_name_the_cursor_too() {
        DirectSocket socket = fixture.socket(PATH).open();

        socket.send("{'type':'authenticate','token':'" + token + "','after':'" + cursorOfPoll() + "'}");

        assertThat(socket.inbox.expect("ready").has("cursor")).isTrue();
    }

    @Test
    void a_message_is_acknowledged_and_comes_back_in_the_feed() {
        DirectSocket socket = following();

        socket.send("{'type':'message','messageId':'m-1','message':'Hello','metadata':{'a':1}}");

        JsonNode first = socket.inbox.next();
        JsonNode second = socket.inbox.next();
        boolean isAckFirst = first.path("type").asText().equals("ack");
        JsonNode ack = isAckFirst ? first : second;
        JsonNode news = isAckFirst ? second : first;
        assertThat(ack.path("seq").asInt()).isEqualTo(2);
        assertThat(news.at("/message/metadata/a").asInt()).isEqualTo(1);
    }

    @Test
    void a_repeated_message_gets_its_ack_again_and_is_stored_once() {
        DirectSocket socket = following();
        String frame = "{'type':'message','messageId':'m-1','message':'Hello'}";

        socket.send(frame);
        JsonNode first = socket.inbox.skipTo("ack");
        socket.send(frame);
        JsonNode again = socket.inbox.skipTo("ack");

        assertThat(again).isEqualTo(first);
        assertThat(fixture.get("/api/chat/messages/s-1")
                        .token(token)
                        .expect(200)
                        .data()
                        .path("messages"))
                .hasSize(1);
    }

    @Test
    void another_message_under_the_same_id_is_rejected_by_name() {
        DirectSocket socket = following();
        fixture.say("carla", "s-1", "m-1", "Hello");

        socket.send("{'type':'message','messageId':'m-1','message':'Bye'}");

        JsonNode error = socket.inbox.skipTo("error");
        assertThat(error.path("code").asText()).isEqualTo("MESSAGE_CONFLICT");
        assertThat(error.path("messageId").asText()).isEqualTo("m-1");
    }

    @Test
    void a_message_in_the_name_of_the_other_side_is_rejected() {
        DirectSocket socket = following();

        socket.send("{'type':'message','messageId':'m-1','message':'Hello','sender':'admin'}");

        assertThat(socket.inbox.expect("error").path("code").asText()).isEqualTo("FORBIDDEN");
    }

    @Test
    void a_message_for_another_session_is_rejected() {
        DirectSocket socket = following();

        socket.send("{'type':'message','sessionId':'s-2','message':'Hello'}");

        assertThat(socket.inbox.expect("error").path("message").asText())
                .isEqualTo("sessionId must be the session of the path");
    }

    @Test
    void the_sessions_changes_are_sent_with_the_head_they_led_to() {
        DirectSocket socket = following();

        fixture.answer("sarah", "s-1", "a-1", "Hello");

        assertThat(socket.inbox.expect("new_message").at("/message/event").asText())
                .isEqualTo("session_assigned");
        assertThat(socket.inbox.expect("new_message").at("/message/messageId").asText())
                .isEqualTo("a-1");
        assertThat(socket.inbox
                        .expect("session_updated")
                        .at("/session/agent/agentId")
                        .asText())
                .isEqualTo("sarah");
    }

    @Test
    void the_end_is_sent_once_and_behind_all_entries() {
        DirectSocket socket = following();
        fixture.answer("sarah", "s-1", "a-1", "Bye");
        socket.inbox.skipTo("session_updated");

        fixture.end("sarah", "s-1");
        fixture.post("/api/chat/rating", "{\"sessionId\":\"s-1\",\"rating\":5}")
                .token(token)
                .expect(200);

        assertThat(socket.inbox.expect("new_message").at("/message/event").asText())
                .isEqualTo("session_ended");
        assertThat(socket.inbox.skipTo("session_ended").at("/session/status").asText())
                .isEqualTo("ended_by_admin");
        assertThat(fixture.socket(PATH).token(token).open().inbox.skipTo("session_ended"))
                .isNotNull();
    }

    @Test
    void a_message_to_an_ended_session_is_rejected_like_the_call() {
        DirectSocket socket = following();
        fixture.post("/api/chat/session/end", "{\"sessionId\":\"s-1\"}")
                .token(token)
                .expect(200);

        socket.send("{'type':'message','messageId':'m-1','message':'Hello'}");

        JsonNode error = socket.inbox.skipTo("error");
        assertThat(error.path("code").asText()).isEqualTo("SESSION_NOT_FOUND");
        assertThat(error.at("/details/sessionStatus").asText()).isEqualTo("ended_by_user");
    }

    @Test
    void typing_and_reading_are_passed_on() {
        DirectSocket socket = following();

        socket.send("{'type':'typing','isTyping':true}");
        socket.send("{'type':'delivered','upTo':1}");
        socket.send("{'type':'read','upTo':1}");
        SessionActivity seen = fixture.engine
                .agent(Principal.agent("sarah", Role.AGENT, null, null))
                .session(new SessionId("s-1"))
                .activity();

        assertThat(seen.typing()).extracting(Author::id).containsExactly("carla");
        assertThat(seen.customer().readSeq()).isEqualTo(1);
        assertThat(seen.customer().deliveredSeq()).isEqualTo(1);
    }

    @Test
    void that_only_typing_changed_is_told_without_the_head() {
        fixture.answer("sarah", "s-1", "a-1", "Hello");
        DirectSocket socket = followingAll();

        sarah().typing(SESSION, true);
        JsonNode begins = socket.inbox.expect("typing");
        sarah().typing(SESSION, false);

        assertThat(begins.at("/typing/0/adminInfo/name").asText()).isEqualTo("Name of sarah");
        assertThat(socket.inbox.expect("typing").path("typing")).isEmpty();
    }

    @Test
    void that_only_the_marks_moved_is_told_without_the_head() {
        fixture.answer("sarah", "s-1", "a-1", "Hello");
        DirectSocket socket = followingAll();

        sarah().read(SESSION, 1);

        assertThat(socket.inbox
                        .expect("messages_read")
                        .at("/cursors/admin/read")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void what_the_sessions_agent_reads_after_another_agent_is_told_with_the_count() {
        fixture.answer("sarah", "s-1", "a-1", "Hello");
        fixture.say("carla", "s-1", "m-1", "Hello");
        fixture.engine.agent(Principal.agent("otto", Role.AGENT, null, null)).read(SESSION, Long.MAX_VALUE);
        DirectSocket socket =
                fixture.socket(PATH).token(fixture.tokens.agent("sarah")).open();
        long before = socket.inbox.expect("ready").at("/session/unreadCount").asLong();

        sarah().read(SESSION, Long.MAX_VALUE);
        JsonNode frame = socket.inbox.next();
        while (!frame.path("type").asText().equals("messages_read")) {
            frame = socket.inbox.next();
        }

        assertThat(before).isEqualTo(1);
        assertThat(frame.path("unreadCount").asLong(-1)).isZero();
    }

    @Test
    void who_applies_all_frames_knows_what_a_poll_tells() {
        DirectSocket socket = fixture.socket(PATH).token(token).open();
        ObjectNode head = (ObjectNode) socket.inbox.expect("ready").path("session");
        List<Runnable> steps = List.of(
                () -> fixture.answer("sarah", "s-1", "a-1", "Hello"),
                () -> sarah().typing(SESSION, true),
                () -> fixture.say("carla", "s-1", "m-1", "Hello"),
                () -> sarah().read(SESSION, 2),
                () -> sarah().typing(SESSION, false),
                () -> sarah().hold(SESSION),
                () -> sarah().read(SESSION, 3),
                () -> fixture.end("sarah", "s-1"));

        for (Runnable step : steps) {
            step.run();
            JsonNode wanted = poll().path("session");
            while (!head.equals(wanted)) {
                apply(socket.inbox.next(), head);
            }
        }
        assertThat(socket.inbox.nextSoon()).isEmpty();
    }

    /** What the protocol asks of a client. */
    private static void apply(JsonNode frame, ObjectNode head) {
        switch (frame.path("type").asText()) {
            case "new_message" ->
                head.put(
                        "messageCount",
                        head.path("messageCount").asInt()
                                + (frame.at("/message/type").asText().equals("system") ? 0 : 1));
            case "typing" -> head.set("typing", frame.path("typing"));
            case "messages_read" -> head.set("cursors", frame.path("cursors"));
            default -> {
                head.removeAll();
                head.setAll((ObjectNode) frame.path("session"));
            }
        }
    }

    /** A socket that has received everything there is. */
    private DirectSocket followingAll() {
        String cursor = cursorOfPoll();
        DirectSocket socket =
                fixture.socket(PATH + "?after=" + cursor).token(token).open();
        socket.inbox.expect("ready");
        return socket;
    }

    private AgentDesk sarah() {
        return fixture.engine.agent(Principal.agent("sarah", Role.AGENT, "Name of sarah", null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'type':'typing'}",
                "{'type':'typing','isTyping':'yes'}",
                "{'type':'read','upTo':1,'messageIds':['m-1']}",
                "{'type':'read','messageIds':['unknown']}",
                "{'type':'read','upTo':-1}",
                "{'type':'delivered','upTo':1.5}",
                "{'type':'delivered','upTo':99999999999999999999}"
            })
    void a_frame_that_breaks_a_rule_is_rejected(String frame) {
        DirectSocket socket = following();

        socket.send(frame);

        assertThat(socket.inbox.expect("error").path("code").asText()).isEqualTo("VALIDATION_ERROR");
    }

    @Test
    void a_ping_gets_a_pong() {
        DirectSocket socket = following();

        socket.send("{'type':'ping'}");

        socket.inbox.expect("pong");
    }

    @Test
    void an_unknown_type_is_rejected_and_the_socket_goes_on() {
        DirectSocket socket = following();

        socket.send("{'type':'dance'}");
        socket.send("{'type':7}");
        socket.send("{}");
        socket.send("{'type':'subscribe','sessionId':'s-1'}");
        socket.send("{'type':'authenticate','token':'" + token + "'}");
        socket.send("{'type':'ping'}");

        for (int i = 0; i < 5; i++) {
            assertThat(socket.inbox.expect("error").path("code").asText()).isEqualTo("VALIDATION_ERROR");
        }
        socket.inbox.expect("pong");
    }

    @Test
    void parts_of_a_message_are_put_together() {
        DirectSocket socket = following();

        socket.chat().received("{\"type\":", false);
        socket.chat().received("\"pi", false);
        socket.chat().received("ng\"}", true);

        socket.inbox.expect("pong");
    }

    @Test
    void a_client_may_break_off_at_any_frame_and_go_on_by_poll() {
        for (int i = 1; i <= 120; i++) {
            fixture.say("carla", "s-1", "m-" + i, "Hello");
            fixture.time.advance(Duration.ofSeconds(5));
        }
        DirectSocket socket = fixture.socket(PATH).token(token).open();
        socket.inbox.expect("ready");

        for (int seq = 1; seq <= 120; seq++) {
            JsonNode frame = socket.inbox.expect("new_message");
            JsonNode next = fixture.get("/api/chat/poll/s-1?include=own,system&limit=1&after="
                            + frame.path("cursor").asText())
                    .token(token)
                    .expect(200)
                    .data();

            assertThat(frame.at("/message/seq").asInt()).isEqualTo(seq);
            assertThat(next.at("/messages/0/seq").asInt()).isEqualTo(seq + 1);
        }
    }

    private String cursorOfPoll() {
        return poll().path("cursor").asText();
    }

    private JsonNode poll() {
        return fixture.get("/api/chat/poll/s-1?include=own,system")
                .token(token)
                .expect(200)
                .data();
    }

    private DirectSocket following() {
        DirectSocket socket = fixture.socket(PATH).token(token).open();
        socket.inbox.expect("ready");
        socket.inbox.expect("new_message");
        return socket;
    }
}
