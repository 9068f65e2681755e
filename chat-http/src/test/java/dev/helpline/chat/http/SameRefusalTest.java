package dev.helpline.chat.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The session of another customer gets exactly the bytes of one that does not exist. */
class SameRefusalTest {
    private final ChatFixture fixture = ChatFixture.strict();

    @AfterEach
    void close() {
        fixture.close();
    }

    static List<String> calls() {
        return List.of(
                "GET /api/chat/poll/$",
                "GET /api/chat/poll/$?wait=25&after=m-1",
                "GET /api/chat/messages/$",
                "GET /api/chat/session/$",
                "POST /api/chat/message {\"sessionId\":\"$\",\"message\":\"hi\",\"messageId\":\"m-1\"}",
                "POST /api/chat/message {\"sessionId\":\"$\",\"message\":\"hi\",\"messageId\":\"m-9\"}",
                "POST /api/chat/message {\"sessionId\":\"$\",\"message\":\"hi\",\"replyTo\":\"m-1\"}",
                "POST /api/chat/session/end {\"sessionId\":\"$\"}",
                "POST /api/chat/session/upgrade {\"sessionToken\":\"guest.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA.$\"}",
                "POST /api/chat/rating {\"sessionId\":\"$\",\"rating\":5}",
                "POST /api/chat/rating/prompt {\"sessionId\":\"$\",\"promptId\":\"p\"}");
    }

    @ParameterizedTest
    @MethodSource("calls")
    void the_open_session_of_another_customer_looks_like_none(String call) {
        fixture.start("alice", "session-1");
        fixture.say("alice", "session-1", "m-1", "hi");

        assertThat(refusal(call, "session-1")).isEqualTo(refusal(call, "session-2"));
    }

    @ParameterizedTest
    @MethodSource("calls")
    void the_ended_session_of_another_customer_looks_like_none(String call) {
        fixture.start("alice", "session-1");
        fixture.say("alice", "session-1", "m-1", "hi");
        fixture.end("sarah", "session-1");

        assertThat(refusal(call, "session-1")).isEqualTo(refusal(call, "session-2"));
    }

    @Test
    void the_owner_learns_how_a_session_ended() {
        fixture.start("alice", "session-1");
        fixture.end("sarah", "session-1");

        Reply reply = fixture.post("/api/chat/message", ChatFixture.message("session-1", "m-1", "hi"))
                .token(fixture.tokens.customer("alice"))
                .expect(404, "SESSION_NOT_FOUND");

        assertThat(reply.json().at("/error/details/sessionStatus").asText()).isEqualTo("ended_by_admin");
    }

    @Test
    void the_owner_learns_that_a_session_is_still_open() {
        fixture.start("alice", "session-1");

        Reply reply = fixture.post("/api/chat/rating", "{\"sessionId\":\"session-1\",\"rating\":5}")
                .token(fixture.tokens.customer("alice"))
                .expect(404, "SESSION_NOT_FOUND");

        assertThat(reply.json().at("/error/details/sessionStatus").asText()).isEqualTo("active");
    }

    private String refusal(String call, String session) {
        String[] parts = call.replace("$", session).split(" ", 3);
        Call sent = fixture.call(parts[0], parts[1])
                .token(fixture.tokens.customer("mallory"))
                .header("X-Request-Id", "r-1");
        Reply reply = parts.length == 3 ? sent.json(parts[2]).expect(404) : sent.expect(404);
        return reply.headers() + reply.text();
    }
}
