package dev.helpline.chat.testkit.fault;

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
 * Stands between a client and a server on the loopback address, and spoils TCP connections as told: between an HTTP
 * client and its server as well as between a store and its database. A connection keeps the fault it was given when it
 * came; where nobody listens at the target, it is closed at once.
 *
 * <p>Thread-safe. Its threads are daemons, two for each connection.
 */
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

    /** A proxy that harms nobody yet, in front of a port of this machine. */
    public static FaultProxy before(int targetPort) {
        return new FaultProxy(new InetSocketAddress(InetAddress.getLoopbackAddress(), targetPort));
    }

    /** Where it listens, on the loopback address; stays the same. */
    public int port() {
        return port;
    }

    /** What happens to the next connections, one fault each; then what {@link #fromNowOn} says goes on. */
    public FaultProxy next(LinkFault... faults) {
        script.addAll(List.of(faults));
        return this;
    }

    /** What happens to each new connection that {@link #next} says nothing about. */
    public FaultProxy fromNowOn(LinkFault fault) {
        Objects.requireNonNull(fault, "fault");
        return fromNowOn(() -> fault);
    }

    /** As the other method, decided for each connection; {@code faults} is asked by one thread at a time. */
    public FaultProxy fromNowOn(Supplier<LinkFault> faults) {
        plan = Objects.requireNonNull(faults, "faults");
        return this;
    }

    /** Refuses new connections, as a machine without the server does; those there are stay. */
    public synchronized void refuse() {
        if (!listener.isClosed()) {
            closeQuietly(listener);
            join(acceptor); // while it sits there, the system still takes connections
            placeholder = keepPort();
        }
    }

    /** Takes connections again after {@link #refuse}; not after {@link #close}. */
    public synchronized void accept() {
        if (listener.isClosed() && !closed) {
            closeQuietly(placeholder);
            listener = listen(port);
            acceptor = acceptFrom(listener);
        }
    }

    /** Holds whatever arrives, in both directions and on all connections, until {@link #resume}. */
    public void pause() {
        valve.shut();
    }

    /** Lets what was held go on its way. */
    public void resume() {
        valve.open();
    }

    /**
     * Throws away whatever servers say from now on over the connections there are, which stay open: requests are done,
     * and nobody ever hears of it. New connections are not affected.
     */
    public void loseReplies() {
        links.forEach(Link::loseReplies);
    }

    /** Resets all connections there are. */
    public void resetAll() {
        links.forEach(Link::reset);
    }

    /** How many connections there are. */
    public int connections() {
        return links.size();
    }

    /** How many connections there were, those there are included. */
    public long accepted() {
        return accepted.get();
    }

    /** Refuses new connections and resets those there are. */
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

    /** A port that nobody holds could be given to a client that calls it, which then would talk to itself. */
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
                // whoever closed it wants no more connections
            }
        });
    }

    private void connect(Socket client) {
        LinkFault scripted = script.poll();
        LinkFault fault = scripted == null ? plan.get() : scripted;
        Socket server = new Socket();
        try {
            server.connect(target);
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
        } catch (IOException nobodyThere) {
            closeQuietly(client);
            closeQuietly(server);
            return;
        }
        accepted.incrementAndGet();
        Link link = new Link(client, server, fault, valve, links::remove);
        links.add(link);
        link.start();
        if (closed) {
            link.reset(); // it came while the others were reset
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
            // which is what was wanted
        }
    }
}
