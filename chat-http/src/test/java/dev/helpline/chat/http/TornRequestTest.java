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
 * A request whose end was lost on its way is not judged as if it were whole: the connection closes, the server refuses a
 * head that it cannot read, or the chat says that the body did not arrive whole. Any other refusal would be final for a
 * client that has done nothing wrong.
 */
class TornRequestTest {
    private static final int PATIENCE_MILLIS = 20_000;

    private final House house = House.strict();

    @AfterEach
    void close() {
        house.close();
    }

    @ParameterizedTest
    @EnumSource
    void a_message_is_not_judged_wherever_it_is_torn(ServerUnderTest.Kind kind) {
        house.start("alice", "s-1");
        String body = House.message("s-1", "m-1", "Where is my order?");
        String whole = """
                POST /api/chat/message HTTP/1.1
                Accept: application/json
                Authorization: Bearer %s
                Content-Type: application/json; charset=utf-8
                Content-Length: %d
                Host: localhost

                %s""".formatted(house.tokens.customer("alice"), body.length(), body);

        assertThat(judgementsOfTorn(kind, whole)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void a_poll_is_not_judged_wherever_it_is_torn(ServerUnderTest.Kind kind) {
        house.start("alice", "s-1");
        String whole = """
                GET /api/chat/poll/s-1 HTTP/1.1
                Accept: application/json
                Authorization: Bearer %s
                Host: localhost
                Connection: Keep-Alive

                """.formatted(house.tokens.customer("alice"));

        assertThat(judgementsOfTorn(kind, whole)).noneMatch(answer -> answer.contains("\"success\":false"));
    }

    private List<String> judgementsOfTorn(ServerUnderTest.Kind kind, String request) {
        String whole = request.replace("\n", "\r\n");
        try (ServerUnderTest server = kind.start(house.http)) {
            return IntStream.range(1, whole.length())
                    .mapToObj(end -> answerTo(server, whole.substring(0, end)))
                    .filter(answer -> answer.contains("\"success\":"))
                    .filter(answer -> !answer.contains("\"code\":\"REQUEST_INCOMPLETE\""))
                    .toList();
        }
    }

    /** What a client receives that sends no more; empty if the server closes the connection. */
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
