package dev.helpline.examples.desk;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The replies of the desk's server to requests that do not reach the chat. */
class DeskServerTest {
    private static final int PATIENCE_MILLIS = 60_000;

    @TempDir
    Path directory;

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "no request line         | hello                                              | 400 | BAD_REQUEST",
                "no such protocol        | GET /api/chat/config HTTP/9.9                      | 400 | BAD_REQUEST",
                "a bad Host              | GET /api/chat/config HTTP/1.1~Host: a{b}           | 400 | BAD_REQUEST",
                "two Hosts               | GET /api/chat/config HTTP/1.1~Host: a~Host: b      | 400 | BAD_REQUEST",
                "two lengths             | GET /api/chat/config HTTP/1.1~Host: a~Content-Length: 1~Content-Length: 2 | 400 | BAD_REQUEST",
                "a length and chunks     | POST /api/chat/message HTTP/1.1~Host: a~Content-Length: 1~Transfer-Encoding: chunked | 400 | BAD_REQUEST",
                "an endless path         | GET /LONG HTTP/1.1~Host: a                         | 414 | URI_TOO_LONG",
                "an endless header       | GET /api/chat/config HTTP/1.1~Host: a~X: LONG      | 431 | HEADERS_TOO_LARGE",
                "a path that climbs      | GET /api/%2e%2e/chat HTTP/1.1~Host: a              | 400 | BAD_REQUEST",
                "a path with a slash     | GET /api/chat%2fconfig HTTP/1.1~Host: a            | 400 | BAD_REQUEST",
            })
    void a_request_that_the_server_refuses_gets_the_envelope(String what, String request, int status, String code)
            throws Exception {
        String head = request.strip().replace("LONG", "x".repeat(70_000)).replace("~", "\r\n");
        try (SupportDesk desk = start()) {
            String answer = exchange(desk.port(), head + "\r\nConnection: close\r\n\r\n");

            assertThat(answer)
                    .startsWith("HTTP/1.1 " + status)
                    .contains("\"code\":\"" + code + "\"", "\"requestId\":\"");
            assertThat(answer).containsIgnoringCase("X-Request-Id: ").containsIgnoringCase("nosniff");
            assertThat(answer).doesNotContainIgnoringCase("<html", "text/html");
        }
    }

    @Test
    void a_head_that_does_not_end_is_not_waited_for() throws Exception {
        Server server = new Server();
        ServerConnector connector = new ServerConnector(server);
        connector.setHost("127.0.0.1");
        connector.addBean(new SlowHeads(connector.getScheduler(), Duration.ofMillis(100)));
        server.addConnector(connector);
        server.start();
        try {
            assertThat(exchange(connector.getLocalPort(), "GET / HTTP/1.1\r\nHost: a\r\nX-Slow: "))
                    .doesNotContain("HTTP/1.1 2");
        } finally {
            server.stop();
        }
    }

    private SupportDesk start() throws Exception {
        DeskConfig config =
                DeskConfig.from(Map.of("PORT", "0", "WARM_UP_SECONDS", "0", "DATA_DIR", directory.toString()));
        return SupportDesk.start(config, new PrintStream(new ByteArrayOutputStream(), true, ISO_8859_1));
    }

    /** What the server sends until it closes the connection. */
    private static String exchange(int port, String request) throws IOException {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.getOutputStream().write(request.getBytes(ISO_8859_1));
            socket.getInputStream().transferTo(answer);
        } catch (SocketException reset) {
            return answer.toString(ISO_8859_1);
        }
        return answer.toString(ISO_8859_1);
    }
}
