package dev.helpline.chat.socketio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.helpline.chat.core.message.SendMessage;
import dev.helpline.chat.http.exchange.HttpCall;
import dev.helpline.chat.http.exchange.HttpIntake;
import dev.helpline.chat.http.exchange.HttpReply;
import dev.helpline.chat.spi.AgentId;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.testkit.time.Await;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What all dialects share: connections, identities, coming back, and what hostile clients do. */
class GatewayTest {
    private GatewayFixture fixture = GatewayFixture.inScriptedTime();

    @AfterEach
    void close() {
        fixture.close();
    }

    private static String join(SessionId session) {
        return "{\"session_id\":\"" + session + "\"}";
    }

    private HttpReply call(HttpCall.Builder call) {
        return fixture.gateway.receive(call.build()).reply().join();
    }

    private static String text(HttpReply reply) {
        return new String(reply.body(), StandardCharsets.UTF_8);
    }

    private static HttpCall.Builder polling(String method, String more) {
        return HttpCall.builder(method, "/socket.io/").query("EIO=4&transport=polling" + more);
    }

    private HttpReply post(String sid, String body) {
        var intake = fixture.gateway.receive(polling("POST", "&sid=" + sid).build());
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        intake.add(bytes, bytes.length);
        intake.complete();
        return intake.reply().join();
    }

    private String openPolling() {
        return DirectClient.read(text(call(polling("GET", ""))).substring(1))
                .path("sid")
                .asText();
    }

    @Test
    void a_client_without_a_valid_token_gets_no_socket() {
        DirectClient none = DirectClient.open(fixture, "");
        DirectClient forged = fixture.client("forged");

        for (DirectClient client : new DirectClient[] {none, forged}) {
            assertThat(client.frames().get(1)).startsWith("44{").contains("\"code\":\"AUTHENTICATION_REQUIRED\"");
            assertThat(client.isClosed()).isTrue();
        }
    }

    @Test
    void a_token_may_come_in_the_query_or_in_a_header() {
        DirectClient query = DirectClient.unconnected(fixture, "EIO=4&transport=websocket&token=customer%3Aanna");
        query.frame("40");

        assertThat(query.frames().get(1)).startsWith("40{");
    }

    @Test
    void an_unknown_namespace_is_refused() {
        DirectClient client = DirectClient.unconnected(fixture);

        client.frame("40/nothing,{\"token\":\"customer:anna\"}");

        assertThat(client.frames().get(1)).startsWith("44/nothing,").contains("INVALID_NAMESPACE");
    }

    @Test
    void declared_users_are_trusted_only_where_the_host_says_so_and_never_as_agents() {
        assertThat(DirectClient.open(fixture, "{\"user_id\":\"anna\"}").frames().get(1))
                .startsWith("44");
        fixture.close();
        fixture = GatewayFixture.inScriptedTime(own -> own.trustDeclaredUsers(true));

        assertThat(DirectClient.open(fixture, "{\"user_id\":\"anna\"}").frames().get(1))
                .startsWith("40");
        assertThat(DirectClient.open(fixture, "{\"user_id\":\"bob\",\"user_type\":\"agent\"}")
                        .frames()
                        .get(1))
                .startsWith("44");
        assertThat(DirectClient.open(fixture, "{\"user_id\":\"eve\",\"token\":\"customer:anna\"}")
                        .frames()
                        .get(1))
                .startsWith("44");
    }

    @Test
    void a_call_without_a_token_may_declare_a_customer_in_its_body_if_the_host_trusts_it() {
        fixture.close();
        fixture = GatewayFixture.inScriptedTime(own -> own.trustDeclaredUsers(true));

        assertThat(posted("{\"username\":\"anna\",\"message\":\"Hello\"}")).contains("\"user_id\":\"anna\"");
        assertThat(posted("{\"message\":\"Hello\"}")).contains("AUTHENTICATION_REQUIRED");
        fixture.close();
        fixture = GatewayFixture.inScriptedTime();
        assertThat(posted("{\"username\":\"anna\",\"message\":\"Hello\"}")).contains("AUTHENTICATION_REQUIRED");
    }

    private String posted(String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        HttpIntake intake = fixture.gateway.receive(
                HttpCall.builder("POST", "/api/chat/conversations").build());
        intake.add(bytes, bytes.length);
        intake.complete();
        return new String(intake.reply().join().body(), StandardCharsets.UTF_8);
    }

    @Test
    void a_lost_connection_of_the_same_token_gets_its_rooms_back_within_a_minute() {
        SessionId session = fixture.sessionOf("anna");
        DirectClient anna = fixture.client("customer:anna");
        anna.emit("join_session", join(session));
        anna.lose();
        fixture.agent("bob").send(SendMessage.of(session, "Are you there?"));
        fixture.time.advance(Duration.ofSeconds(59));

        DirectClient back = fixture.client("customer:anna");

        assertThat(back.event("session_joined").path("messages").findValuesAsText("content"))
                .containsExactly("Are you there?");
        fixture.agent("bob").send(SendMessage.of(session, "Yes"));
        Await.until(() -> back.events("new_message").size() == 1);
    }

    @Test
    void after_a_minute_or_with_another_token_the_rooms_are_forgotten() {
        SessionId session = fixture.sessionOf("anna");
        DirectClient anna = fixture.client("customer:anna");
        anna.emit("join_session", join(session));
        anna.lose();

        DirectClient other = fixture.client("customer:eve");
        fixture.time.advance(Duration.ofSeconds(61));
        DirectClient late = fixture.client("customer:anna");

        assertThat(other.events("session_joined")).isEmpty();
        assertThat(late.events("session_joined")).isEmpty();
    }

    @Test
    void a_client_that_says_goodbye_is_not_put_back() {
        SessionId session = fixture.sessionOf("anna");
        DirectClient anna = fixture.client("customer:anna");
        anna.emit("join_session", join(session));
        anna.frame("41");

        assertThat(fixture.client("customer:anna").events("session_joined")).isEmpty();
    }

    @Test
    void a_client_that_is_back_before_its_loss_was_noticed_gets_its_rooms_when_it_is() {
        SessionId session = fixture.sessionOf("anna");
        DirectClient anna = fixture.client("customer:anna");
        anna.emit("join_session", join(session));
        DirectClient back = fixture.client("customer:anna");
        assertThat(back.events("session_joined")).isEmpty();

        fixture.time.advance(Duration.ofSeconds(25));
        back.frame("3");
        fixture.time.advance(Duration.ofSeconds(21));

        assertThat(anna.isClosed()).isTrue();
        assertThat(back.isClosed()).isFalse();
        back.event("session_joined");
    }

    @Test
    void a_client_that_returns_no_ping_is_closed_and_one_that_does_is_not() {
        DirectClient silent = fixture.client("customer:anna");
        DirectClient alive = fixture.client("customer:eve");

        for (int i = 0; i < 3; i++) {
            fixture.time.advance(Duration.ofSeconds(25));
            alive.frame("3");
        }

        assertThat(silent.isClosed()).isTrue();
        assertThat(alive.isClosed()).isFalse();
    }

    @Test
    void the_end_of_a_token_is_told_and_closes_the_socket() {
        fixture.tokensValidFor = Duration.ofSeconds(10);
        DirectClient anna = fixture.client("customer:anna");

        fixture.time.advance(Duration.ofSeconds(11));

        assertThat(anna.event("error").path("code").asText()).isEqualTo("AUTHENTICATION_REQUIRED");
        assertThat(anna.isClosed()).isTrue();
    }

    @Test
    void an_agent_who_is_deactivated_is_told_and_closed() {
        DirectClient bob = fixture.client("agent:bob");
        fixture.time.advance(Duration.ofSeconds(1));

        fixture.engine.setAgentActive(new AgentId("bob"), false);
        fixture.sessionOf("anna");
        fixture.time.advance(Duration.ofSeconds(2));

        assertThat(bob.event("error").path("code").asText()).isEqualTo("AGENT_INACTIVE");
        assertThat(bob.isClosed()).isTrue();
    }

    @Test
    void a_connection_without_a_caller_is_closed_after_ten_seconds() {
        DirectClient client = DirectClient.unconnected(fixture);

        fixture.time.advance(Duration.ofSeconds(11));

        assertThat(client.isClosed()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "42",
                "42{}",
                "42[]",
                "42[1]",
                "42[\"send_message\"",
                "49",
                "4",
                "2",
                "x",
                "",
                "451-[\"x\",{\"_placeholder\":true,\"num\":0}]",
                "42/other,[\"x\"]",
                "42[[[[[[[[[[[[[[[[[[[[\"x\"]]]]]]]]]]]]]]]]]]]]",
                "42999999999999999999999[\"x\"]"
            })
    void a_malformed_frame_closes_its_own_connection_and_no_other(String frame) {
        DirectClient hostile = fixture.client("customer:eve");
        DirectClient other = fixture.client("customer:anna");

        hostile.frame(frame);

        assertThat(hostile.isClosed()).isTrue();
        assertThat(other.call("leave_session", "{\"session_id\":\"x\"}")
                        .path("success")
                        .asBoolean())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[\"send_message\",{\"session_id\":7}]",
                "[\"send_message\",null]",
                "[\"send_message\"]",
                "[\"send_message\",[1,2]]",
                "[\"send_message\",{\"session_id\":{\"$ne\":null},\"content\":\"x\"}]",
                "[\"send_message\",{\"session_id\":\"../x\",\"content\":\"x\"}]",
                "[\"mark_as_read\",{\"session_id\":\"x\",\"message_ids\":\"all\"}]",
                "[\"no_such_event\",{}]",
                "[\"toString\",{}]"
            })
    void a_wrong_type_or_an_unknown_event_is_an_error_and_the_socket_stays(String packet) {
        DirectClient client = fixture.client("customer:anna");

        client.frame("42" + packet);

        assertThat(client.event("error").path("code").asText()).isNotEmpty().isNotEqualTo("INTERNAL_ERROR");
        assertThat(client.isClosed()).isFalse();
    }

    @Test
    void a_frame_that_is_too_long_closes_the_connection() {
        DirectClient client = fixture.client("customer:anna");

        client.frame("42[\"x\",\"" + "a".repeat(5 * 1024 * 1024) + "\"]");

        assertThat(client.isClosed()).isTrue();
        assertThat(fixture.gateway.connections()).isZero();
    }

    @Test
    void a_binary_frame_closes_the_connection() {
        DirectClient client = fixture.client("customer:anna");

        client.binary();

        assertThat(client.isClosed()).isTrue();
    }

    @Test
    void a_client_that_reads_nothing_is_closed_before_it_costs_much_memory() {
        SessionId session = fixture.sessionOf("anna");
        DirectClient slow = fixture.client("agent:bob");
        slow.emit("join_session", join(session));
        slow.stopReading();

        for (int i = 0; i < 20_000 && !slow.isClosed(); i++) {
            fixture.time.advance(Duration.ofMillis(10));
            slow.emit("no_such_event", "{}");
        }

        assertThat(slow.isClosed()).isTrue();
    }

    @Test
    void a_client_that_sends_too_many_packets_is_closed() {
        DirectClient client = fixture.client("customer:anna");

        for (int i = 0; i < 101; i++) {
            client.emit("leave_session", "{\"session_id\":\"x\"}");
        }

        assertThat(client.event("error").path("code").asText()).isEqualTo("RATE_LIMITED");
        assertThat(client.isClosed()).isTrue();
    }

    @Test
    void polls_carry_a_conversation() {
        SessionId session = fixture.sessionOf("anna");
        String sid = openPolling();

        assertThat(text(post(
                        sid,
                        "40{\"token\":\"customer:anna\"}\u001e42[\"join_session\",{\"session_id\":\"" + session
                                + "\"}]")))
                .isEqualTo("ok");
        assertThat(text(call(polling("GET", "&sid=" + sid)))).contains("\u001e42[\"session_joined\"");
        CompletableFuture<HttpReply> waiting =
                fixture.gateway.receive(polling("GET", "&sid=" + sid).build()).reply();
        assertThat(waiting).isNotDone();
        fixture.agent("bob").send(SendMessage.of(session, "Hello"));

        assertThat(text(waiting.join())).contains("Hello");
    }

    @Test
    void a_poll_that_is_given_up_loses_nothing() {
        SessionId session = fixture.sessionOf("anna");
        String sid = openPolling();
        post(sid, "40{\"token\":\"customer:anna\"}\u001e42[\"join_session\",{\"session_id\":\"" + session + "\"}]");
        call(polling("GET", "&sid=" + sid));
        fixture.gateway.receive(polling("GET", "&sid=" + sid).build()).reply().cancel(false);

        fixture.agent("bob").send(SendMessage.of(session, "Hello"));

        StringBuilder got = new StringBuilder();
        Await.until(() -> got.append(text(call(polling("GET", "&sid=" + sid)))).indexOf("Hello") >= 0);
    }

    @Test
    void two_polls_at_once_and_unknown_connections_are_refused() {
        String sid = openPolling();
        fixture.gateway.receive(polling("GET", "&sid=" + sid).build());

        assertThat(call(polling("GET", "&sid=" + sid)).status()).isEqualTo(400);
        assertThat(text(call(polling("GET", "&sid=unknown")))).contains("\"code\":1");
        assertThat(text(call(polling("POST", "")))).contains("\"code\":2");
        assertThat(text(call(HttpCall.builder("GET", "/socket.io/").query("EIO=3&transport=polling"))))
                .contains("\"code\":5");
        assertThat(text(call(HttpCall.builder("GET", "/socket.io/").query("EIO=4&transport=flash"))))
                .contains("\"code\":0");
    }

    @Test
    void a_connection_goes_on_over_a_websocket_and_its_poll_ends() {
        SessionId session = fixture.sessionOf("anna");
        String sid = openPolling();
        post(sid, "40{\"token\":\"customer:anna\"}\u001e42[\"join_session\",{\"session_id\":\"" + session + "\"}]");
        call(polling("GET", "&sid=" + sid));
        CompletableFuture<HttpReply> waiting =
                fixture.gateway.receive(polling("GET", "&sid=" + sid).build()).reply();
        DirectClient upgraded = DirectClient.unconnected(fixture, "EIO=4&transport=websocket&sid=" + sid);

        upgraded.frame("2probe");
        assertThat(upgraded.frames()).containsExactly("3probe");
        assertThat(text(waiting.join())).isEqualTo("6");
        fixture.agent("bob").send(SendMessage.of(session, "between"));
        upgraded.frame("5");
        fixture.agent("bob").send(SendMessage.of(session, "after"));

        Await.until(() -> upgraded.events("new_message").size() == 2);
        assertThat(call(polling("GET", "&sid=" + sid)).status()).isEqualTo(400);
    }

    @Test
    void only_pages_of_the_own_host_and_of_named_origins_get_in() {
        fixture.close();
        fixture = GatewayFixture.inScriptedTime(own -> own.corsOrigin("https://shop.example"));

        for (String path : new String[] {"/socket.io/", "/api/v1/chat/sessions"}) {
            HttpReply foreign = call(HttpCall.builder("GET", path)
                    .query("EIO=4&transport=polling")
                    .header("Origin", "https://evil.example"));
            HttpReply named = call(HttpCall.builder("GET", path)
                    .query("EIO=4&transport=polling")
                    .header("Authorization", "Bearer customer:anna")
                    .header("Origin", "https://shop.example"));
            assertThat(foreign.status()).isEqualTo(403);
            assertThat(foreign.headers()).doesNotContainKey("Access-Control-Allow-Origin");
            assertThat(named.status()).isEqualTo(200);
            assertThat(named.headers()).containsEntry("Access-Control-Allow-Origin", "https://shop.example");
        }
        assertThat(fixture.gateway
                        .handshake(HttpCall.builder("GET", "/socket.io/")
                                .query("EIO=4&transport=websocket")
                                .header("Origin", "https://evil.example")
                                .build())
                        .rejection())
                .isPresent();
        assertThat(call(HttpCall.builder("OPTIONS", "/api/v1/chat/sessions").header("Origin", "https://shop.example"))
                        .headers())
                .containsKey("Access-Control-Allow-Methods");
        assertThatThrownBy(() ->
                        SocketIoGateway.builder(fixture.engine, fixture.http).corsOrigin("*"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void closing_the_gateway_closes_all_connections() {
        DirectClient client = fixture.client("customer:anna");

        fixture.gateway.close();

        assertThat(client.isClosed()).isTrue();
        assertThat(fixture.gateway.connections()).isZero();
    }
}
