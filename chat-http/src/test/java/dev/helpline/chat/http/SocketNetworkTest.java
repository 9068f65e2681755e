package dev.helpline.chat.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.helpline.chat.testkit.time.Await;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Sockets that break at any moment, over a real network and a real server. */
class SocketNetworkTest {
    private static final int MESSAGES = 25;

    private final ChatFixture fixture = ChatFixture.strict();
    private final String token = fixture.tokens.customer("carla");
    private final ServerUnderTest server = new JettyServerUnderTest(fixture.http);

    @AfterEach
    void close() {
        fixture.close();
        server.close();
    }

    @Test
    void a_message_whose_socket_breaks_before_the_ack_is_stored_once_however_often_it_is_sent() {
        fixture.start("carla", "s-1");
        Random random = new Random(7);

        for (int i = 0; i < MESSAGES; i++) {
            String frame = "{'type':'message','messageId':'m-" + i + "','message':'Hello'}";
            for (int broken = random.nextInt(3); broken > 0; broken--) {
                try (NetworkSocket socket = connect()) {
                    socket.send(frame);
                }
            }
            try (NetworkSocket socket = connect()) {
                socket.send(frame);
                assertThat(socket.inbox.skipTo("ack").path("messageId").asText())
                        .isEqualTo("m-" + i);
            }
        }

        List<String> stored = new ArrayList<>();
        fixture.get("/api/chat/messages/s-1?limit=100")
                .token(token)
                .expect(200)
                .data()
                .path("messages")
                .forEach(message -> stored.add(message.path("messageId").asText()));
        assertThat(stored)
                .containsExactlyElementsOf(
                        IntStream.range(0, MESSAGES).mapToObj(i -> "m-" + i).toList());
        Await.until(() -> fixture.http.openSockets() == 0);
        assertThat(fixture.http.bodyBytes()).isZero();
    }

    @Test
    void a_client_whose_socket_breaks_while_it_reads_gets_each_entry_once_and_in_order() {
        fixture.start("carla", "s-1");
        IntStream.range(0, MESSAGES).forEach(i -> fixture.say("carla", "s-1", "m-" + i, "Hello"));
        Random random = new Random(11);
        List<Integer> seqs = new ArrayList<>();
        String cursor = "";

        while (seqs.size() <= MESSAGES) {
            try (NetworkSocket socket = NetworkSocket.connect(
                    uri("/api/chat/ws/s-1" + (cursor.isEmpty() ? "" : "?after=" + cursor)), token)) {
                socket.inbox.expect("ready");
                int read = Math.min(1 + random.nextInt(4), MESSAGES + 1 - seqs.size());
                for (int i = 0; i < read; i++) {
                    JsonNode frame = socket.inbox.expect("new_message");
                    seqs.add(frame.at("/message/seq").asInt());
                    cursor = frame.path("cursor").asText();
                }
            }
        }

        assertThat(seqs)
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, MESSAGES + 1).boxed().toList());
        Await.until(() -> fixture.http.openSockets() == 0);
    }

    /** Waits for the server to notice that the last socket is broken, since a session has 8 places only. */
    private NetworkSocket connect() {
        Await.until(() -> fixture.http.openSockets() == 0);
        return NetworkSocket.connect(uri("/api/chat/ws/s-1"), token);
    }

    private URI uri(String path) {
        return URI.create(server.uri(path).toString().replaceFirst("http", "ws"));
    }
}
