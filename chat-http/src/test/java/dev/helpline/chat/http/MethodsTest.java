package dev.helpline.chat.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.helpline.chat.http.exchange.HttpReply;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class MethodsTest {
    private final ChatFixture fixture = ChatFixture.strict();

    @AfterEach
    void close() {
        fixture.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "DELETE | /api/chat/session     | OPTIONS, POST",
                "GET    | /api/chat/message     | OPTIONS, POST",
                "POST   | /api/chat/current     | GET, HEAD, OPTIONS, PUT",
                "PATCH  | /api/chat/poll/s-1    | GET, HEAD, OPTIONS",
                "TRACE  | /api/chat/config      | GET, HEAD, OPTIONS",
                "get    | /api/chat/config      | GET, HEAD, OPTIONS",
                "POST   | /api/chat/session/s-1 | GET, HEAD, OPTIONS",
                "DELETE | /api/chat/session/end | GET, HEAD, OPTIONS, POST"
            })
    void an_unsupported_method_is_rejected_with_the_supported_ones(String method, String path, String allow) {
        Reply reply = fixture.call(method, path).expect(405, "METHOD_NOT_ALLOWED");

        assertThat(reply.headers()).containsEntry("Allow", allow);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/api/chat/session | OPTIONS, POST",
                "/api/chat/current | GET, HEAD, OPTIONS, PUT",
                "/api/admin/chat/messages/s-1 | GET, HEAD, OPTIONS"
            })
    void every_caller_gets_the_options(String path, String allow) {
        HttpReply reply = Call.soon(fixture.call("OPTIONS", path).begin());

        assertThat(reply.status()).isEqualTo(204);
        assertThat(reply.headers()).containsEntry("Allow", allow).doesNotContainKey("Access-Control-Allow-Origin");
        assertThat(reply.body()).isEmpty();
    }

    @Test
    void a_session_may_have_the_name_of_a_call() {
        fixture.start("alice", "end");

        Reply reply = fixture.get("/api/chat/session/end")
                .token(fixture.tokens.customer("alice"))
                .expect(200);

        assertThat(reply.data().path("sessionId").asText()).isEqualTo("end");
    }

    @Test
    void an_unknown_path_has_no_options() {
        fixture.call("OPTIONS", "/api/chat/nothing").expect(404, "NOT_FOUND");
    }

    @Test
    void head_gets_the_reply_of_get_without_the_body() {
        HttpReply get = Call.soon(fixture.call("GET", "/api/chat/config")
                .header("X-Request-Id", "r-1")
                .begin());
        HttpReply head = Call.soon(fixture.call("HEAD", "/api/chat/config")
                .header("X-Request-Id", "r-1")
                .begin());

        assertThat(head.status()).isEqualTo(200);
        assertThat(head.headers()).isEqualTo(get.headers());
        assertThat(head.body()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/chat/history", "/api/admin/chat/agents"})
    void head_needs_the_token_that_get_needs(String path) {
        assertThat(Call.soon(fixture.call("HEAD", path).begin()).status()).isEqualTo(401);
    }

    @ParameterizedTest
    @EnumSource
    void every_server_handles_head_and_options(ServerUnderTest.Kind kind) {
        try (ServerUnderTest server = kind.start(fixture.http)) {
            RealHttp client = new RealHttp();

            Reply get = client.send("GET", server.uri("/api/chat/config"));
            Reply head = client.send("HEAD", server.uri("/api/chat/config"));
            Reply options = client.send("OPTIONS", server.uri("/api/chat/config"));

            assertThat(head.status()).isEqualTo(200);
            assertThat(head.text()).isEmpty();
            assertThat(lengthOf(head))
                    .isEqualTo(lengthOf(get))
                    .isEqualTo(Integer.toString(get.text().length()));
            assertThat(options.status()).isEqualTo(204);
            assertThat(options.text()).isEmpty();
        }
    }

    private static String lengthOf(Reply reply) {
        return reply.headers().entrySet().stream()
                .filter(header -> header.getKey().equalsIgnoreCase("Content-Length"))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("none");
    }
}
