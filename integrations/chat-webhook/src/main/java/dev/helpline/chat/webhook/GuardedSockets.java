package dev.helpline.chat.webhook;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.util.function.Predicate;
import javax.net.SocketFactory;

/**
 * Sockets that connect to permitted addresses only. They judge the address to which they connect, so it does not matter how it was found: by
 * a name, whose resolution may change, or by a number in any notation.
 */
final class GuardedSockets extends SocketFactory {
    private final Predicate<InetAddress> permitted;

    GuardedSockets(Predicate<InetAddress> permitted) {
        this.permitted = permitted;
    }

    @Override
    public Socket createSocket() {
        return new Guarded(permitted);
    }

    @Override
    public Socket createSocket(String host, int port) {
        throw new UnsupportedOperationException("the client connects its sockets itself");
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) {
        throw new UnsupportedOperationException("the client connects its sockets itself");
    }

    @Override
    public Socket createSocket(InetAddress host, int port) {
        throw new UnsupportedOperationException("the client connects its sockets itself");
    }

    @Override
    public Socket createSocket(InetAddress address, int port, InetAddress localAddress, int localPort) {
        throw new UnsupportedOperationException("the client connects its sockets itself");
    }

    private static final class Guarded extends Socket {
        private final Predicate<InetAddress> permitted;

        Guarded(Predicate<InetAddress> permitted) {
            this.permitted = permitted;
        }

        @Override
        public void connect(SocketAddress endpoint, int timeout) throws IOException {
            if (!(endpoint instanceof InetSocketAddress internet)
                    || internet.isUnresolved()
                    || !permitted.test(internet.getAddress())) {
                throw new IOException("webhooks must not be sent to an address outside of the public internet");
            }
            super.connect(endpoint, timeout);
        }
    }
}
