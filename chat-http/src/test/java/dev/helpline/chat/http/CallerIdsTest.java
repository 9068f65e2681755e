package dev.helpline.chat.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Callers whose ids are the subjects of common identity providers. */
class CallerIdsTest {
    private final ChatFixture fixture = ChatFixture.strict();

    @AfterEach
    void close() {
        fixture.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"auth0|5f3", "alice+chat@example.org", "248289761001", "https://idp.example/users?id=7&x=1#me"})
    void a_customer_and_an_agent_of_any_subject_talk(String subject) {
        fixture.post("/api/chat/session", "{\"sessionId\":\"s-1\",\"userInfo\":{\"userId\":\"" + subject + "\"}}")
                .token(fixture.tokens.customer(subject))
                .expect(200);
        fixture.post("/api/admin/chat/session/assign", "{\"sessionId\":\"s-1\",\"agentId\":\"" + subject + "\"}")
                .token(fixture.tokens.agent(subject))
                .expect(200);
        fixture.post(
                        "/api/admin/chat/message",
                        "{\"sessionId\":\"s-1\",\"message\":\"hi\",\"adminId\":\"" + subject + "\"}")
                .token(fixture.tokens.agent(subject))
                .expect(200);

        Reply read = fixture.get("/api/chat/session/s-1")
                .token(fixture.tokens.customer(subject))
                .expect(200);
        Reply listed = fixture.get(
                        "/api/admin/chat/active-sessions?assigned=" + encoded(subject) + "&q=" + encoded(subject))
                .token(fixture.tokens.agent(subject))
                .expect(200);

        assertThat(read.data().at("/agent/agentId").asText()).isEqualTo(subject);
        assertThat(listed.data().at("/sessions/0/userInfo/userId").asText()).isEqualTo(subject);
        assertThat(listed.data().at("/sessions/0/agent/agentId").asText()).isEqualTo(subject);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8);
    }
}
