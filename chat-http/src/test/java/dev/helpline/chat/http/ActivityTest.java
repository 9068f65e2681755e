package dev.helpline.chat.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.helpline.chat.spi.auth.Role;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Typing, presence and read marks on the wire. */
class ActivityTest {
    private final ChatFixture fixture = ChatFixture.strict();
    private final String alice = fixture.tokens.customer("alice");
    private final String sarah = fixture.tokens.agent("sarah");

    @BeforeEach
    void startAnActiveSession() {
        fixture.start("alice", "s-1");
        fixture.post("/api/admin/chat/message", "{\"sessionId\":\"s-1\",\"message\":\"hello\"}")
                .token(sarah)
                .expect(200);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void each_side_sees_the_other_one_typing() {
        typing(alice, true);
        typing(sarah, true);

        assertThat(head(sarah).at("/typing/0/sender").textValue()).isEqualTo("user");
        assertThat(head(alice).get("typing")).hasSize(1);
        assertThat(head(alice).at("/typing/0/adminInfo/name").textValue()).isEqualTo("Name of sarah");

        typing(sarah, false);
        assertThat(head(alice).get("typing")).isEmpty();
    }

    @Test
    void agents_are_told_the_id_of_a_colleague_who_types_and_customers_are_not() {
        typing(fixture.tokens.agent("otto", Role.SUPERVISOR), true);

        assertThat(polled("/api/chat/poll/s-1", sarah)
                        .at("/session/typing/0/adminInfo/agentId")
                        .textValue())
                .isEqualTo("otto");
        assertThat(polled("/api/chat/poll/s-1", alice)
                        .at("/session/typing/0/adminInfo")
                        .toString())
                .isEqualTo("{\"name\":\"Name of otto\",\"department\":\"Billing\"}");
    }

    /** A reply without news: the server keeps it encoded, for each side its own. */
    private JsonNode polled(String path, String token) {
        String cursor =
                fixture.get(path).token(token).expect(200).data().get("cursor").textValue();
        fixture.get(path + "?after=" + cursor).token(token).expect(200);
        return fixture.get(path + "?after=" + cursor).token(token).expect(200).data();
    }

    @Test
    void each_side_sees_how_far_the_other_one_has_read() {
        fixture.post("/api/chat/read", "{\"sessionId\":\"s-1\",\"upTo\":2}")
                .token(alice)
                .expect(200);

        assertThat(head(sarah).at("/cursors/user/read").asLong()).isEqualTo(2);
        assertThat(head(sarah).at("/cursors/user/delivered").asLong()).isEqualTo(2);
    }

    @Test
    void without_a_place_everything_that_was_delivered_counts_as_read() {
        String cursor = fixture.get("/api/chat/poll/s-1")
                .token(alice)
                .expect(200)
                .data()
                .get("cursor")
                .textValue();
        fixture.get("/api/chat/poll/s-1?after=" + cursor).token(alice).expect(200);

        fixture.post("/api/chat/read", "{\"sessionId\":\"s-1\"}").token(alice).expect(200);

        assertThat(head(sarah).at("/cursors/user/read").asLong()).isEqualTo(3);
    }

    @Test
    void messages_that_are_named_count_as_read_up_to_the_newest_of_them() {
        fixture.answer("sarah", "s-1", "first", "one");
        fixture.answer("sarah", "s-1", "second", "two");
        fixture.answer("sarah", "s-1", "third", "three");

        read(alice, "\"messageIds\":[\"second\",\"first\",\"second\"]").expect(200);

        assertThat(head(sarah).at("/cursors/user/read").asLong()).isEqualTo(5);
    }

    @Test
    void an_agent_reads_by_the_same_call() {
        fixture.say("alice", "s-1", "q", "question");

        read(sarah, "\"messageIds\":[\"q\"]").expect(200);

        assertThat(head(alice).at("/cursors/admin/read").asLong()).isEqualTo(4);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "\"m\"",
                "{}",
                "[1]",
                "[null]",
                "[[\"m\"]]",
                "[\"\"]",
                "[\"..\"]",
                "[\"a b\"]",
                "[\"\\u0000\"]",
                "[\"' or 1=1\"]",
                "[\"unknown\"]"
            })
    void a_list_of_anything_but_messages_of_the_session_is_rejected(String messageIds) {
        read(alice, "\"messageIds\":" + messageIds).expect(400, "VALIDATION_ERROR");

        assertThat(head(sarah).at("/cursors/user/read").asLong()).isZero();
    }

    @Test
    void one_unknown_message_refuses_the_whole_call() {
        fixture.answer("sarah", "s-1", "known", "one");

        read(alice, "\"messageIds\":[\"known\",\"unknown\"]").expect(400, "VALIDATION_ERROR");

        assertThat(head(sarah).at("/cursors/user/read").asLong()).isZero();
    }

    @Test
    void a_message_of_another_session_is_refused_as_one_that_does_not_exist() {
        fixture.start("carla", "s-2");
        fixture.say("carla", "s-2", "foreign", "hi");

        String foreign = refusal("foreign");
        String unknown = refusal("unknown");

        assertThat(foreign).isEqualTo(unknown.replace("unknown", "foreign"));
    }

    @Test
    void a_hundred_messages_can_be_named_and_not_one_more() {
        fixture.answer("sarah", "s-1", "known", "one");

        String hundred = "\"known\",".repeat(99) + "\"known\"";

        read(alice, "\"messageIds\":[" + hundred + "]").expect(200);
        read(alice, "\"messageIds\":[" + hundred + ",\"known\"]").expect(400, "VALIDATION_ERROR");
    }

    @Test
    void a_place_and_messages_exclude_each_other() {
        fixture.answer("sarah", "s-1", "known", "one");

        read(alice, "\"upTo\":1,\"messageIds\":[\"known\"]").expect(400, "VALIDATION_ERROR");
    }

    @Test
    void each_side_sees_whether_the_other_one_is_present() {
        assertThat(head(alice).at("/presence/admin").textValue()).isEqualTo("online");
        assertThat(head(sarah).at("/presence/user").textValue()).isEqualTo("online");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"sessionId\":\"s-1\"}",
                "{\"sessionId\":\"s-1\",\"isTyping\":\"yes\"}",
                "{\"sessionId\":\"s-1\",\"isTyping\":1}",
                "{\"isTyping\":true}"
            })
    void a_malformed_typing_signal_is_rejected(String body) {
        fixture.post("/api/chat/typing", body).token(alice).expect(400, "VALIDATION_ERROR");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "1.5", "\"2\"", "9223372036854775808", "[]"})
    void a_place_that_is_no_seq_is_rejected(String upTo) {
        fixture.post("/api/chat/read", "{\"sessionId\":\"s-1\",\"upTo\":" + upTo + "}")
                .token(alice)
                .expect(400, "VALIDATION_ERROR");
    }

    @Test
    void typing_too_often_is_limited() {
        for (int i = 0; i < 20; i++) {
            typing(alice, i % 2 == 0);
        }

        fixture.post("/api/chat/typing", "{\"sessionId\":\"s-1\",\"isTyping\":true}")
                .token(alice)
                .expect(429, "RATE_LIMITED");
    }

    private void typing(String token, boolean typing) {
        fixture.post("/api/chat/typing", "{\"sessionId\":\"s-1\",\"isTyping\":" + typing + "}")
                .token(token)
                .expect(200);
    }

    private Call read(String token, String what) {
        return fixture.post("/api/chat/read", "{\"sessionId\":\"s-1\"," + what + "}")
                .token(token);
    }

    private String refusal(String messageId) {
        return read(alice, "\"messageIds\":[\"" + messageId + "\"]")
                .expect(400, "VALIDATION_ERROR")
                .json()
                .get("error")
                .toString();
    }

    private JsonNode head(String token) {
        return fixture.get("/api/chat/session/s-1").token(token).expect(200).data();
    }
}
