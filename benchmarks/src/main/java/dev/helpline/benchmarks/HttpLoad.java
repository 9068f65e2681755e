package dev.helpline.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * Keeps connections to a server busy, each with one request at a time, from a single thread and with as little work as possible: the
 * machine belongs to the server. Understands only what the servers send: HTTP/1.1, status 200, {@code Content-Length}. Not
 * thread-safe.
 */
final class HttpLoad {
    private static final long PATIENCE_MILLIS = 30_000;
    private static final int LARGEST_MESSAGE = 64 * 1024;

    private final HttpCalls calls;
    private final Histogram latencies = Turn.newHistogram();
    private long endNanos;
    private long replies;
    private int busy;

    private HttpLoad(HttpCalls calls) {
        this.calls = calls;
    }

    /** Connects, then calls the server for so long, and returns when the last reply has arrived. */
    static HttpTurn run(HttpCalls calls, int connections, long millis) throws IOException {
        HttpLoad load = new HttpLoad(calls);
        try (Selector selector = Selector.open()) {
            try {
                return load.turn(load.connect(selector, connections), selector, millis);
            } finally {
                for (SelectionKey key : selector.keys()) {
                    key.channel().close();
                }
            }
        }
    }

    /**
     * Opens all connections before the time counts: if they are more than the server has accepted and can queue, the kernel refuses some
     * in silence, and tries again after a second.
     */
    private List<Connection> connect(Selector selector, int connections) throws IOException {
        List<Connection> connected = new ArrayList<>();
        for (int i = 0; i < connections; i++) {
            connected.add(new Connection(selector));
        }
        return connected;
    }

    private HttpTurn turn(List<Connection> connections, Selector selector, long millis) throws IOException {
        List<ProcessHandle> server = List.of(calls.process());
        Cpu.Meter before = Cpu.Meter.read(server);
        Cpu.Meter databaseBefore = Cpu.Meter.read(calls.database());
        long start = System.nanoTime();
        endNanos = start + TimeUnit.MILLISECONDS.toNanos(millis);
        for (Connection connection : connections) {
            connection.send();
        }
        while (busy > 0) {
            if (selector.select(key -> ((Connection) key.attachment()).read(), PATIENCE_MILLIS) == 0) {
                throw new IOException(calls.name() + " did not reply within " + PATIENCE_MILLIS + " ms");
            }
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        Cpu cpu = Cpu.Meter.read(server).since(before);
        double database = Cpu.Meter.read(calls.database()).since(databaseBefore).serverMicros();
        return new HttpTurn(replies, replies / seconds, cpu, database, latencies);
    }

    private final class Connection {
        private final SocketChannel channel;
        private final HttpReplyParser parser = new HttpReplyParser();
        private final ByteBuffer out = ByteBuffer.allocateDirect(LARGEST_MESSAGE);
        private long sentNanos;

        Connection(Selector selector) throws IOException {
            channel = SocketChannel.open(calls.server());
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_READ, this);
        }

        void send() throws IOException {
            busy++;
            out.clear().put(calls.requests().get()).flip();
            sentNanos = System.nanoTime();
            while (out.hasRemaining()) {
                channel.write(out); // the kernel takes requests as short as ours at once
            }
        }

        void read() {
            try {
                if (parser.readFrom(channel)) {
                    long now = System.nanoTime();
                    latencies.recordValue(now - sentNanos);
                    replies++;
                    busy--;
                    if (now < endNanos) {
                        send();
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException(calls.name() + ": " + e.getMessage(), e);
            }
        }
    }
}
