package dev.helpline.chat.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class GuardedSocketsTest {
    private final InetAddress loopback = InetAddress.getLoopbackAddress();

    @Test
    void no_way_to_make_a_socket_leads_around_the_guard() throws IOException {
        GuardedSockets guarded = new GuardedSockets(PublicAddresses::isPublic);
        try (ServerSocket server = new ServerSocket(0, 1, loopback)) {
            int port = server.getLocalPort();

            assertThat(List.<ThrowingCallable>of(
                            () -> guarded.createSocket("127.0.0.1", port),
                            () -> guarded.createSocket("127.0.0.1", port, loopback, 0),
                            () -> guarded.createSocket(loopback, port),
                            () -> guarded.createSocket(loopback, port, loopback, 0)))
                    .allSatisfy(
                            call -> assertThatIOException().isThrownBy(call).withMessageContaining("public internet"));
        }
    }

    @Test
    void a_permitted_address_is_reached() throws IOException {
        GuardedSockets open = new GuardedSockets(address -> true);
        try (ServerSocket server = new ServerSocket(0, 4, loopback);
                Socket byAddress = open.createSocket(loopback, server.getLocalPort());
                Socket bound = open.createSocket(loopback, server.getLocalPort(), loopback, 0)) {
            assertThat(byAddress.isConnected()).isTrue();
            assertThat(bound.getLocalAddress()).isEqualTo(loopback);
        }
    }
}
