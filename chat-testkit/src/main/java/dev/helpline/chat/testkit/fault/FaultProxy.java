package dev.helpline.chat.testkit.fault;

import dev.helpline.chat.spi.Experimental;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * A proxy between a client and a server on the loopback address that disturbs TCP connections on demand: between an
 * HTTP client and its server, or between a store and its database. A connection keeps the fault that it was given
 * when it was opened. If the target does not listen, the proxy closes the connection at once.
 *
 * <p>Thread-safe. Its threads are daemons, two for each connection.
 */
@Experimental
public final class FaultProxy implements AutoCloseable {
    private final InetSocketAddress target;
    private final int port;
    private final Queue<LinkFault> script = new ConcurrentLinkedQueue<>();
    private final Set<Link> links = Collections.newSetFromMap(new ConcurrentHashMap<>());
    private final AtomicLong accepted = new AtomicLong();
    private final Valve valve = new Valve();
    private volatile Supplier<LinkFault> plan = LinkFault::none;
    private volatile boolean closed;
    private ServerSocket listener;
    private Thread acceptor;
    private Socket placeholder = new Socket();

    private FaultProxy(InetSocketAddress target) {
        this.target = target;
        listener = listen(0);
        port = listener.getLocalPort();
        acceptor = acceptFrom(listener);
    }

    /** Starts a proxy without faults in front of a port of this machine. */
    public static FaultProxy before(int targetPort) {
        return new FaultProxy(new InetSocketAddress(InetAddress.getLoopbackAddress(), targetPort));
    }

    /** Returns the port at which the proxy listens on the loopback address; it never changes. */
    public int port() {
        return port;
    }

    /** Sets the faults of the next connections, one each. Later connections get the faults of {@link #fromNowOn}. */
    public FaultProxy next(LinkFault... faults) {
        script.addAll(List.of(faults));
        return this;
    }

    /** Sets the fault of each new connection for which {@link #next} set none. */
    public FaultProxy fromNowOn(LinkFault fault) {
        Objects.requireNonNull(fault, "fault");
        return fromNowOn(() -> fault);
    }

    /** As the other method, but decides for each connection. Only one thread at a time calls {@code faults}. */
    public FaultProxy fromNowOn(Supplier<LinkFault> faults) {
        plan = Objects.requireNonNull(faults, "faults");
        return this;
    }

    /** Refuses new connections, as a machine without the server does. Open connections stay open. */
    public synchronized void refuse() {
        if (!listener.isClosed()) {
            closeQuietly(listener);
            join(acceptor); // while it waits in accept, the system still accepts connections
            placeholder = keepPort();
        }
    }

    /** Accepts connections again after {@link #refuse}, but not after {@link #close}. */
    public synchronized void accept() {
        if (listener.isClosed() && !closed) {
            closeQuietly(placeholder);
            listener = listen(port);
            acceptor = acceptFrom(listener);
        }
    }

    /** Holds all bytes, in both directions and on all connections, until {@link #resume}. */
    public void pause() {
        valve.shut();
    }

    /** Forwards what was held. */
    public void resume() {
        valve.open();
    }

    /**
     * Drops everything that servers send from now on over the open connections, which stay open: the server executes
     * requests, but the client never receives a response. New connections are not affected.
     */
    public void loseReplies() {
        links.forEach(Link::loseReplies);
    }

    /** Resets all open connections. */
    public void resetAll() {
        links.forEach(Link::reset);
    }

    /** Returns the number of open connections. */
    public int connections() {
        return links.size();
    }

    /** Returns the number of all connections so far, including the open ones. */
    public long accepted() {
        return accepted.get();
    }

    /** Refuses new connections and resets the open ones. */
    @Override
    public void close() {
        closed = true;
        refuse();
        closeQuietly(placeholder);
        resetAll();
    }

    private static ServerSocket listen(int port) {
        try {
            ServerSocket socket = new ServerSocket();
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1024);
            return socket;
        } catch (IOException taken) {
            throw new UncheckedIOException(taken);
        }
    }

    /**
     * Keeps the port bound: the system could give a free port to a client that connects to it, which then would talk
     * to itself.
     */
    private Socket keepPort() {
        Socket socket = new Socket();
        try {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return socket;
        } catch (IOException taken) {
            throw new UncheckedIOException(taken);
        }
    }

    private Thread acceptFrom(ServerSocket socket) {
        return daemon("accept", () -> {
            try {
                while (true) {
                    connect(socket.accept());
                }
            } catch (IOException closed) {
                // it was closed to refuse connections
            }
        });
    }

    private void connect(Socket client) {
        LinkFault scripted = script.poll();
        LinkFault fault = scripted == null ? plan.get() : scripted;
        Socket server = new Socket();
        Link link = new Link(client, server, fault, valve, links::remove);
        // Known before the server can accept it, so that a test that sees the connection there can disturb it.
        links.add(link);
        try {
            server.connect(target);
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
        } catch (IOException noServer) {
            links.remove(link);
            closeQuietly(client);
            closeQuietly(server);
            return;
        }
        accepted.incrementAndGet();
        link.start();
        if (closed) {
            link.reset(); // it was opened while the others were reset
        }
    }

    static Thread daemon(String name, Runnable work) {
        Thread thread = new Thread(work, "fault-proxy-" + name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException unwanted) {
            Thread.currentThread().interrupt();
        }
    }

    static void closeQuietly(Closeable resource) {
        try {
            resource.close();
        } catch (IOException closedAlready) {
            // it is closed already
        }
    }
}
