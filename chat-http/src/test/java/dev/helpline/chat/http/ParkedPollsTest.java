package dev.helpline.chat.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.helpline.chat.core.policy.ChatPolicy;
import dev.helpline.chat.spi.limit.Limit;
import dev.helpline.chat.testkit.time.Await;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URLEncoder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Polls that wait are connections, not threads. */
class ParkedPollsTest {
    private static final int POLLS = 2000;

    private final ChatFixture fixture = ChatFixture.with(
            ChatPolicy.builder(),
            http -> http.waitingPollsPerSession(POLLS)
                    .waitingPollsPerCaller(POLLS)
                    .waitingPolls(POLLS)
                    .customerReads(new Limit(2 * POLLS, Duration.ofMinutes(1))));
    private final List<Socket> sockets = new ArrayList<>();

    @AfterEach
    void close() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
        fixture.close();
    }

    @ParameterizedTest
    @EnumSource
    void two_thousand_waiting_polls_add_no_thread_and_all_return(ServerUnderTest.Kind kind) throws IOException {
        fixture.start("alice", "s-1");
        String token = fixture.tokens.customer("alice");
        String cursor = fixture.get("/api/chat/poll/s-1")
                .token(token)
                .expect(200)
                .data()
                .path("cursor")
                .asText();
        try (ServerUnderTest server = kind.start(fixture.http)) {
            new RealHttp().get(server.uri("/api/chat/config"), null);
            int threads = ManagementFactory.getThreadMXBean().getThreadCount();

            for (int i = 0; i < POLLS; i++) {
                park(server, cursor, token);
            }
            Await.until(() -> fixture.http.waitingPolls() == POLLS);

            assertThat(ManagementFactory.getThreadMXBean().getThreadCount()).isLessThanOrEqualTo(threads);
            fixture.answer("sarah", "s-1", "m-1", "Here I am");
            for (Socket socket : sockets) {
                assertThat(statusOf(socket)).isEqualTo("HTTP/1.1 200 OK");
            }
        }
    }

    private void park(ServerUnderTest server, String cursor, String token) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
        sockets.add(socket);
        socket.setSoTimeout(30_000);
        String request = "GET /api/chat/poll/s-1?wait=25&after=" + URLEncoder.encode(cursor, UTF_8) + " HTTP/1.1\r\n"
                + "Host: localhost\r\nAuthorization: Bearer " + token + "\r\n\r\n";
        socket.getOutputStream().write(request.getBytes(US_ASCII));
    }

    private static String statusOf(Socket socket) throws IOException {
        return new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII))
                .readLine()
                .strip();
    }
}
