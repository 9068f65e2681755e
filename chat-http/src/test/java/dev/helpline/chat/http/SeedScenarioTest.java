package dev.helpline.chat.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The conversation that clients in the field hold: they know a session by its id, and send a token only to start a
 * session and for agents' calls.
 */
class SeedScenarioTest {
    private static final String SESSION = "integration-test-session";
    private static final String NOW = ChatFixture.START;

    private final ChatFixture fixture = ChatFixture.bySessionId();
    private final RealHttp client = new RealHttp();

    @AfterEach
    void close() {
        fixture.close();
    }

    @ParameterizedTest
    @EnumSource
    void a_client_in_the_field_is_served_as_before(ServerUnderTest.Kind kind) {
        try (ServerUnderTest server = kind.start(fixture.http)) {
            String agent = fixture.tokens.agent("test-admin");

            Reply started = client.post(
                    server.uri("/api/chat/session"),
                    fixture.tokens.customer("test-user"),
                    "{\"sessionId\":\"" + SESSION + "\",\"userInfo\":{\"userId\":\"test-user\",\"name\":\"Test User\"},"
                            + "\"startTime\":\"" + NOW + "\",\"status\":\"active\"}");
            assertThat(started.status()).isEqualTo(200);
            assertThat(started.json().path("success").asBoolean()).isTrue();

            assertThat(client.post(server.uri("/api/chat/message"), null, message("test-msg-1", "user", "I need help"))
                            .status())
                    .isEqualTo(200);
            assertThat(client.post(
                                    server.uri("/api/admin/chat/message"),
                                    agent,
                                    message("test-msg-2", "admin", "How can I help you?"))
                            .status())
                    .isEqualTo(200);

            JsonNode messages = client.get(server.uri("/api/chat/poll/" + SESSION), null)
                    .data()
                    .path("messages");
            assertThat(messages).hasSize(1);
            assertThat(messages.path(0).path("message").asText()).isEqualTo("How can I help you?");

            Reply ended = client.post(
                    server.uri("/api/admin/chat/session/end"),
                    agent,
                    "{\"sessionId\":\"" + SESSION + "\",\"endTime\":\"" + NOW
                            + "\",\"status\":\"ended_by_admin\",\"adminId\":\"test-admin\"}");
            assertThat(ended.status()).as(ended.text()).isEqualTo(200);

            Reply rated = client.post(
                    server.uri("/api/chat/rating"),
                    null,
                    "{\"sessionId\":\"" + SESSION + "\",\"rating\":5,\"feedback\":\"Great service!\",\"timestamp\":\""
                            + NOW + "\"}");
            assertThat(rated.status()).as(rated.text()).isEqualTo(200);
        }
    }

    private static String message(String id, String sender, String text) {
        return "{\"sessionId\":\"" + SESSION + "\",\"message\":\"" + text + "\",\"sender\":\"" + sender
                + "\",\"timestamp\":\"" + NOW + "\",\"messageId\":\"" + id + "\"}";
    }
}
