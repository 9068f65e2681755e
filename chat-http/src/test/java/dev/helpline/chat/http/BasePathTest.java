package dev.helpline.chat.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.helpline.chat.core.policy.ChatPolicy;
import dev.helpline.chat.spi.SessionId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The chat below a path of the host's. */
class BasePathTest {
    private final ChatFixture fixture = ChatFixture.with(ChatPolicy.builder(), http -> http.basePath("/shop/support"));

    @AfterEach
    void close() {
        fixture.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/shop/support", "/support", ""})
    void calls_arrive_with_the_base_path_or_what_a_context_or_a_proxy_left_of_it(String path) {
        fixture.start("carla", "s-1");

        fixture.get(path + "/api/chat/messages/s-1")
                .token(fixture.tokens.customer("carla"))
                .expect(200);
        fixture.get(path + "/api/admin/chat/active-sessions")
                .token(fixture.tokens.agent("sarah"))
                .expect(200);
        DirectSocket socket = fixture.socket(path + "/api/chat/ws/s-1").open();
        socket.send("{'type':'authenticate','token':'" + fixture.tokens.customer("carla") + "'}");
        socket.inbox.expect("ready");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/shop/api/chat/health",
                "/port/api/chat/health",
                "/shop/support/chat/health",
                "/shop/support/support/api/chat/health",
                "/shop/supportapi/chat/health"
            })
    void there_is_nothing_at_other_paths(String path) {
        fixture.get(path).expect(404, "NOT_FOUND");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/api/chat/health", "/api/chat/health"})
    void a_base_path_that_looks_like_the_chats_own_is_removed_once(String path) {
        try (ChatFixture below = ChatFixture.with(ChatPolicy.builder(), http -> http.basePath("/api"))) {
            below.get(path).expect(200);
        }
    }

    @Test
    void signed_addresses_work_as_they_are() {
        fixture.start("carla", "s-1");
        fixture.upload("carla", "s-1", "f-1", "hello");
        fixture.post("/api/chat/message", "{\"sessionId\":\"s-1\",\"attachmentIds\":[\"f-1\"]}")
                .token(fixture.tokens.customer("carla"))
                .expect(200);
        String file = fixture.post("/shop/support/api/chat/attachments/s-1/f-1", "{}")
                .token(fixture.tokens.customer("carla"))
                .expect(200)
                .data()
                .path("url")
                .asText();
        String rating = fixture.http.ratingLink(new SessionId("s-1")).path();

        assertThat(file).startsWith("/shop/support/api/chat/files/s-1/f-1?");
        assertThat(Call.soon(fixture.get(file).begin()).headers()).containsEntry("Content-Length", "5");
        assertThat(rating).startsWith("/shop/support/api/chat/rating-link/s-1?");
        fixture.get(rating).expect(200);
    }

    @Test
    void the_descriptions_name_the_base_path() {
        JsonNode openApi =
                fixture.get("/shop/support/api/chat/openapi.json").expect(200).json();
        JsonNode asyncApi = fixture.get("/api/chat/asyncapi.json").expect(200).json();

        assertThat(openApi.at("/servers/0/url").asText()).isEqualTo("/shop/support");
        assertThat(openApi.path("paths").has("/api/chat/session")).isTrue();
        assertThat(asyncApi.path("channels").findValuesAsText("address"))
                .containsExactlyInAnyOrder("/shop/support/api/chat/ws/{sessionId}", "/shop/support/api/admin/chat/ws");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "support",
                "/",
                "/support/",
                "//",
                "/a//b",
                "/..",
                "/a/../b",
                "/.",
                "/a%20b",
                "/a\"b",
                "/a/b/c/d/e/f/g/h/i"
            })
    void a_path_of_another_form_is_rejected_at_once(String path) {
        ChatHttp.Builder builder = ChatHttp.builder(
                fixture.engine, fixture.tokens.authenticators.customers(), fixture.tokens.authenticators.agents());

        assertThatThrownBy(() -> builder.basePath(path))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("basePath");
    }
}
