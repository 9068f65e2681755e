package dev.helpline.chat.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.helpline.chat.testkit.time.Await;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Sockets over real servers. */
class SocketServerTest {
    private static final String PATH = "/api/chat/ws/s-1";

    private final ChatFixture fixture = ChatFixture.strict();
    private final String customer = fixture.tokens.customer("carla");
    private final String agent = fixture.tokens.agent("sarah");
    private @Nullable ServerUnderTest server;

    @AfterEach
    void close() {
        fixture.close();
        Objects.requireNonNull(server).close();
    }

    private enum Container {
        JETTY,
        TOMCAT
    }

    private void start(Container container) {
        server = container == Container.JETTY
                ? new JettyServerUnderTest(fixture.http)
                : new TomcatServerUnderTest(fixture.http);
        fixture.start("carla", "s-1");
    }

    private URI uri(String path) {
        return URI.create(Objects.requireNonNull(server).uri(path).toString().replaceFirst("http", "ws"));
    }

    @ParameterizedTest
    @EnumSource
    void a_conversation(Container container) {
        start(container);
        NetworkSocket carla = NetworkSocket.connect(uri(PATH), customer);
        NetworkSocket sarah = NetworkSocket.connect(uri("/api/admin/chat/ws"), agent);
        carla.inbox.expect("ready");
        carla.inbox.expect("new_message");
        sarah.inbox.expect("welcome");

        sarah.send("{'type':'subscribe','sessionId':'s-1'}");
        sarah.inbox.expect("ready");
        sarah.inbox.expect("new_message");
        carla.send("{'type':'message','messageId':'m-1','message':'Grüße 🎉'}");
        assertThat(carla.inbox.skipTo("ack").path("seq").asLong()).isEqualTo(2);
        assertThat(sarah.inbox.expect("new_message").at("/message/message").asText())
                .isEqualTo("Grüße 🎉");
        sarah.send("{'type':'message','sessionId':'s-1','messageId':'a-1','message':'Hello'}");
        JsonNode answer = carla.inbox.skipTo("new_message");
        while (!answer.at("/message/messageId").asText().equals("a-1")) {
            answer = carla.inbox.skipTo("new_message");
        }
        fixture.end("sarah", "s-1");

        assertThat(carla.inbox.skipTo("session_ended").at("/session/status").asText())
                .isEqualTo("ended_by_admin");
        assertThat(sarah.inbox.skipTo("session_ended").at("/session/status").asText())
                .isEqualTo("ended_by_admin");
        carla.close();
        sarah.close();
        Await.until(() -> fixture.http.openSockets() == 0);
    }

    @ParameterizedTest
    @EnumSource
    void a_rejected_handshake_has_the_status_of_any_call(Container container) {
        start(container);

        assertThat(NetworkSocket.rejection(
                        uri(PATH), NetworkSocket.builder().header("Authorization", "Bearer nonsense")))
                .isEqualTo(401);
        assertThat(NetworkSocket.rejection(uri("/api/chat/ws/"), NetworkSocket.builder()))
                .isEqualTo(404);
        assertThat(NetworkSocket.rejection(uri(PATH), NetworkSocket.builder().header("Origin", "https://evil.example")))
                .isEqualTo(403);
    }

    @ParameterizedTest
    @EnumSource
    void a_long_message_arrives_in_parts_and_one_that_is_too_long_closes_the_socket(Container container) {
        start(container);
        NetworkSocket carla = NetworkSocket.connect(uri(PATH), customer);
        carla.inbox.expect("ready");
        carla.inbox.expect("new_message");
        String padding = "x".repeat(60_000);

        carla.send("{'type':'ping','padding':'" + padding + "'}");
        carla.inbox.expect("pong");
        carla.sendInVain("{'type':'ping','padding':'" + padding + padding + "'}");

        assertThat(carla.inbox.closeCode()).isEqualTo(1009);
    }

    @ParameterizedTest
    @EnumSource
    void a_binary_message_closes_the_socket(Container container) {
        start(container);
        NetworkSocket carla = NetworkSocket.connect(uri(PATH), customer);

        carla.sendBinary(new byte[] {1, 2, 3});

        assertThat(carla.inbox.closeCode()).isEqualTo(1003);
    }

    @ParameterizedTest
    @EnumSource
    void a_socket_that_is_not_authenticated_in_time_is_closed(Container container) {
        start(container);
        NetworkSocket stranger = NetworkSocket.connect(uri(PATH), NetworkSocket.builder());

        // The client may know that the socket is open before the server has begun to measure.
        Await.until(() -> {
            fixture.time.advance(Duration.ofSeconds(5));
            return stranger.inbox.isClosed();
        });

        assertThat(stranger.inbox.closeCode()).isEqualTo(4001);
    }

    @ParameterizedTest
    @EnumSource
    void a_closing_engine_closes_the_sockets(Container container) {
        start(container);
        NetworkSocket carla = NetworkSocket.connect(uri(PATH), customer);
        carla.inbox.expect("ready");

        fixture.engine.close();

        assertThat(carla.inbox.closeCode()).isEqualTo(1001);
    }

    @ParameterizedTest
    @CsvSource({
        "JETTY,  GET, Upgrade: websocket, 13, ",
        "JETTY,  GET, Upgrade: websocket, 12, Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
        "JETTY,  GET, Upgrade: dance,     13, Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
        "JETTY,  PUT, Upgrade: websocket, 13, Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
        "TOMCAT, GET, Upgrade: websocket, 13, ",
        "TOMCAT, GET, Upgrade: websocket, 12, Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
        "TOMCAT, GET, Upgrade: dance,     13, Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
        "TOMCAT, PUT, Upgrade: websocket, 13, Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="
    })
    void a_malformed_handshake_is_the_clients_fault(
            Container container, String method, String upgrade, String version, @Nullable String key) {
        start(container);

        try (RawConnection connection = RawConnection.to(Objects.requireNonNull(server))) {
            connection.send(method + " " + PATH + " HTTP/1.1\nHost: a\nConnection: Upgrade\n" + upgrade
                    + "\nSec-WebSocket-Version: " + version + "\n" + (key == null ? "" : key + "\n") + "\n");

            assertThat(connection.statusLine()).matches("HTTP/1.1 4.*");
        }
        NetworkSocket.connect(uri(PATH), customer).inbox.expect("ready");
    }

    /** Masked with zeros, so that the payload is sent as it is. */
    @ParameterizedTest
    @EnumSource
    void invalid_UTF_8_closes_the_socket(Container container) {
        start(container);
        try (RawConnection connection = RawConnection.to(Objects.requireNonNull(server))) {
            connection.send("GET " + PATH + " HTTP/1.1\nHost: a\nConnection: Upgrade\nUpgrade: websocket\n"
                    + "Sec-WebSocket-Version: 13\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\n\n");
            assertThat(connection.statusLine()).startsWith("HTTP/1.1 101");

            connection.send("\u0081\u0082\0\0\0\0\u00c3(");

            assertThat(connection.answer(fixture.time)).isNotEmpty();
        }
        NetworkSocket.connect(uri(PATH), customer).inbox.expect("ready");
    }
}
