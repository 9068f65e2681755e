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

/** The dialect rooms as npm's socket.io-client and plain HTTP see it, over each transport, through Jetty. */
class RoomsClientTest {
    private static final Map<String, String> TRANSPORTS = Map.of(
            "websocket", "[\"websocket\"]", "polling", "[\"polling\"]", "upgrade", "[\"polling\",\"websocket\"]");
    private static final HttpClient HTTP = HttpClient.newHttpClient();

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
                "/chat",
                "{\"auth\":{\"token\":\"" + token + "\"},\"transports\":" + TRANSPORTS.get(transport) + more + "}");
        node.event(name, "#connected");
        if (transport.equals("upgrade")) {
            node.event(name, "#upgraded");
        }
    }

    private static JsonNode http(String token, String method, String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + server.port() + "/api/chat" + path))
                .header("Authorization", "Bearer " + token)
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build();
        HttpResponse<String> response = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).as(path + ": " + response.body()).isEqualTo(200);
        return DirectClient.read(response.body());
    }

    private static void act(boolean acks, String name, String event, String data) {
        if (acks) {
            JsonNode ack = node.call(name, event, data);
            assertThat(ack.path("success").asBoolean()).as("%s: %s", event, ack).isTrue();
        } else {
            node.emit(name, event, data);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "websocket, polling, true",
        "polling, websocket, false",
        "upgrade, upgrade, false",
    })
    void a_whole_conversation(String customers, String agents, boolean acks) throws Exception {
        String tag = customers + agents;
        String anna = "anna-" + tag;
        String bob = "bob-" + tag;
        String customer = "customer:" + anna;
        String agent = "admin:" + bob;
        open(bob, agent, agents, "");
        act(acks, bob, "register", "{\"userId\":\"" + bob + "\"}");

        String room = http(customer, "GET", "/room").path("id").asText();
        open(anna, customer, customers, "");
        act(acks, anna, "register", "{\"userId\":\"" + anna + "\"}");
        act(acks, anna, "joinRoom", "{\"roomId\":\"" + room + "\"}");
        act(
                acks,
                anna,
                "sendMessage",
                "{\"roomId\":\"" + room + "\",\"senderId\":\"" + anna + "\",\"message\":\"Hello, I need help! 🛒\"}");
        String sent = node.event(anna, "newMessage").path("id").asText();

        JsonNode request = node.event(
                bob, "newChatRequest", data -> data.path("roomId").asText().equals(room));
        assertThat(request.path("userName").asText()).isEqualTo("Customer " + anna);
        assertThat(request.path("message").asText()).isEqualTo("Hello, I need help! 🛒");
        assertThat(http(agent, "GET", "/support/rooms").findValuesAsText("id")).contains(room);
        act(acks, bob, "joinRoom", "{\"roomId\":\"" + room + "\"}");
        assertThat(http(agent, "GET", "/room/" + room + "/messages")
                        .path(0)
                        .path("id")
                        .asText())
                .isEqualTo(sent);
        assertThat(http(agent, "POST", "/support/room/" + room + "/assign")
                        .path("status")
                        .asText())
                .isEqualTo("open");
        assertThat(node.event(anna, "supportJoined").path("agentName").asText()).isEqualTo("Agent " + bob);

        act(acks, bob, "typing", "{\"roomId\":\"" + room + "\",\"userId\":\"" + bob + "\",\"isTyping\":true}");
        assertThat(node.event(anna, "userTyping").path("userId").asText()).isEqualTo(bob);
        act(
                acks,
                bob,
                "sendMessage",
                "{\"roomId\":\"" + room + "\",\"senderId\":\"" + bob
                        + "\",\"message\":\"Hello! How can I help?\",\"isFromSupport\":true}");
        JsonNode reply = node.event(
                anna, "newMessage", data -> data.path("isFromSupport").asBoolean());
        assertThat(reply.path("roomId").asText()).isEqualTo(room);
        assertThat(http(customer, "GET", "/room").path("unreadCount").asInt()).isEqualTo(1);
        assertThat(http(customer, "GET", "/room/" + room + "/messages")).hasSize(2);
        assertThat(http(customer, "POST", "/room/" + room + "/read")
                        .path("unreadCount")
                        .asInt(-1))
                .isZero();
        assertThat(http(agent, "POST", "/room/" + room + "/close")
                        .path("status")
                        .asText())
                .isEqualTo("closed");
        node.close(anna);
        node.close(bob);
    }

    @Test
    void a_client_that_loses_its_connection_and_does_not_join_again_shows_what_came_meanwhile() {
        SessionId room = fixture.sessionOf("carl");
        open(
                "carl",
                "customer:carl",
                "websocket",
                ",\"reconnection\":true,\"reconnectionDelay\":10,\"reconnectionDelayMax\":50");
        node.call("carl", "joinRoom", "{\"roomId\":\"" + room + "\"}");

        node.cut("carl");
        fixture.agent("bob").send(SendMessage.of(room, "while you were away"));

        node.event("carl", "newMessage", data -> data.path("message").asText().equals("while you were away"));
        fixture.agent("bob").send(SendMessage.of(room, "and now"));
        node.event("carl", "newMessage", data -> data.path("message").asText().equals("and now"));
        node.close("carl");
    }

    @Test
    void a_client_without_a_valid_token_is_told_why_it_gets_no_socket() {
        node.open("forged", server.port(), "/chat", "{\"auth\":{\"token\":\"forged\"}}");

        assertThat(node.event("forged", "#refused").path("code").asText()).isEqualTo("AUTHENTICATION_REQUIRED");
    }
}
