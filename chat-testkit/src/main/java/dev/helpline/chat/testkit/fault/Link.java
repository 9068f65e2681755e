package dev.helpline.chat.testkit.fault;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.helpline.chat.testkit.fault.LinkFault.Direction;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** One connection through a {@link FaultProxy}. Each direction has a thread, which blocks. */
final class Link {
    private static final int PIECE = 8192;

    private static final byte[] BAD_GATEWAY =
            "HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\nConnection: close\r\n\r\n".getBytes(US_ASCII);

    private final Socket client;
    private final Socket server;
    private final LinkFault fault;
    private final Valve valve;
    private final Consumer<Link> onClosed;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final AtomicInteger flowing = new AtomicInteger(2);
    private volatile boolean repliesLost;

    /** Whether the client has sent something since the server last replied, so that its next bytes begin a response. */
    private volatile boolean asked;

    Link(Socket client, Socket server, LinkFault fault, Valve valve, Consumer<Link> onClosed) {
        this.client = client;
        this.server = server;
        this.fault = fault;
        this.valve = valve;
        this.onClosed = onClosed;
    }

    void start() {
        FaultProxy.daemon("to-server", () -> carry(Direction.TO_SERVER, client, server));
        FaultProxy.daemon("to-client", () -> carry(Direction.TO_CLIENT, server, client));
    }

    /** Drops everything that the server sends from now on. */
    void loseReplies() {
        repliesLost = true;
    }

    /** Resets both sides at once. */
    void reset() {
        for (Socket side : new Socket[] {client, server}) {
            try {
                side.setSoLinger(true, 0);
            } catch (IOException closedAlready) {
                // nothing is left to reset
            }
        }
        close();
    }

    void close() {
        closed.countDown();
        FaultProxy.closeQuietly(client);
        FaultProxy.closeQuietly(server);
        valve.wake();
        onClosed.accept(this);
    }

    private void carry(Direction direction, Socket from, Socket to) {
        try {
            if (fault.direction() == direction) {
                carrySpoiling(from.getInputStream(), to, direction);
            } else {
                carryAll(from.getInputStream(), outOf(to, direction));
            }
            to.shutdownOutput();
            if (flowing.decrementAndGet() == 0) {
                close();
            }
        } catch (IOException broken) {
            close();
        } catch (InterruptedException unwanted) {
            Thread.currentThread().interrupt();
            close();
        }
    }

    private OutputStream outOf(Socket to, Direction direction) throws IOException {
        return direction == Direction.TO_SERVER
                ? new Requests(to.getOutputStream())
                : new Replies(to.getOutputStream());
    }

    /** Forwards what the client sends, and notes that it asked for something before the server can reply. */
    private final class Requests extends FilterOutputStream {
        Requests(OutputStream server) {
            super(server);
        }

        @Override
        public void write(int single) throws IOException {
            asked = true;
            out.write(single);
        }

        @Override
        public void write(byte[] piece, int offset, int count) throws IOException {
            asked = true;
            out.write(piece, offset, count);
        }
    }

    /** Forwards what the server sends, unless it is to be dropped. */
    private final class Replies extends FilterOutputStream {
        Replies(OutputStream client) {
            super(client);
        }

        @Override
        public void write(int single) throws IOException {
            asked = false;
            if (!repliesLost) {
                out.write(single);
            }
        }

        @Override
        public void write(byte[] piece, int offset, int count) throws IOException {
            asked = false;
            if (!repliesLost) {
                out.write(piece, offset, count);
            }
        }
    }

    private void carryAll(InputStream in, OutputStream out) throws IOException, InterruptedException {
        byte[] piece = new byte[PIECE];
        for (int count = in.read(piece); count >= 0; count = in.read(piece)) {
            valve.awaitOpen(closed);
            out.write(piece, 0, count);
        }
    }

    private void carrySpoiling(InputStream in, Socket to, Direction direction)
            throws IOException, InterruptedException {
        OutputStream out = outOf(to, direction);
        byte[] piece = new byte[PIECE];
        long unharmed = fault.afterBytes();
        while (unharmed > 0) {
            int count = in.read(piece, 0, (int) Math.min(PIECE, unharmed));
            if (count < 0) {
                return;
            }
            valve.awaitOpen(closed);
            out.write(piece, 0, count);
            unharmed -= count;
        }
        switch (fault.kind()) {
            case PASS -> carryAll(in, out);
            case CUT -> close();
            case RESET -> reset();
            case HALF_CLOSE -> {
                to.shutdownOutput();
                in.transferTo(OutputStream.nullOutputStream()); // unread bytes would make the close a reset
            }
            case DELAY -> carryLate(in, out);
            case TRICKLE -> carryOneByOne(in, out);
            case DUPLICATE -> carryTwice(in, out);
            case BAD_GATEWAY -> carryUntilAResponse(in, out);
        }
    }

    private void carryTwice(InputStream in, OutputStream out) throws IOException, InterruptedException {
        try (Duplicate duplicate = new Duplicate(server.getRemoteSocketAddress())) {
            carryAll(in, new FilterOutputStream(out) {
                @Override
                public void write(byte[] piece, int offset, int count) throws IOException {
                    out.write(piece, offset, count);
                    duplicate.write(piece, offset, count);
                }
            });
        }
    }

    /** Forwards the rest of the response that is under way, and replaces the next one. */
    private void carryUntilAResponse(InputStream in, OutputStream out) throws IOException, InterruptedException {
        byte[] piece = new byte[PIECE];
        for (int count = in.read(piece); count >= 0; count = in.read(piece)) {
            valve.awaitOpen(closed);
            if (asked) {
                out.write(BAD_GATEWAY);
                close();
                return;
            }
            out.write(piece, 0, count);
        }
    }

    private void carryLate(InputStream in, OutputStream out) throws IOException, InterruptedException {
        byte[] piece = new byte[PIECE];
        for (int count = in.read(piece); count >= 0; count = in.read(piece)) {
            hold(fault.delay());
            valve.awaitOpen(closed);
            out.write(piece, 0, count);
        }
    }

    private void carryOneByOne(InputStream in, OutputStream out) throws IOException, InterruptedException {
        for (int single = in.read(); single >= 0; single = in.read()) {
            valve.awaitOpen(closed);
            out.write(single);
        }
    }

    private void hold(Duration delay) throws IOException, InterruptedException {
        if (closed.await(delay.toNanos(), TimeUnit.NANOSECONDS)) {
            throw new IOException("closed meanwhile");
        }
    }
}
