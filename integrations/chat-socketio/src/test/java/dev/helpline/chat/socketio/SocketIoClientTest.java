package dev.helpline.chat.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.helpline.chat.core.message.SendMessage;
import dev.helpline.chat.spi.SessionId;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The dialect sessions as npm's socket.io-client sees it, over each transport, through Jetty. */
class SocketIoClientTest {
    private static final Map<String, String> TRANSPORTS = Map.of(
            "websocket", "[\"websocket\"]", "polling", "[\"polling\"]", "upgrade", "[\"polling\",\"websocket\"]");

    private static GatewayFixture fixture;
    private static GatewayServer server;
    private static NodeClients node;

    @BeforeAll
    static void start() throws Exception {
        node = NodeClients.start();
        fixture = GatewayFixture.inRealTime();
        server = new GatewayServer(fixture);
    }

    @AfterAll
    static void stop() {
        if (node != null) {
            node.close();
            fixture.close();
            server.close();
        }
    }

    private static void open(String name, String token, String transport, String more) {
        node.open(
                name,
                server.port(),
                "{\"auth\":{\"token\":\"" + token + "\"},\"transports\":" + TRANSPORTS.get(transport) + more + "}");
        node.event(name, "#connected");
        if (transport.equals("upgrade")) {
            node.event(name, "#upgraded");
        }
    }

    private static String of(SessionId session) {
        return "{\"session_id\":\"" + session + "\"}";
    }

    private static String message(SessionId session, String content, String tempId) {
        return "{\"session_id\":\"" + session + "\",\"content\":\"" + content
                + "\",\"message_type\":\"text\",\"temp_id\":\"" + tempId + "\"}";
    }

    @ParameterizedTest
    @CsvSource({
        "websocket, polling, true",
        "polling, websocket, false",
        "upgrade, upgrade, true",
        "upgrade, websocket, false"
    })
    void a_whole_conversation(String customers, String agents, boolean acks) {
        String tag = customers + agents + acks;
        String anna = "anna-" + tag;
        String bob = "bob-" + tag;
        SessionId session = fixture.sessionOf(anna);
        open(anna, "customer:" + anna, customers, "");
        open(bob, "agent:" + bob, agents, "");

        act(acks, anna, "join_session", of(session));
        assertThat(node.event(anna, "session_joined")
                        .path("session")
                        .path("status")
                        .asText())
                .isEqualTo("waiting");
        act(acks, bob, "join_session", of(session));
        assertThat(node.event(bob, "session_joined").path("participants")).hasSize(2);
        assertThat(node.event(anna, "user_joined").path("user_id").asText()).isEqualTo(bob);
        act(acks, bob, "accept_chat", of(session));
        assertThat(node.event(anna, "chat_accepted").path("agent_id").asText()).isEqualTo(bob);
        node.event(anna, "session_status_changed");

        act(acks, anna, "typing", of(session));
        assertThat(node.event(bob, "user_typing").path("user_id").asText()).isEqualTo(anna);
        act(acks, anna, "stop_typing", of(session));
        node.event(bob, "typing_stopped");
        act(acks, anna, "send_message", message(session, "Where is my order? 🍕", "temp-1"));
        JsonNode sent = node.event(anna, "message_sent");
        JsonNode shown = node.event(bob, "new_message").path("message");
        assertThat(shown.path("content").asText()).isEqualTo("Where is my order? 🍕");
        assertThat(shown.path("id")).isEqualTo(sent.path("message_id"));
        assertThat(node.event(anna, "new_message").path("message").path("id")).isEqualTo(sent.path("message_id"));
        act(
                acks,
                bob,
                "mark_as_read",
                "{\"session_id\":\"" + session + "\",\"message_ids\":[" + sent.path("message_id") + "]}");
        assertThat(node.event(anna, "messages_read").path("message_ids").path(0))
                .isEqualTo(sent.path("message_id"));
        act(acks, bob, "leave_session", of(session));
        assertThat(node.event(anna, "user_left").path("user_id").asText()).isEqualTo(bob);
        act(acks, bob, "close_chat", of(session));
        assertThat(node.event(anna, "chat_closed").path("closed_by").asText()).isEqualTo(bob);
        act(acks, bob, "join_session", "{\"session_id\":\"nothing\"}", false);
        node.close(anna);
        node.close(bob);
    }

    private static void act(boolean acks, String name, String event, String data) {
        act(acks, name, event, data, true);
    }

    private static void act(boolean acks, String name, String event, String data, boolean succeeds) {
        if (acks) {
            JsonNode ack = node.call(name, event, data);
            assertThat(ack.path("success").asBoolean()).as("%s: %s", event, ack).isEqualTo(succeeds);
        } else {
            node.emit(name, event, data);
            if (!succeeds) {
                node.event(name, "error");
            }
        }
    }

    @Test
    void a_client_without_a_valid_token_is_told_why_it_gets_no_socket() {
        node.open("forged", server.port(), "{\"auth\":{\"token\":\"forged\"}}");

        JsonNode refused = node.event("forged", "#refused");

        assertThat(refused.path("code").asText()).isEqualTo("AUTHENTICATION_REQUIRED");
        assertThat(node.events("forged", "#connected")).isEmpty();
    }

    @Test
    void a_client_that_loses_its_connection_and_does_not_join_again_shows_what_came_meanwhile() {
        SessionId session = fixture.sessionOf("carl");
        open(
                "carl",
                "customer:carl",
                "websocket",
                ",\"reconnection\":true,\"reconnectionDelay\":10,\"reconnectionDelayMax\":50,\"reconnectionAttempts\":5");
        node.call("carl", "join_session", of(session));
        node.forget("carl", "session_joined");

        node.cut("carl");
        fixture.agent("bob").send(SendMessage.of(session, "while you were away"));

        node.event("carl", "session_joined");
        fixture.agent("bob").send(SendMessage.of(session, "and now"));
        node.event(
                "carl",
                "new_message",
                data -> data.path("message").path("content").asText().equals("and now"));
        node.close("carl");
    }

    @Test
    void calls_and_sockets_tell_one_truth_over_the_network() throws Exception {
        SessionId session = fixture.sessionOf("dora");
        open("dora", "customer:dora", "websocket", "");
        node.call("dora", "join_session", of(session));
        HttpClient client = HttpClient.newHttpClient();
        String url = "http://127.0.0.1:" + server.port() + "/api/v1/chat/sessions/" + session + "/messages";

        HttpResponse<String> sent = client.send(
                HttpRequest.newBuilder(URI.create(url))
                        .header("Authorization", "Bearer customer:dora")
                        .header("Content-Type", "multipart/form-data; boundary=b")
                        .POST(HttpRequest.BodyPublishers.ofString(String.join(
                                "\r\n",
                                "--b",
                                "Content-Disposition: form-data; name=\"content\"",
                                "",
                                "from a form",
                                "--b",
                                "Content-Disposition: form-data; name=\"attachments\"; filename=\"a.txt\"",
                                "Content-Type: text/plain",
                                "",
                                "Hello",
                                "--b--",
                                "")))
                        .build(),
                HttpResponse.BodyHandlers.ofString());

        JsonNode message = DirectClient.read(sent.body()).path("data");
        JsonNode shown = node.event("dora", "new_message").path("message");
        assertThat(sent.statusCode()).isEqualTo(201);
        assertThat(shown.path("id")).isEqualTo(message.path("id"));
        String file = shown.path("attachments").path(0).path("file_url").asText();
        HttpResponse<String> downloaded = client.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + file))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(downloaded.body()).isEqualTo("Hello");
        node.close("dora");
    }

    @Test
    void a_frame_that_is_too_long_ends_its_own_socket_only() {
        open("eve", "customer:eve", "websocket", "");
        open("fred", "customer:fred", "polling", "");
        open("gina", "customer:gina", "websocket", "");

        node.emit("eve", "send_message", "{\"content\":\"" + "x".repeat(5 * 1024 * 1024) + "\"}");
        node.emit("fred", "send_message", "{\"content\":\"" + "x".repeat(5 * 1024 * 1024) + "\"}");

        node.event("eve", "#disconnected");
        node.event("fred", "#disconnected");
        assertThat(node.call("gina", "leave_session", "{\"session_id\":\"x\"}")
                        .path("success")
                        .asBoolean())
                .isTrue();
        node.close("gina");
    }
}
