package dev.helpline.chat.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** A gateway in Jetty, and clients of npm's socket.io-client in one process of Node. */
abstract class NodeTest {
    static final Map<String, String> TRANSPORTS = Map.of(
            "websocket", "[\"websocket\"]", "polling", "[\"polling\"]", "upgrade", "[\"polling\",\"websocket\"]");
    static final HttpClient HTTP = HttpClient.newHttpClient();

    static GatewayFixture fixture;
    static GatewayServer server;
    static NodeClients node;

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

    static void open(String name, String token, String namespace, String transport, String more) {
        node.open(
                name,
                server.port(),
                namespace,
                "{\"auth\":{\"token\":\"" + token + "\"},\"transports\":" + TRANSPORTS.get(transport) + more + "}");
        node.event(name, "#connected");
        if (transport.equals("upgrade")) {
            node.event(name, "#upgraded");
        }
    }

    static JsonNode http(String token, String method, String path) throws Exception {
        return http(token, method, path, "");
    }

    /** Calls over the network, and returns the body of the reply, which must be a success. */
    static JsonNode http(String token, String method, String path, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> response = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).as(path + ": " + response.body()).isBetween(200, 299);
        return DirectClient.read(response.body());
    }

    static void act(boolean acks, String name, String event, String data) {
        if (acks) {
            JsonNode ack = node.call(name, event, data);
            assertThat(ack.path("success").asBoolean()).as("%s: %s", event, ack).isTrue();
        } else {
            node.emit(name, event, data);
        }
    }
}
