package dev.helpline.chat.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.helpline.chat.core.policy.ChatPolicy;
import dev.helpline.chat.http.exchange.HttpReply;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CorsTest {
    private static final String SHOP = "https://shop.example";

    private final ChatFixture fixture = ChatFixture.with(ChatPolicy.builder(), http -> http.corsOrigin(SHOP));

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void a_page_of_an_allowed_origin_may_read_the_reply() {
        Reply reply = fixture.get("/api/chat/config").header("Origin", SHOP).expect(200);

        assertThat(reply.headers())
                .containsEntry("Access-Control-Allow-Origin", SHOP)
                .containsEntry("Vary", "Origin")
                .doesNotContainKey("Access-Control-Allow-Credentials");
        assertThat(reply.headers().get("Access-Control-Expose-Headers")).contains("Retry-After", "X-Request-Id");
    }

    @Test
    void it_may_read_a_refusal_too() {
        Reply reply = fixture.get("/api/chat/history").header("Origin", SHOP).expect(401);

        assertThat(reply.headers()).containsEntry("Access-Control-Allow-Origin", SHOP);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "https://evil.example",
                "http://shop.example",
                "https://shop.example:8443",
                "https://SHOP.example",
                "https://shop.example.evil.example",
                "https://shop.example/",
                "*"
            })
    void a_page_of_another_origin_may_not(String origin) {
        Reply reply = fixture.get("/api/chat/config").header("Origin", origin).expect(200);

        assertThat(reply.headers()).containsEntry("Vary", "Origin").doesNotContainKey("Access-Control-Allow-Origin");
    }

    @Test
    void a_preflight_request_of_an_allowed_origin_gets_permission() {
        HttpReply reply = preflight(SHOP);

        assertThat(reply.status()).isEqualTo(204);
        assertThat(reply.headers())
                .containsEntry("Access-Control-Allow-Origin", SHOP)
                .containsEntry("Access-Control-Allow-Methods", "OPTIONS, POST")
                .containsEntry("Access-Control-Allow-Headers", "Authorization, Content-Type, X-Request-Id")
                .containsEntry("Access-Control-Max-Age", "600");
    }

    @Test
    void a_preflight_request_of_another_origin_gets_no_permission() {
        assertThat(preflight("https://evil.example").headers().keySet())
                .noneMatch(name -> name.startsWith("Access-Control-"));
    }

    @Test
    void without_allowed_origins_no_reply_has_cors_headers() {
        try (ChatFixture closed = ChatFixture.strict()) {
            Reply reply = closed.get("/api/chat/config").header("Origin", SHOP).expect(200);

            assertThat(reply.headers().keySet()).noneMatch(name -> name.startsWith("Access-Control-"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "null", "shop.example", "https://shop.example/", "https://*.example", ""})
    void an_origin_that_no_browser_sends_is_refused_at_the_start(String origin) {
        assertThatThrownBy(() -> ChatFixture.with(ChatPolicy.builder(), http -> http.corsOrigin(origin)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("corsOrigin must be like https://shop.example, was " + origin);
    }

    private HttpReply preflight(String origin) {
        return Call.soon(fixture.call("OPTIONS", "/api/chat/message")
                .header("Origin", origin)
                .header("Access-Control-Request-Method", "POST")
                .header("Access-Control-Request-Headers", "authorization")
                .begin());
    }
}
