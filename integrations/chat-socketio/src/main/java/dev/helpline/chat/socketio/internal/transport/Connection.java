package dev.helpline.chat.socketio.internal.transport;

import dev.helpline.chat.http.exchange.ChatSocket;
import dev.helpline.chat.http.exchange.HttpReply;
import dev.helpline.chat.http.exchange.SocketPeer;
import dev.helpline.chat.spi.time.Scheduler;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection. What is sent waits in a queue until a poll or the WebSocket takes it. State changes under the monitor; the network, the
 * listener and those who wait for a send are called outside of it. Thread-safe.
 */
final class Connection implements TransportSocket {
    static final int POLICY = 1008;
    private static final int NORMAL = 1000;
    private static final int TOO_BIG = 1009;
    private static final int GOING_AWAY = 1001;

    private static final String OPEN = "0";
    private static final String CLOSE = "1";
    private static final String PING = "2";
    private static final String NOOP = "6";
    private static final String PROBE = "2probe";
    private static final String PROBED = "3probe";
    private static final String UPGRADE = "5";
    private static final char PONG = '3';
    private static final char MESSAGE = '4';
    private static final char BINARY = 'b';
    private static final Logger LOG = LoggerFactory.getLogger(Connection.class);

    private final String id;
    private final TransportSettings settings;
    private final Scheduler scheduler;
    private final Runnable whenClosed;
    private final Object incoming = new Object();
    private final Deque<Packet> queue = new ArrayDeque<>();
    private @Nullable TransportListener listener;
    private long queued;
    private @Nullable CompletableFuture<HttpReply> poll;
    private @Nullable SocketPeer peer;
    private @Nullable SocketPeer probing;
    private boolean sending;
    private boolean closing;
    private boolean closed;
    private boolean pinged;
    private Scheduler.@Nullable Scheduled timer;

    Connection(String id, TransportSettings settings, Scheduler scheduler, Runnable whenClosed) {
        this.id = id;
        this.settings = settings;
        this.scheduler = scheduler;
        this.whenClosed = whenClosed;
    }

    private record Packet(String text, CompletableFuture<Void> sent) {}

    /** Begins with the protocol above, and pings from now on. */
    void begin(TransportListener above) {
        listener = above;
        synchronized (this) {
            timer = scheduler.schedule(settings.pingInterval(), this::tick);
        }
    }

    /** The first packet. */
    String handshake(boolean upgradable) {
        return OPEN + "{\"sid\":\"" + id + "\",\"upgrades\":[" + (upgradable ? "\"websocket\"" : "")
                + "],\"pingInterval\":" + settings.pingInterval().toMillis() + ",\"pingTimeout\":"
                + settings.pingTimeout().toMillis() + ",\"maxPayload\":" + settings.maxPayload() + "}";
    }

    /** Goes on over this WebSocket from the beginning. */
    ChatSocket over(SocketPeer first) {
        synchronized (this) {
            peer = first;
        }
        enqueueFirst(handshake(false));
        flush();
        return new Frames(first, true);
    }

    /** Lets a client try a WebSocket, which it takes once it has its probe back. */
    ChatSocket probe(SocketPeer candidate) {
        boolean isAccepted;
        synchronized (this) {
            isAccepted = peer == null && probing == null && !closed && !closing;
            if (isAccepted) {
                probing = candidate;
            }
        }
        if (!isAccepted) {
            candidate.close(POLICY, "no upgrade possible");
        }
        return new Frames(candidate, false);
    }

    synchronized boolean mayUpgrade() {
        return peer == null && probing == null && !closed;
    }

    synchronized boolean polls() {
        return peer == null && !closed;
    }

    synchronized boolean isClosed() {
        return closed;
    }

    @Override
    public CompletionStage<Void> send(String message) {
        return enqueue(MESSAGE + message);
    }

    private CompletionStage<Void> enqueue(String packet) {
        CompletableFuture<Void> sent = new CompletableFuture<>();
        boolean tooSlow;
        synchronized (this) {
            if (closed || closing) {
                sent.completeExceptionally(new IOException("the connection is closed"));
                return sent;
            }
            queue.add(new Packet(packet, sent));
            queued += packet.length();
            tooSlow = queued > settings.maxQueued();
        }
        if (tooSlow) {
            LOG.debug("a client is too slow");
            closeNow();
        } else {
            flush();
        }
        return sent;
    }

    private synchronized void enqueueFirst(String packet) {
        queue.addFirst(new Packet(packet, new CompletableFuture<>()));
        queued += packet.length();
    }

    /** Takes the next poll of the client. Two at once are a mistake of the client, which ends the connection. */
    CompletableFuture<HttpReply> poll() {
        CompletableFuture<HttpReply> next = new CompletableFuture<>();
        boolean overlaps;
        boolean isOver;
        synchronized (this) {
            overlaps = poll != null && !poll.isDone();
            isOver = closed || peer != null;
            if (!overlaps && !isOver) {
                poll = next;
            }
        }
        if (isOver) {
            next.complete(TransportServer.Fault.BAD_REQUEST.reply());
        } else if (overlaps) {
            next.complete(TransportServer.Fault.BAD_REQUEST.reply());
            closeNow();
        } else {
            flush();
            releaseWhileProbing();
        }
        return next;
    }

    /** While a client tries a WebSocket, its polls must not wait. */
    private void releaseWhileProbing() {
        CompletableFuture<HttpReply> waiting;
        synchronized (this) {
            waiting = probing == null ? null : poll;
            if (waiting != null) {
                poll = null;
            }
        }
        if (waiting != null) {
            waiting.complete(Payload.reply(NOOP));
        }
    }

    /** Takes the packets of one body. Returns whether all of them were understood. */
    boolean receivedPayload(String body) {
        synchronized (incoming) {
            for (String packet : Payload.split(body)) {
                if (!received(packet)) {
                    closeNow();
                    return false;
                }
            }
        }
        return true;
    }

    /** Returns whether the packet was understood. */
    private boolean received(String packet) {
        TransportListener above = listener;
        if (packet.isEmpty() || above == null) {
            return false;
        }
        switch (packet.charAt(0)) {
            case PONG -> {
                synchronized (this) {
                    pinged = false;
                }
            }
            case MESSAGE -> tell(() -> above.received(packet.substring(1)));
            case BINARY -> tell(above::receivedBinary);
            case '1' -> closeNow();
            default -> {
                return false;
            }
        }
        return true;
    }

    /** A bug above must end no more than this connection. */
    private void tell(Runnable news) {
        try {
            news.run();
        } catch (RuntimeException bug) {
            LOG.error("a connection failed unexpectedly", bug);
            closeNow();
        }
    }

    /** Hands over what waits, as far as the client takes it. */
    private void flush() {
        while (true) {
            List<Packet> taken = new ArrayList<>();
            SocketPeer socket;
            CompletableFuture<HttpReply> waiting;
            boolean last;
            synchronized (this) {
                socket = peer;
                waiting = socket == null ? poll : null;
                if (closed || (socket == null && waiting == null) || (socket != null && sending)) {
                    return;
                }
                take(taken, socket != null);
                last = closing && queue.isEmpty();
                if (taken.isEmpty() && !last) {
                    return;
                }
                sending = socket != null && !taken.isEmpty();
                poll = null;
            }
            if (socket != null) {
                if (taken.isEmpty()) {
                    socket.close(NORMAL, "");
                    closeNow();
                    return;
                }
                if (!sendNext(socket, taken.get(0))) {
                    return;
                }
            } else if (waiting != null) {
                reply(waiting, taken, last);
            }
        }
    }

    private void take(List<Packet> taken, boolean one) {
        int length = 0;
        while (!queue.isEmpty()
                && (taken.isEmpty() || (!one && length + queue.element().text().length() < settings.maxPayload()))) {
            Packet next = queue.remove();
            queued -= next.text().length();
            length += next.text().length() + 1;
            taken.add(next);
        }
    }

    /** Returns whether the next packet can be sent at once. */
    private boolean sendNext(SocketPeer socket, Packet packet) {
        CompletableFuture<Void> handed = socket.send(packet.text()).toCompletableFuture();
        if (handed.isDone() && !handed.isCompletedExceptionally()) {
            sent(packet);
            return true;
        }
        var unused = handed.whenComplete((done, failure) -> {
            if (failure == null) {
                sent(packet);
                flush();
            } else {
                packet.sent().completeExceptionally(failure);
                closeNow();
            }
        });
        return false;
    }

    private void sent(Packet packet) {
        synchronized (this) {
            sending = false;
        }
        packet.sent().complete(null);
    }

    private void reply(CompletableFuture<HttpReply> waiting, List<Packet> taken, boolean last) {
        List<String> texts = new ArrayList<>();
        taken.forEach(packet -> texts.add(packet.text()));
        if (last) {
            texts.add(CLOSE);
        }
        if (!waiting.complete(Payload.reply(Payload.join(texts)))) {
            putBack(taken);
            return;
        }
        taken.forEach(packet -> packet.sent().complete(null));
        if (last) {
            closeNow();
        }
    }

    /** The client has given up the poll, so nothing was handed over. */
    private synchronized void putBack(List<Packet> taken) {
        for (int i = taken.size() - 1; i >= 0; i--) {
            queue.addFirst(taken.get(i));
            queued += taken.get(i).text().length();
        }
    }

    private void tick() {
        boolean isLost;
        synchronized (this) {
            if (closed) {
                return;
            }
            isLost = pinged || closing;
            pinged = true;
            timer = scheduler.schedule(settings.pingTimeout(), this::afterPing);
        }
        if (isLost) {
            closeNow();
        } else {
            var unused = enqueue(PING);
        }
    }

    private void afterPing() {
        boolean isLost;
        synchronized (this) {
            if (closed) {
                return;
            }
            isLost = pinged;
            timer = scheduler.schedule(settings.pingInterval().minus(settings.pingTimeout()), this::tick);
        }
        if (isLost) {
            closeNow();
        }
    }

    @Override
    public void close() {
        synchronized (this) {
            closing = true;
        }
        flush();
    }

    /** Closes the connection and drops what waits. */
    void closeNow() {
        List<Packet> dropped;
        SocketPeer socket;
        SocketPeer candidate;
        CompletableFuture<HttpReply> waiting;
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            dropped = List.copyOf(queue);
            queue.clear();
            queued = 0;
            socket = peer;
            candidate = probing;
            waiting = poll;
            if (timer != null) {
                timer.cancel();
            }
        }
        whenClosed.run();
        if (waiting != null) {
            waiting.complete(Payload.reply(CLOSE));
        }
        if (socket != null) {
            socket.close(GOING_AWAY, "closed");
        }
        if (candidate != null) {
            candidate.close(GOING_AWAY, "closed");
        }
        TransportListener above = listener;
        if (above != null) {
            above.closed();
        }
        dropped.forEach(packet -> packet.sent().completeExceptionally(new IOException("the connection is closed")));
    }

    /** The frames of one WebSocket: that of the connection, or one that the client tries. Confined to its connection. */
    private final class Frames implements ChatSocket {
        private final SocketPeer own;
        private final StringBuilder message = new StringBuilder();
        private boolean isInUse;

        Frames(SocketPeer own, boolean isInUse) {
            this.own = own;
            this.isInUse = isInUse;
        }

        @Override
        public void received(String part, boolean last) {
            if (message.length() + part.length() > settings.maxPayload()) {
                own.close(TOO_BIG, "too long");
                closed();
                return;
            }
            message.append(part);
            if (last) {
                String packet = message.toString();
                message.setLength(0);
                if (isInUse) {
                    receivedInUse(packet);
                } else {
                    receivedWhileProbing(packet);
                }
            }
        }

        private void receivedInUse(String packet) {
            boolean isText = packet.isEmpty() || packet.charAt(0) != BINARY;
            boolean isUnderstood;
            synchronized (incoming) {
                isUnderstood = isText && Connection.this.received(packet);
            }
            if (!isUnderstood) {
                closeNow();
            }
        }

        private void receivedWhileProbing(String packet) {
            if (packet.equals(PROBE)) {
                var unused = own.send(PROBED);
                releaseWhileProbing();
            } else if (packet.equals(UPGRADE) && takeOver()) {
                isInUse = true;
                flush();
            } else {
                own.close(POLICY, "unexpected");
                closed();
            }
        }

        private boolean takeOver() {
            CompletableFuture<HttpReply> waiting;
            synchronized (Connection.this) {
                if (probing != own || closed) {
                    return false;
                }
                probing = null;
                peer = own;
                waiting = poll;
                poll = null;
            }
            if (waiting != null) {
                waiting.complete(Payload.reply(NOOP));
            }
            return true;
        }

        @Override
        public void receivedBinary() {
            if (isInUse) {
                TransportListener above = listener;
                if (above != null) {
                    tell(above::receivedBinary);
                }
            } else {
                own.close(POLICY, "unexpected");
                closed();
            }
        }

        @Override
        public void closed() {
            boolean wasOwn;
            synchronized (Connection.this) {
                wasOwn = peer == own;
                if (probing == own) {
                    probing = null;
                }
            }
            if (wasOwn) {
                closeNow();
            }
        }
    }
}
