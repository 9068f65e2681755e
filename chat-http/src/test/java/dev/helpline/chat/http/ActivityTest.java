package dev.helpline.chat.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
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

    private JsonNode head(String token) {
        return fixture.get("/api/chat/session/s-1").token(token).expect(200).data();
    }
}
