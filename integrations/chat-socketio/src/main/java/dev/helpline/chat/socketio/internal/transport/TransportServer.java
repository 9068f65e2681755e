package dev.helpline.chat.socketio.internal.transport;

import dev.helpline.chat.http.exchange.ChatSocket;
import dev.helpline.chat.http.exchange.HttpReply;
import dev.helpline.chat.http.exchange.SocketPeer;
import dev.helpline.chat.spi.IdGenerator;
import dev.helpline.chat.spi.time.Scheduler;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Serves Engine.IO 4 (github.com/socketio/engine.io-protocol). A connection begins with a poll or a WebSocket, and one that began with
 * polls may go on over a WebSocket. Thread-safe; holds no thread.
 */
public final class TransportServer {
    private final TransportSettings settings;
    private final Scheduler scheduler;
    private final IdGenerator ids;
    private final Map<String, Connection> connections = new ConcurrentHashMap<>();

    /**
     * Makes a server without connections.
     *
     * @param ids makes ids of connections, which must be secret: they stand in for the token in polls
     */
    public TransportServer(TransportSettings settings, Scheduler scheduler, IdGenerator ids) {
        this.settings = settings;
        this.scheduler = scheduler;
        this.ids = ids;
    }

    /** The number of open connections. */
    public int count() {
        return connections.size();
    }

    /** Why a request for a connection is refused, with the number that the protocol has for it. */
    public enum Fault {
        UNKNOWN_TRANSPORT(0, "Transport unknown"),
        UNKNOWN_CONNECTION(1, "Session ID unknown"),
        BAD_HANDSHAKE_METHOD(2, "Bad handshake method"),
        BAD_REQUEST(3, "Bad request"),
        FORBIDDEN(4, "Forbidden"),
        UNSUPPORTED_VERSION(5, "Unsupported protocol version");

        private final int code;
        private final String text;

        Fault(int code, String text) {
            this.code = code;
            this.text = text;
        }

        /** The reply that says so. */
        public HttpReply reply() {
            return Payload.reply(
                    this == FORBIDDEN ? 403 : 400,
                    "application/json",
                    "{\"code\":" + code + ",\"message\":\"" + text + "\"}");
        }
    }

    /** Returns what is wrong with a request for this transport; empty if nothing is. */
    public Optional<Fault> check(Map<String, String> query, String method, boolean upgrade) {
        String transport = query.getOrDefault("transport", "");
        if (!"4".equals(query.get("EIO"))) {
            return Optional.of(Fault.UNSUPPORTED_VERSION);
        }
        if (!transport.equals(upgrade ? "websocket" : "polling")) {
            return Optional.of(Fault.UNKNOWN_TRANSPORT);
        }
        String sid = query.get("sid");
        if (sid == null) {
            boolean isFull = connections.size() >= settings.maxConnections();
            return method.equals("GET")
                    ? Optional.of(Fault.FORBIDDEN).filter(fault -> isFull)
                    : Optional.of(Fault.BAD_HANDSHAKE_METHOD);
        }
        Connection known = connections.get(sid);
        if (known == null) {
            return Optional.of(Fault.UNKNOWN_CONNECTION);
        }
        boolean fits = upgrade ? known.mayUpgrade() : known.polls();
        return fits ? Optional.empty() : Optional.of(Fault.BAD_REQUEST);
    }

    /** Opens a connection that begins with a poll, and returns the reply to that poll. */
    public HttpReply open(Function<TransportSocket, TransportListener> above) {
        Connection connection = connect(above);
        return Payload.reply(Payload.join(List.of(connection.handshake(true))));
    }

    private Connection connect(Function<TransportSocket, TransportListener> above) {
        String id = ids.newId();
        Connection connection = new Connection(id, settings, scheduler, () -> connections.remove(id));
        connection.begin(above.apply(connection));
        connections.put(id, connection);
        if (connection.isClosed()) {
            connections.remove(id);
        }
        return connection;
    }

    /** Returns what a client gets that polls: the messages that wait for it, or the next ones. Cancelling it ends the poll. */
    public CompletableFuture<HttpReply> poll(String sid) {
        Connection known = connections.get(sid);
        return known == null ? CompletableFuture.completedFuture(Fault.UNKNOWN_CONNECTION.reply()) : known.poll();
    }

    /** Takes messages of a client that polls. */
    public HttpReply post(String sid, String body) {
        Connection known = connections.get(sid);
        if (known == null) {
            return Fault.UNKNOWN_CONNECTION.reply();
        }
        if (body.length() > settings.maxPayload()) {
            known.close();
            return Payload.reply(413, "text/plain; charset=UTF-8", "too long");
        }
        return known.receivedPayload(body) ? Payload.reply("ok") : Fault.BAD_REQUEST.reply();
    }

    /** Takes a WebSocket, with which a connection begins or goes on. */
    public ChatSocket open(
            SocketPeer peer, Map<String, String> query, Function<TransportSocket, TransportListener> above) {
        String sid = query.get("sid");
        if (sid == null) {
            Connection connection = connect(above);
            return connection.over(peer);
        }
        Connection known = connections.get(sid);
        if (known == null) {
            peer.close(Connection.POLICY, "unknown connection");
            return new IgnoredSocket();
        }
        return known.probe(peer);
    }

    /** Returns the socket of a WebSocket that is being closed. */
    public ChatSocket ignored() {
        return new IgnoredSocket();
    }

    /** Closes all connections. */
    public void close() {
        connections.values().forEach(Connection::closeNow);
    }

    /** A WebSocket that has been closed already. */
    private static final class IgnoredSocket implements ChatSocket {
        @Override
        public void received(String part, boolean last) {
            // it is being closed
        }

        @Override
        public void receivedBinary() {
            // it is being closed
        }

        @Override
        public void closed() {
            // nothing is held
        }
    }
}
