package dev.helpline.chat.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.helpline.chat.testkit.time.Await;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Behaviour that shows only over sockets. */
class AdapterTest {
    private final ChatFixture fixture = ChatFixture.strict();
    private final RealHttp client = new RealHttp();

    @BeforeEach
    void startASession() {
        fixture.start("alice", "s-1");
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @ParameterizedTest
    @EnumSource
    void text_of_every_alphabet_arrives_and_comes_back(ServerUnderTest.Kind kind) {
        String text = "Grüße \u4f60\u597d \ud83d\ude80 <b>&amp;</b>";
        try (ServerUnderTest server = kind.start(fixture.http)) {
            Reply sent = client.post(
                    server.uri("/api/chat/message"),
                    fixture.tokens.customer("alice"),
                    ChatFixture.message("s-1", "m-1", text));
            Reply read = client.get(server.uri("/api/chat/messages/s-1"), fixture.tokens.customer("alice"));

            assertThat(sent.status()).isEqualTo(200);
            assertThat(read.data().at("/messages/0/message").asText()).isEqualTo(text);
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_body_that_is_too_long_is_refused(ServerUnderTest.Kind kind) {
        try (ServerUnderTest server = kind.start(fixture.http)) {
            Reply reply = client.post(
                    server.uri("/api/chat/message"),
                    fixture.tokens.customer("alice"),
                    ChatFixture.message("s-1", "m-1", "x".repeat(300 * 1024)));

            assertThat(reply.status()).isEqualTo(413);
            assertThat(reply.code()).isEqualTo("PAYLOAD_TOO_LARGE");
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_long_reply_arrives_completely(ServerUnderTest.Kind kind) {
        for (int i = 0; i < 20; i++) {
            fixture.say("alice", "s-1", "m-" + i, "long ".repeat(999));
        }
        try (ServerUnderTest server = kind.start(fixture.http)) {
            Reply read = client.get(server.uri("/api/chat/messages/s-1"), fixture.tokens.customer("alice"));

            assertThat(read.data().path("messages")).hasSize(20);
            assertThat(read.text()).hasSizeGreaterThan(99_000);
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_file_of_ten_megabytes_comes_back_byte_by_byte(ServerUnderTest.Kind kind) throws Exception {
        int part = 256 * 1024;
        byte[] file = new byte[40 * part];
        for (int i = 0; i < file.length; i++) {
            file[i] = (byte) ('a' + i % 23);
        }
        String path = "/api/chat/attachments/s-1/f-1";
        String alice = fixture.tokens.customer("alice");
        // over HTTP/1.1: where the server offers h2c, the client of Java 25 sometimes loses the frames of a long reply
        // to an upgrade
        HttpClient http =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        fixture.upload("alice", "s-1", "f-1", file.length);
        try (ServerUnderTest server = kind.start(fixture.http)) {
            for (int at = 0; at < file.length; at += part) {
                HttpRequest put = HttpRequest.newBuilder(server.uri(path + "?offset=" + at))
                        .header("Authorization", "Bearer " + alice)
                        .PUT(BodyPublishers.ofByteArray(file, at, part))
                        .build();
                assertThat(http.send(put, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
            }
            fixture.post("/api/chat/message", "{\"sessionId\":\"s-1\",\"attachmentIds\":[\"f-1\"]}")
                    .token(alice)
                    .expect(200);
            HttpRequest get = HttpRequest.newBuilder(server.uri(path))
                    .header("Authorization", "Bearer " + alice)
                    .build();
            HttpResponse<byte[]> whole = http.send(get, BodyHandlers.ofByteArray());
            HttpRequest tail = HttpRequest.newBuilder(server.uri(path))
                    .header("Authorization", "Bearer " + alice)
                    .header("Range", "bytes=-5")
                    .build();

            assertThat(whole.statusCode()).isEqualTo(200);
            assertThat(whole.body()).isEqualTo(file);
            assertThat(http.send(tail, BodyHandlers.ofByteArray()).body())
                    .isEqualTo(Arrays.copyOfRange(file, file.length - 5, file.length));
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_body_in_several_parts_is_assembled(ServerUnderTest.Kind kind) throws IOException {
        String body = ChatFixture.message("s-1", "m-1", "in pieces");
        String head = "POST /api/chat/message HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                + "Connection: close\r\nTransfer-Encoding: chunked\r\nAuthorization: Bearer "
                + fixture.tokens.customer("alice") + "\r\n\r\n";
        StringBuilder chunks = new StringBuilder(head);
        body.chars().forEach(c -> chunks.append("1\r\n").append((char) c).append("\r\n"));

        try (ServerUnderTest server = kind.start(fixture.http)) {
            assertThat(exchange(server, chunks + "0\r\n\r\n"))
                    .startsWith("HTTP/1.1 200")
                    .contains("\"status\":\"sent\"");
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_request_id_with_a_line_break_makes_no_header(ServerUnderTest.Kind kind) throws IOException {
        String request = String.join(
                "\r\n",
                "GET /api/chat/config HTTP/1.1",
                "Host: x",
                "Connection: close",
                "X-Request-Id: a%0d%0aSet-Cookie:x=1",
                "",
                "");

        try (ServerUnderTest server = kind.start(fixture.http)) {
            assertThat(exchange(server, request)).startsWith("HTTP/1.1 200").doesNotContain("Set-Cookie");
        }
    }

    @ParameterizedTest
    @EnumSource
    void header_text_that_is_not_valid_utf_8_is_rejected(ServerUnderTest.Kind kind) throws IOException {
        String token = fixture.tokens.customer("alice");
        try (ServerUnderTest server = kind.start(fixture.http)) {
            // One character stands for one byte here: é in ISO 8859-1, an overlong slash, a surrogate, half an é.
            for (String unsound : List.of("\u00e9", "\u00c0\u00af", "\u00ed\u00a0\u0080", "\u00c3")) {
                assertThat(exchange(server, history("Authorization: Bearer " + token + unsound)))
                        .startsWith("HTTP/1.1 400")
                        .contains("VALIDATION_ERROR");
                assertThat(exchange(server, history("Origin: " + unsound, "Authorization: Bearer " + token)))
                        .startsWith("HTTP/1.1 400")
                        .contains("VALIDATION_ERROR");
            }
            assertThat(exchange(server, history("Authorization: Bearer " + token + "\u00c3\u00a9")))
                    .startsWith("HTTP/1.1 401")
                    .contains("AUTHENTICATION_FAILED");
            assertThat(exchange(server, history("X-Device: M\u00fcller", "Authorization: Bearer " + token)))
                    .startsWith("HTTP/1.1 200");
        }
    }

    private static String history(String... headers) {
        return "GET /api/chat/history HTTP/1.1\r\nHost: x\r\nConnection: close\r\n" + String.join("\r\n", headers)
                + "\r\n\r\n";
    }

    @ParameterizedTest
    @EnumSource
    void a_request_that_breaks_off_affects_no_other_call(ServerUnderTest.Kind kind) throws IOException {
        try (ServerUnderTest server = kind.start(fixture.http)) {
            for (int i = 0; i < 20; i++) {
                try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
                    socket.getOutputStream()
                            .write(("POST /api/chat/message HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n"
                                            + "Content-Type: application/json\r\n\r\n{\"sess")
                                    .getBytes(UTF_8));
                }
            }

            assertThat(client.get(server.uri("/api/chat/config"), null).status())
                    .isEqualTo(200);
        }
    }

    /** Over HTTP/1.1 Jetty does not look at a connection that only waits; over HTTP/2 a client says that it goes. */
    @Test
    void a_waiting_poll_whose_client_disconnects_gives_its_place_back() {
        HttpClient http2 =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build();
        try (ServerUnderTest server = new JettyServerUnderTest(fixture.http)) {
            assertThat(http2.sendAsync(
                                    HttpRequest.newBuilder(server.uri("/api/chat/config"))
                                            .build(),
                                    BodyHandlers.ofString())
                            .join()
                            .version())
                    .isEqualTo(HttpClient.Version.HTTP_2);
            CompletableFuture<HttpResponse<String>> poll = waitingPoll(http2, server);

            poll.cancel(true);

            Await.until(() -> fixture.http.waitingPolls() == 0);
        }
    }

    /** Polls until a poll waits: the first ones may be told at once what changed by itself after the start, such as the place in the queue. */
    private CompletableFuture<HttpResponse<String>> waitingPoll(HttpClient client, ServerUnderTest server) {
        while (true) {
            String cursor = fixture.get("/api/chat/poll/s-1")
                    .token(fixture.tokens.customer("alice"))
                    .expect(200)
                    .data()
                    .path("cursor")
                    .asText();
            String path = "/api/chat/poll/s-1?wait=25&after=" + URLEncoder.encode(cursor, UTF_8);
            HttpRequest request = HttpRequest.newBuilder(server.uri(path))
                    .header("Authorization", "Bearer " + fixture.tokens.customer("alice"))
                    .build();
            CompletableFuture<HttpResponse<String>> poll = client.sendAsync(request, BodyHandlers.ofString());
            Await.until(() -> poll.isDone() || fixture.http.waitingPolls() == 1);
            if (!poll.isDone()) {
                return poll;
            }
        }
    }

    private static String exchange(ServerUnderTest server, String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.setSoTimeout(20_000);
            OutputStream out = socket.getOutputStream();
            out.write(request.getBytes(ISO_8859_1));
            out.flush();
            return readAll(socket.getInputStream());
        }
    }

    private static String readAll(InputStream in) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        try {
            in.transferTo(all);
        } catch (SocketException closedHard) {
            return all.toString(UTF_8);
        }
        return all.toString(UTF_8);
    }
}
