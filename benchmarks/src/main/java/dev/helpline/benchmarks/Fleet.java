package dev.helpline.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * Clients who poll at a fixed interval, each at a moment of its own, whether the server keeps up or not. They share connections; a poll that
 * is due while its connection is busy waits, and its latency counts from the moment at which it was due. One thread does it all. Not
 * thread-safe.
 */
final class Fleet implements AutoCloseable {
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);

    private final Selector selector = Selector.open();
    private final List<Connection> connections = new ArrayList<>();
    private final double nanosBetweenPolls;
    private Histogram latencies = Turn.newHistogram();
    private long unanswered;

    /** Connects that many clients to a server. */
    Fleet(InetSocketAddress server, int connections, int clients, int intervalMillis) throws IOException {
        this.nanosBetweenPolls = intervalMillis * 1e6 / clients;
        for (int i = 0; i < connections; i++) {
            this.connections.add(new Connection(server));
        }
    }

    /**
     * Polls for that long, and returns the latencies once the last reply has arrived.
     *
     * @param polls the request of each client
     */
    Histogram run(List<byte[]> polls, int seconds) throws IOException {
        latencies = Turn.newHistogram();
        long start = System.nanoTime();
        long number = (long) (seconds * 1e9 / nanosBetweenPolls);
        long next = 0;
        while (next < number || unanswered > 0) {
            long now = System.nanoTime();
            for (; next < number && due(start, next) <= now; next++) {
                connections.get((int) (next % connections.size())).add(due(start, next), polls.get((int)
                        (next % polls.size())));
            }
            selector.select(key -> ((Connection) key.attachment()).read(), 1);
            if (now - start > TimeUnit.SECONDS.toNanos(seconds) + PATIENCE_NANOS) {
                throw new IOException(unanswered + " polls have no reply");
            }
        }
        return latencies;
    }

    private long due(long start, long poll) {
        return start + (long) (poll * nanosBetweenPolls);
    }

    @Override
    public void close() throws IOException {
        for (SelectionKey key : selector.keys()) {
            key.channel().close();
        }
        selector.close();
    }

    /** A poll, and when it was due. */
    @SuppressWarnings("ArrayRecordComponent") // is not compared
    private record Due(long nanos, byte[] request) {}

    private final class Connection {
        private final SocketChannel channel;
        private final HttpReplyParser parser = new HttpReplyParser();
        private final Queue<Due> waiting = new ArrayDeque<>();

        Connection(InetSocketAddress server) throws IOException {
            channel = SocketChannel.open(server);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_READ, this);
        }

        void add(long nanos, byte[] request) throws IOException {
            unanswered++;
            waiting.add(new Due(nanos, request));
            if (waiting.size() == 1) {
                send(request);
            }
        }

        private void send(byte[] request) throws IOException {
            ByteBuffer out = ByteBuffer.wrap(request);
            while (out.hasRemaining()) {
                channel.write(out); // the kernel takes requests as short as ours at once
            }
        }

        void read() {
            try {
                if (parser.readFrom(channel)) {
                    latencies.recordValue(System.nanoTime() - waiting.remove().nanos());
                    unanswered--;
                    if (!waiting.isEmpty()) {
                        send(waiting.element().request());
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
