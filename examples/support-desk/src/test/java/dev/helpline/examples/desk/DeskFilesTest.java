package dev.helpline.examples.desk;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.helpline.chat.jwt.TokenIssuer;
import dev.helpline.chat.spi.auth.Principal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files at a running desk. */
class DeskFilesTest {
    private static final String SECRET = "a secret of at least thirty-two bytes";
    private static final String FILE = "/api/chat/attachments/s-1/f-1";

    @TempDir
    Path directory;

    private final HttpClient http = HttpClient.newHttpClient();
    private final String customer =
            new TokenIssuer(SECRET.getBytes(UTF_8)).issue(Principal.customer("ada", "Ada"), Duration.ofMinutes(30));

    @Test
    void a_file_outlives_a_restart() throws Exception {
        try (SupportDesk desk = start()) {
            post(desk, "/api/chat/session", "{\"sessionId\":\"s-1\"}");
            post(desk, "/api/chat/attachments", upload(9));
            put(desk, 0, "some text".getBytes(UTF_8));
            post(desk, "/api/chat/message", "{\"sessionId\":\"s-1\",\"attachmentIds\":[\"f-1\"]}");
        }
        try (SupportDesk desk = start()) {
            assertThat(send(request(desk, FILE).GET()).body()).isEqualTo("some text");
        }
    }

    @Test
    void a_client_that_is_killed_within_an_upload_leaves_what_is_whole_and_nothing_else() throws Exception {
        int part = 256 * 1024;
        try (SupportDesk desk = start()) {
            post(desk, "/api/chat/session", "{\"sessionId\":\"s-1\"}");
            post(desk, "/api/chat/attachments", upload(2 * part));
            put(desk, 0, "x".repeat(part).getBytes(UTF_8));
            for (int sent : new int[] {0, 1, 1000, part / 2, part - 1}) {
                killedAfter(sent, desk);
            }

            assertThat(post(desk, "/api/chat/attachments", upload(2 * part))).contains("\"received\":" + part + ",");
            assertThat(files()).isEqualTo(1);
            send(request(desk, FILE).DELETE());
            assertThat(files()).isZero();
        }
    }

    /** Sends a part of this many bytes, of which the server expects more, and closes the connection. */
    private void killedAfter(int sent, SupportDesk desk) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), desk.port())) {
            OutputStream out = socket.getOutputStream();
            out.write(("PUT " + FILE + "?offset=262144 HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + customer
                            + "\r\nContent-Length: 262144\r\n\r\n" + "y".repeat(sent))
                    .getBytes(ISO_8859_1));
            out.flush();
        }
    }

    private long files() throws IOException {
        try (Stream<Path> all = Files.walk(directory.resolve("files"))) {
            return all.filter(Files::isRegularFile).count();
        }
    }

    private static String upload(int size) {
        return "{\"sessionId\":\"s-1\",\"attachmentId\":\"f-1\",\"name\":\"notes.txt\",\"size\":" + size + "}";
    }

    private String post(SupportDesk desk, String path, String json) throws Exception {
        HttpResponse<String> reply = send(
                request(desk, path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(json)));
        assertThat(reply.statusCode()).as(reply.body()).isEqualTo(200);
        return reply.body();
    }

    private void put(SupportDesk desk, int offset, byte[] part) throws Exception {
        HttpResponse<String> reply =
                send(request(desk, FILE + "?offset=" + offset).PUT(BodyPublishers.ofByteArray(part)));
        assertThat(reply.statusCode()).as(reply.body()).isEqualTo(200);
    }

    private HttpRequest.Builder request(SupportDesk desk, String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + desk.port() + path))
                .header("Authorization", "Bearer " + customer);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return http.send(request.build(), BodyHandlers.ofString());
    }

    private SupportDesk start() throws Exception {
        DeskConfig config = DeskConfig.from(Map.of(
                "PORT",
                "0",
                "HOST",
                "127.0.0.1",
                "WARM_UP_SECONDS",
                "0",
                "DATA_DIR",
                directory.toString(),
                "JWT_SECRET",
                SECRET,
                "ADMIN_JWT_SECRET",
                SECRET + " of another kind"));
        return SupportDesk.start(config, new PrintStream(new ByteArrayOutputStream(), true, ISO_8859_1));
    }
}
