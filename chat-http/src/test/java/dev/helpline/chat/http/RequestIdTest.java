package dev.helpline.chat.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.helpline.chat.core.policy.ChatPolicy;
import dev.helpline.chat.testkit.time.ScriptedIds;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestIdTest {
    private final ChatFixture fixture =
            ChatFixture.with(ChatPolicy.builder(), http -> http.requestIds(new ScriptedIds()));

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void a_valid_id_is_used_and_returned() {
        Reply reply = fixture.get("/api/chat/history")
                .header("X-Request-Id", "app.7:a_b-C")
                .expect(401);

        assertThat(reply.headers()).containsEntry("X-Request-Id", "app.7:a_b-C");
        assertThat(reply.json().path("requestId").asText()).isEqualTo("app.7:a_b-C");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "a b",
                "a\r\nSet-Cookie: x=1",
                "a\nINFO forged line",
                "a\u001b[31m",
                "\u00e4",
                "<script>",
                "a/../b"
            })
    void any_other_is_replaced(String odd) {
        Reply reply =
                fixture.get("/api/chat/history").header("X-Request-Id", odd).expect(401);

        assertThat(reply.headers()).containsEntry("X-Request-Id", "scripted-00000001");
        assertThat(reply.json().path("requestId").asText()).isEqualTo("scripted-00000001");
    }

    @Test
    void an_id_that_is_too_long_or_sent_twice_is_replaced() {
        Reply tooLong = fixture.get("/api/chat/config")
                .header("X-Request-Id", "a".repeat(65))
                .expect(200);
        Reply twice = fixture.get("/api/chat/config")
                .header("X-Request-Id", "a")
                .header("X-Request-Id", "b")
                .expect(200);

        assertThat(tooLong.headers()).containsEntry("X-Request-Id", "scripted-00000001");
        assertThat(twice.headers()).containsEntry("X-Request-Id", "scripted-00000002");
    }

    @Test
    void every_reply_has_the_security_headers() {
        assertThat(fixture.get("/api/chat/config").expect(200).headers())
                .containsEntry("Cache-Control", "no-store")
                .containsEntry("X-Content-Type-Options", "nosniff")
                .containsEntry("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
                .containsEntry("Referrer-Policy", "no-referrer")
                .containsEntry("Content-Type", "application/json");
    }
}
