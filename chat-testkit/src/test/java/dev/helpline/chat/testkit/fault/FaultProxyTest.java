package dev.helpline.chat.testkit.fault;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.helpline.chat.testkit.fault.LinkFault.Direction;
import dev.helpline.chat.testkit.fault.LinkFault.Kind;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(30)
class FaultProxyTest {
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    private final ServerSocket server = listening();
    private final FaultProxy proxy = FaultProxy.before(server.getLocalPort());

    /** Both ends of one connection through the proxy. */
    private record Ends(Socket client, Socket server) {
        void clientSays(String text) throws IOException {
            client.getOutputStream().write(text.getBytes(UTF_8));
        }

        void serverSays(String text) throws IOException {
            server.getOutputStream().write(text.getBytes(UTF_8));
        }

        String serverHears(int count) throws IOException {
            return new String(server.getInputStream().readNBytes(count), UTF_8);
        }

        String clientHears(int count) throws IOException {
            return new String(client.getInputStream().readNBytes(count), UTF_8);
        }
    }

    private static ServerSocket listening() {
        try {
            return new ServerSocket(0, 50, LOOPBACK);
        } catch (IOException noPort) {
            throw new AssertionError(noPort);
        }
    }

    private Ends connect() throws IOException {
        Socket client = new Socket(LOOPBACK, proxy.port());
        return new Ends(client, server.accept());
    }

    @BeforeEach
    void doNotWaitForEver() throws IOException {
        server.setSoTimeout(10_000);
    }

    @AfterEach
    void close() throws IOException {
        proxy.close();
        server.close();
    }

    @Test
    void without_a_fault_bytes_pass_both_ways_until_both_have_said_all() throws IOException {
        Ends ends = connect();

        ends.clientSays("question");
        ends.client().shutdownOutput();
        assertThat(ends.serverHears(99)).isEqualTo("question");
        ends.serverSays("answer");
        ends.server().shutdownOutput();

        assertThat(ends.clientHears(99)).isEqualTo("answer");
    }

    @Test
    void a_request_is_torn_where_told() throws IOException {
        proxy.next(LinkFault.cutToServer(5));
        Ends ends = connect();

        ends.clientSays("a question");

        assertThat(ends.serverHears(99)).isEqualTo("a que");
    }

    @Test
    void a_response_is_torn_where_told_although_the_server_got_the_request() throws IOException {
        proxy.next(LinkFault.cutToClient(3));
        Ends ends = connect();

        ends.clientSays("question");
        assertThat(ends.serverHears(8)).isEqualTo("question");
        ends.serverSays("answer");

        assertThat(ends.clientHears(99)).isEqualTo("ans");
    }

    @ParameterizedTest
    @EnumSource(Direction.class)
    void a_reset_reaches_both_sides(Direction direction) throws IOException {
        proxy.next(LinkFault.of(Kind.RESET, direction, 0));

        Ends ends = connect();

        assertThatThrownBy(() -> ends.clientHears(1)).isInstanceOf(SocketException.class);
        assertThatThrownBy(() -> ends.serverHears(1)).isInstanceOf(SocketException.class);
    }

    @Test
    void a_half_closed_direction_ends_and_the_other_goes_on() throws IOException {
        proxy.next(LinkFault.of(Kind.HALF_CLOSE, Direction.TO_SERVER, 4));
        Ends ends = connect();

        ends.clientSays("question");
        assertThat(ends.serverHears(99)).isEqualTo("ques");
        ends.serverSays("what?");

        assertThat(ends.clientHears(5)).isEqualTo("what?");
    }

    @ParameterizedTest
    @EnumSource(Direction.class)
    void a_trickle_brings_everything(Direction direction) throws IOException {
        proxy.next(LinkFault.of(Kind.TRICKLE, direction, 2));
        Ends ends = connect();

        ends.clientSays("question");
        ends.serverSays("answer");

        assertThat(ends.serverHears(8)).isEqualTo("question");
        assertThat(ends.clientHears(6)).isEqualTo("answer");
    }

    @Test
    void a_delayed_direction_is_late() throws IOException {
        proxy.next(LinkFault.delay(Direction.TO_SERVER, Duration.ofMillis(100)));
        Ends ends = connect();
        long before = System.nanoTime();

        ends.clientSays("question");

        assertThat(ends.serverHears(8)).isEqualTo("question");
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThanOrEqualTo(Duration.ofMillis(100));
    }

    @Test
    void what_is_paused_stays_on_its_way_until_it_is_resumed() throws IOException {
        Ends ends = connect();
        ends.server().setSoTimeout(100);

        proxy.pause();
        ends.clientSays("question");
        assertThatThrownBy(() -> ends.serverHears(8)).isInstanceOf(SocketTimeoutException.class);
        proxy.resume();
        ends.server().setSoTimeout(10_000);

        assertThat(ends.serverHears(8)).isEqualTo("question");
    }

    @Test
    void a_reply_that_is_lost_never_comes_although_the_server_got_the_request() throws IOException {
        Ends ends = connect();
        proxy.loseReplies();

        ends.clientSays("request");
        String request = ends.serverHears(7);
        ends.serverSays("response");

        assertThat(request).isEqualTo("request");
        ends.client().setSoTimeout(200);
        assertThatThrownBy(() -> ends.clientHears(1)).isInstanceOf(SocketTimeoutException.class);
        Ends later = connect();
        later.serverSays("hello");
        assertThat(later.clientHears(5)).isEqualTo("hello");
    }

    @Test
    void a_duplicated_connection_asks_the_server_twice_and_gets_one_response() throws IOException {
        proxy.next(LinkFault.of(Kind.DUPLICATE, Direction.TO_SERVER, 0));
        Ends ends = connect();

        ends.clientSays("question");
        try (Socket second = server.accept()) {
            assertThat(ends.serverHears(8)).isEqualTo("question");
            assertThat(second.getInputStream().readNBytes(8)).isEqualTo("question".getBytes(UTF_8));
            second.getOutputStream().write("another".getBytes(UTF_8));
        }
        ends.serverSays("answer");
        ends.server().shutdownOutput();

        assertThat(ends.clientHears(99)).isEqualTo("answer");
    }

    @Test
    void a_bad_gateway_replaces_a_response_that_begins_and_not_the_rest_of_one() throws IOException {
        proxy.next(LinkFault.of(Kind.BAD_GATEWAY, Direction.TO_CLIENT, 3));
        Ends ends = connect();

        ends.clientSays("question");
        assertThat(ends.serverHears(8)).isEqualTo("question");
        ends.serverSays("answer");
        assertThat(ends.clientHears(6)).isEqualTo("answer");
        ends.clientSays("another");
        assertThat(ends.serverHears(7)).isEqualTo("another");
        ends.serverSays("stored");

        assertThat(ends.clientHears(99)).startsWith("HTTP/1.1 502 ").endsWith("\r\n\r\n");
    }

    @Test
    void what_a_fault_cannot_be_is_refused() {
        assertThatThrownBy(() -> LinkFault.of(Kind.DUPLICATE, Direction.TO_SERVER, 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> LinkFault.of(Kind.DUPLICATE, Direction.TO_CLIENT, 0))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> LinkFault.of(Kind.BAD_GATEWAY, Direction.TO_SERVER, 0))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void new_connections_are_refused_until_they_are_accepted_again() throws IOException {
        Ends ends = connect();

        proxy.refuse();

        assertThatThrownBy(() -> new Socket(LOOPBACK, proxy.port())).isInstanceOf(ConnectException.class);
        ends.clientSays("still here");
        assertThat(ends.serverHears(10)).isEqualTo("still here");
        proxy.accept();
        Ends later = connect();
        later.clientSays("back");
        assertThat(later.serverHears(4)).isEqualTo("back");
    }

    @Test
    void scripted_connections_come_first_then_the_plan() throws IOException {
        proxy.fromNowOn(LinkFault.cutToServer(2)).next(LinkFault.cutToServer(1), LinkFault.none());

        assertThat(heardOf("abc")).isEqualTo("a");
        assertThat(heardOf("abc")).isEqualTo("abc");
        assertThat(heardOf("abc")).isEqualTo("ab");
        assertThat(proxy.accepted()).isEqualTo(3);
    }

    private String heardOf(String text) throws IOException {
        Ends ends = connect();
        ends.clientSays(text);
        ends.client().shutdownOutput();
        return ends.serverHears(99);
    }

    @Test
    void closing_resets_what_there_is_also_what_is_paused() throws IOException {
        Ends ends = connect();
        proxy.pause();
        ends.clientSays("question");

        proxy.close();

        assertThatThrownBy(() -> ends.clientHears(1)).isInstanceOf(SocketException.class);
        assertThat(proxy.connections()).isZero();
    }
}
