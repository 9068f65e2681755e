package dev.helpline.chat.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A request whose end is lost is not handled as if it were complete: the connection closes, the server rejects a head that
 * it cannot read, or the chat replies that the body did not arrive completely. Any other error would be final for a client
 * that has done nothing wrong.
 */
class TornRequestTest {
    private static final int PATIENCE_MILLIS = 20_000;

    private final ChatFixture fixture = ChatFixture.strict();

    @AfterEach
    void close() {
        fixture.close();
    }

    @ParameterizedTest
    @EnumSource
    void an_incomplete_message_is_not_handled_wherever_it_breaks_off(ServerUnderTest.Kind kind) {
        fixture.start("alice", "s-1");
        String body = ChatFixture.message("s-1", "m-1", "Where is my order?");
        String whole = """
                POST /api/chat/message HTTP/1.1
                Accept: application/json
                Authorization: Bearer %s
                Content-Type: application/json; charset=utf-8
                Content-Length: %d
                Host: localhost

                %s""".formatted(fixture.tokens.customer("alice"), body.length(), body);

        assertThat(judgementsOfTorn(kind, whole)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void an_incomplete_poll_is_not_handled_wherever_it_breaks_off(ServerUnderTest.Kind kind) {
        fixture.start("alice", "s-1");
        String whole = """
                GET /api/chat/poll/s-1 HTTP/1.1
                Accept: application/json
                Authorization: Bearer %s
                Host: localhost
                Connection: Keep-Alive

                """.formatted(fixture.tokens.customer("alice"));

        assertThat(judgementsOfTorn(kind, whole)).noneMatch(answer -> answer.contains("\"success\":false"));
    }

    private List<String> judgementsOfTorn(ServerUnderTest.Kind kind, String request) {
        String whole = request.replace("\n", "\r\n");
        try (ServerUnderTest server = kind.start(fixture.http)) {
            return IntStream.range(1, whole.length())
                    .mapToObj(end -> answerTo(server, whole.substring(0, end)))
                    .filter(answer -> answer.contains("\"success\":"))
                    .filter(answer -> !answer.contains("\"code\":\"REQUEST_INCOMPLETE\""))
                    .toList();
        }
    }

    /** The reply to a client that stops sending; empty if the server closes the connection. */
    private static String answerTo(ServerUnderTest server, String request) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.getOutputStream().write(request.getBytes(UTF_8));
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), UTF_8);
        } catch (SocketException hungUp) {
            return "";
        } catch (IOException unexpected) {
            throw new AssertionError(unexpected);
        }
    }
}
