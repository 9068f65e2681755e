package dev.helpline.chat.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.helpline.chat.core.policy.AccessPolicy;
import dev.helpline.chat.core.policy.ChatPolicy;
import dev.helpline.chat.spi.AgentId;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may open a socket, and how long it stays open. */
class SocketAccessTest {
    private static final String PATH = "/api/chat/ws/s-1";
    private static final String AGENTS = "/api/admin/chat/ws";

    private ChatFixture fixture = ChatFixture.strict();

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void a_token_in_the_first_frame_opens_the_feed() {
        DirectSocket socket = open(PATH);

        authenticate(socket, fixture.tokens.customer("carla"));

        socket.inbox.expect("ready");
        assertThat(fixture.http.openSockets()).isEqualTo(1);
    }

    @Test
    void an_agents_socket_shows_all_open_sessions_and_what_changes_among_them() {
        fixture.start("carla", "s-1");
        DirectSocket socket = open(AGENTS);
        authenticate(socket, fixture.tokens.agent("sarah"));
        socket.inbox.expect("welcome");

        JsonNode snapshot = socket.inbox.expect("board");
        fixture.start("dora", "s-2");
        fixture.time.advance(Duration.ofSeconds(1));
        JsonNode change = socket.inbox.expect("board");

        assertThat(snapshot.path("snapshot").asBoolean()).isTrue();
        assertThat(snapshot.at("/sessions/0/sessionId").asText()).isEqualTo("s-1");
        assertThat(change.path("snapshot").asBoolean()).isFalse();
        assertThat(change.at("/sessions/0/sessionId").asText()).isEqualTo("s-2");
        assertThat(change.path("waiting").asInt()).isEqualTo(2);
    }

    @Test
    void an_agents_socket_goes_on_from_the_cursor_of_the_board() {
        fixture.start("carla", "s-1");
        String cursor = fixture.get("/api/admin/chat/poll")
                .token(fixture.tokens.agent("sarah"))
                .expect(200)
                .data()
                .path("cursor")
                .asText();
        DirectSocket socket = open(AGENTS);

        socket.send("{'type':'authenticate','token':'" + fixture.tokens.agent("sarah") + "','after':'" + cursor + "'}");
        socket.inbox.expect("welcome");

        JsonNode board = socket.inbox.expect("board");
        assertThat(board.path("snapshot").asBoolean()).isFalse();
        assertThat(board.path("sessions")).isEmpty();
    }

    @Test
    void a_deactivated_agents_socket_is_closed_though_it_follows_no_session() {
        DirectSocket socket = open(AGENTS);
        authenticate(socket, fixture.tokens.agent("sarah"));
        socket.inbox.expect("welcome");

        fixture.engine.setAgentActive(new AgentId("sarah"), false);
        fixture.time.advance(Duration.ofSeconds(1));

        assertThat(socket.inbox.closeCode()).isEqualTo(4003);
    }

    @Test
    void any_other_first_frame_closes_the_socket() {
        DirectSocket socket = open(PATH);

        socket.send("{'type':'message','message':'Hello'}");

        assertThat(socket.inbox.closeCode()).isEqualTo(4001);
    }

    @Test
    void a_socket_without_a_first_frame_is_closed_after_five_seconds() {
        DirectSocket socket = open(PATH);

        fixture.time.advance(Duration.ofMillis(4999));
        assertThat(socket.inbox.isClosed()).isFalse();
        fixture.time.advance(Duration.ofMillis(1));

        assertThat(socket.inbox.closeCode()).isEqualTo(4001);
    }

    @Test
    void an_invalid_token_is_reported_and_closes_the_socket() {
        DirectSocket socket = open(PATH);

        authenticate(socket, "nonsense");

        assertThat(socket.inbox.expect("error").path("code").asText()).isEqualTo("AUTHENTICATION_FAILED");
        assertThat(socket.inbox.closeCode()).isEqualTo(4001);
    }

    @Test
    void an_invalid_token_in_the_handshake_is_rejected_before_the_upgrade() {
        assertThat(fixture.socket(PATH).token("nonsense").rejection()).isEqualTo(401);
        assertThat(fixture.socket(AGENTS)
                        .token(fixture.tokens.customer("carla"))
                        .rejection())
                .isEqualTo(401);
    }

    @Test
    void guessing_tokens_is_limited_like_calls() {
        for (int i = 0; i < 300; i++) {
            DirectSocket socket = open(PATH);
            authenticate(socket, "guess-" + i);
            assertThat(socket.inbox.closeCode()).isEqualTo(4001);
        }
        DirectSocket last = open(PATH);

        authenticate(last, "guess");

        assertThat(last.inbox.expect("error").path("code").asText()).isEqualTo("RATE_LIMITED");
        assertThat(last.inbox.closeCode()).isEqualTo(4029);
    }

    @Test
    void another_customers_session_looks_like_none() {
        fixture.start("carla", "s-1");
        DirectSocket own =
                fixture.socket(PATH).token(fixture.tokens.customer("ben")).open();
        DirectSocket none = fixture.socket("/api/chat/ws/s-9")
                .token(fixture.tokens.customer("ben"))
                .open();

        assertThat(own.inbox.expect("error")).isEqualTo(none.inbox.expect("error"));
        assertThat(own.inbox.closeCode()).isEqualTo(4003);
        assertThat(none.inbox.closeCode()).isEqualTo(4003);
        assertThat(fixture.http.openSockets()).isZero();
    }

    @Test
    void a_path_that_is_no_session_is_not_found() {
        assertThat(fixture.socket("/api/chat/ws/").rejection()).isEqualTo(404);
        assertThat(fixture.socket("/api/chat/ws/a b").rejection()).isEqualTo(404);
        assertThat(fixture.socket("/api/chat/ws").rejection()).isEqualTo(404);
        assertThat(fixture.socket("/api/chat/session").rejection()).isEqualTo(404);
    }

    @Test
    void without_a_token_the_policy_decides() {
        DirectSocket strict = open(PATH);
        strict.send("{'type':'authenticate'}");
        assertThat(strict.inbox.closeCode()).isEqualTo(4001);

        fixture.close();
        fixture = ChatFixture.with(ChatPolicy.builder().access(AccessPolicy.SESSION_ID), settings -> settings);
        DirectSocket byId = open(PATH);
        byId.send("{'type':'authenticate'}");

        byId.inbox.expect("ready");
    }

    @Test
    void an_agent_may_follow_one_session_on_its_path() {
        DirectSocket socket = open(PATH);

        authenticate(socket, fixture.tokens.agent("sarah"));

        socket.inbox.expect("ready");
    }

    @Test
    void an_agents_own_socket_follows_sessions_by_name() {
        fixture.start("carla", "s-1");
        fixture.start("ben", "s-2");
        DirectSocket socket =
                fixture.socket(AGENTS).token(fixture.tokens.agent("sarah")).open();
        assertThat(socket.inbox.expect("welcome").path("agentId").asText()).isEqualTo("sarah");

        socket.send("{'type':'subscribe','sessionId':'s-1'}");
        assertThat(socket.inbox.expect("ready").path("sessionId").asText()).isEqualTo("s-1");
        socket.inbox.expect("new_message");
        socket.send("{'type':'subscribe','sessionId':'s-2'}");
        assertThat(socket.inbox.expect("ready").path("sessionId").asText()).isEqualTo("s-2");
        socket.inbox.expect("new_message");
        socket.send("{'type':'unsubscribe','sessionId':'s-1'}");
        socket.inbox.expect("unsubscribed");
        fixture.say("carla", "s-1", "m-1", "Hello");
        fixture.say("ben", "s-2", "m-1", "Hello");

        assertThat(socket.inbox.expect("new_message").path("sessionId").asText())
                .isEqualTo("s-2");
    }

    @Test
    void an_agents_own_socket_survives_a_session_that_does_not_exist() {
        DirectSocket socket =
                fixture.socket(AGENTS).token(fixture.tokens.agent("sarah")).open();
        socket.inbox.expect("welcome");

        socket.send("{'type':'subscribe','sessionId':'s-9'}");
        socket.send("{'type':'subscribe'}");
        socket.send("{'type':'ping'}");

        assertThat(socket.inbox.expect("error").path("sessionId").asText()).isEqualTo("s-9");
        assertThat(socket.inbox.expect("error").path("code").asText()).isEqualTo("VALIDATION_ERROR");
        socket.inbox.expect("pong");
    }

    @Test
    void a_socket_ends_with_its_token() {
        fixture.start("carla", "s-1");
        String token = fixture.tokens.customer("carla", Duration.ofSeconds(40));
        DirectSocket socket = fixture.socket(PATH).token(token).open();
        socket.inbox.expect("ready");
        socket.inbox.expect("new_message");

        fixture.time.advance(Duration.ofMillis(39_999));
        assertThat(socket.inbox.isClosed()).isFalse();
        fixture.time.advance(Duration.ofSeconds(2));

        assertThat(socket.inbox.closeCode()).isEqualTo(4001);
    }

    @Test
    void an_agents_idle_socket_ends_with_its_token_too() {
        IdleThread engineThread = new IdleThread();
        fixture.close();
        fixture = ChatFixture.making(engine -> engine.executor(engineThread));
        DirectSocket socket =
                fixture.socket(AGENTS).token(fixture.tokens.agent("sarah")).open();

        for (int i = 0; i < 59; i++) {
            pass(Duration.ofMinutes(1), engineThread);
            socket.send("{'type':'ping'}");
            socket.inbox.skipTo("pong"); // a minute passes only once the client has read
        }
        assertThat(socket.inbox.isClosed()).isFalse();
        pass(Duration.ofSeconds(62), engineThread);

        assertThat(socket.inbox.closeCode()).isEqualTo(4001);
    }

    /** Lets time pass by the second: a delivery that the engine has begun must not take as long as the whole duration. */
    private void pass(Duration duration, IdleThread engineThread) {
        for (long second = 0; second < duration.toSeconds(); second++) {
            fixture.time.advance(Duration.ofSeconds(1));
            engineThread.awaitIdle();
        }
    }

    @Test
    void deactivating_an_agent_closes_the_socket() {
        fixture.start("carla", "s-1");
        DirectSocket socket =
                fixture.socket(PATH).token(fixture.tokens.agent("sarah")).open();
        socket.inbox.expect("ready");

        fixture.engine.setAgentActive(new AgentId("sarah"), false);
        fixture.time.advance(Duration.ofSeconds(2));

        assertThat(socket.inbox.skipTo("error").path("code").asText()).isEqualTo("INVALID_ADMIN");
        assertThat(socket.inbox.closeCode()).isEqualTo(4003);
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://chat.example:8443", "http://CHAT.example:8443", "https://shop.example"})
    void the_servers_own_origin_and_configured_ones_may_open_sockets(String origin) {
        fixture.close();
        fixture = ChatFixture.with(ChatPolicy.builder(), http -> http.corsOrigin("https://shop.example"));

        assertThat(fixture.socket(PATH).header("Origin", origin).open()).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example",
                "null",
                "",
                "https://chat.example",
                "https://chat.example:8443.evil.example",
                "chat.example:8443"
            })
    void pages_of_other_origins_may_not(String origin) {
        assertThat(fixture.socket(PATH).header("Origin", origin).rejection()).isEqualTo(403);
        assertThat(fixture.socket(PATH)
                        .header("Origin", "https://chat.example:8443")
                        .header("Origin", origin)
                        .rejection())
                .isEqualTo(403);
    }

    private DirectSocket open(String path) {
        fixture.start("carla", "s-1");
        return fixture.socket(path).open();
    }

    private static void authenticate(DirectSocket socket, String token) {
        socket.send("{'type':'authenticate','token':'" + token + "'}");
    }
}
