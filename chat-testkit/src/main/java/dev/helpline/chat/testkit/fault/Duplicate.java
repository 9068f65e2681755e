package dev.helpline.chat.testkit.fault;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketAddress;

/** A second connection to the server with the same bytes. Its replies are dropped. If the server closes it, the first one goes on alone. */
final class Duplicate implements Closeable {
    private final Socket server = new Socket();

    Duplicate(SocketAddress target) throws IOException {
        server.connect(target);
        server.setTcpNoDelay(true);
        FaultProxy.daemon("duplicate", () -> {
            try {
                server.getInputStream().transferTo(OutputStream.nullOutputStream());
            } catch (IOException closed) {
                // nothing more comes
            }
        });
    }

    void write(byte[] piece, int offset, int count) {
        try {
            server.getOutputStream().write(piece, offset, count);
        } catch (IOException closed) {
            // the server has closed it
        }
    }

    @Override
    public void close() {
        FaultProxy.closeQuietly(server);
    }
}
