package dev.helpline.chat.webhook;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.util.function.Predicate;
import javax.net.SocketFactory;
import org.jspecify.annotations.Nullable;

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
    public Socket createSocket(String host, int port) throws IOException {
        return connected(new InetSocketAddress(host, port), null);
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) throws IOException {
        return connected(new InetSocketAddress(host, port), new InetSocketAddress(localHost, localPort));
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return connected(new InetSocketAddress(host, port), null);
    }

    @Override
    public Socket createSocket(InetAddress address, int port, InetAddress localAddress, int localPort)
            throws IOException {
        return connected(new InetSocketAddress(address, port), new InetSocketAddress(localAddress, localPort));
    }

    private Socket connected(SocketAddress remote, @Nullable SocketAddress local) throws IOException {
        Socket socket = createSocket();
        try {
            if (local != null) {
                socket.bind(local);
            }
            socket.connect(remote);
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
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
