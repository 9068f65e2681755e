package dev.helpline.chat.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a body claims about its sender is compared with the token and never trusted. */
class IdentityClaimsTest {
    private final ChatFixture fixture = ChatFixture.bySessionId();

    @BeforeEach
    void startASession() {
        fixture.start("alice", "s-1");
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    // spotless:off
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        // who  | call                         | claims besides the session                  | the reply
        "alice  | /api/chat/message            | \"sender\":\"user\"                         | 200",
        "alice  | /api/chat/message            | \"sender\":\"admin\"                        | 403 FORBIDDEN",
        "alice  | /api/chat/message            | \"sender\":\"system\"                       | 403 FORBIDDEN",
        "alice  | /api/chat/message            | \"sender\":\"bot\"                          | 403 FORBIDDEN",
        "alice  | /api/chat/message            | \"adminId\":\"sarah\"                       | 403 FORBIDDEN",
        "alice  | /api/chat/message            | \"userId\":\"bob\"                          | 403 FORBIDDEN",
        "none   | /api/chat/message            | \"sender\":\"user\"                         | 200",
        "none   | /api/chat/message            | \"sender\":\"admin\"                        | 401 AUTHENTICATION_FAILED",
        "none   | /api/chat/message            | \"adminId\":\"sarah\"                       | 401 AUTHENTICATION_FAILED",
        "sarah  | /api/chat/message            | \"sender\":\"admin\",\"adminId\":\"sarah\"  | 200",
        "sarah  | /api/chat/message            | \"locale\":\"en\"                           | 200",
        "sarah  | /api/chat/message            | \"sender\":\"user\"                         | 403 FORBIDDEN",
        "sarah  | /api/chat/message            | \"adminId\":\"tom\"                         | 403 FORBIDDEN",
        "sarah  | /api/admin/chat/message      | \"sender\":\"admin\"                        | 200",
        "sarah  | /api/admin/chat/message      | \"sender\":\"bot\"                          | 400 INVALID_SENDER",
        "sarah  | /api/admin/chat/message      | \"adminId\":\"tom\"                         | 403 FORBIDDEN",
        "alice  | /api/chat/session/end        | \"status\":\"ended_by_user\",\"userId\":\"alice\" | 200",
        "alice  | /api/chat/session/end        | \"status\":\"ended_by_admin\"               | 403 FORBIDDEN",
        "alice  | /api/chat/session/end        | \"status\":\"ended\"                        | 200",
        "alice  | /api/chat/session/end        | \"userId\":\"bob\"                          | 403 FORBIDDEN",
        "alice  | /api/chat/session/end        | \"adminId\":\"sarah\"                       | 403 FORBIDDEN",
        "alice  | /api/chat/session/end        | \"outcome\":\"resolved\"                    | 403 FORBIDDEN",
        "none   | /api/chat/session/end        | \"userId\":\"alice\"                        | 200",
        "none   | /api/chat/session/end        | \"status\":\"ended_by_admin\"               | 401 AUTHENTICATION_FAILED",
        "sarah  | /api/chat/session/end        | \"status\":\"ended_by_admin\",\"adminId\":\"sarah\" | 200",
        "sarah  | /api/admin/chat/session/end  | \"status\":\"ended_by_user\"                | 403 FORBIDDEN",
        "sarah  | /api/admin/chat/session/end  | \"adminId\":\"tom\"                         | 403 FORBIDDEN",
        "sarah  | /api/chat/rating             | \"rating\":5                                | 403 FORBIDDEN",
        "alice  | /api/chat/session            | \"userInfo\":{\"userId\":\"alice\"}         | 200",
        "alice  | /api/chat/session            | \"userInfo\":{\"userId\":\"bob\"}           | 403 FORBIDDEN",
        "alice  | /api/chat/session            | \"userInfo\":{\"isGuest\":true}             | 403 FORBIDDEN",
        "sarah  | /api/chat/session            | \"status\":\"active\"                       | 403 FORBIDDEN",
        "none   | /api/chat/session            | \"status\":\"active\"                       | 401 AUTHENTICATION_FAILED"
    })
    // spotless:on
    void a_claim_is_compared_with_the_token(String who, String path, String hint, String answer) {
        Call call = fixture.post(path, "{\"sessionId\":\"s-1\",\"message\":\"hi\"," + hint + "}");

        Reply reply = switch (who) {
            case "alice" -> call.token(fixture.tokens.customer("alice")).send();
            case "sarah" -> call.token(fixture.tokens.agent("sarah")).send();
            default -> call.send();
        };

        assertThat((reply.status() + " " + reply.code()).strip()).isEqualTo(answer);
    }

    @Test
    void an_agent_writes_as_admin_on_the_shared_path() {
        fixture.post("/api/chat/message", ChatFixture.message("s-1", "m-1", "hi"))
                .token(fixture.tokens.agent("sarah"))
                .expect(200);

        Reply reply = fixture.get("/api/chat/messages/s-1")
                .token(fixture.tokens.customer("alice"))
                .expect(200);

        assertThat(reply.data().at("/messages/0/sender").asText()).isEqualTo("admin");
        assertThat(reply.data().at("/messages/0/adminInfo/name").asText()).isEqualTo("Name of sarah");
    }

    @Test
    void unknown_fields_change_nothing() {
        fixture.post(
                        "/api/chat/message",
                        "{\"sessionId\":\"s-1\",\"messageId\":\"m-1\",\"message\":\"hi\",\"seq\":99,\"isRead\":true,\"type\":\"system\",\"receivedAt\":\"2020-01-01T00:00:00Z\",\"adminInfo\":{\"name\":\"x\"}}")
                .token(fixture.tokens.customer("alice"))
                .expect(200);
        fixture.post("/api/chat/message", ChatFixture.message("s-1", "m-2", "hi"))
                .token(fixture.tokens.customer("alice"))
                .expect(200);

        Reply reply = fixture.get("/api/chat/messages/s-1")
                .token(fixture.tokens.customer("alice"))
                .expect(200);
        assertThat(reply.data()
                        .at("/messages/0")
                        .toString()
                        .replace("m-1", "m-2")
                        .replace("\"seq\":2,\"prevSeq\":1", "\"seq\":3,\"prevSeq\":2"))
                .isEqualTo(reply.data().at("/messages/1").toString());
    }
}
