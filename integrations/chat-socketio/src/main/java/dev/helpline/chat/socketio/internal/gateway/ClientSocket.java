package dev.helpline.chat.socketio.internal.gateway;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.helpline.chat.core.subscription.Subscription;
import dev.helpline.chat.socketio.internal.transport.TransportSocket;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.time.Scheduler;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** A client's socket in one namespace, whose caller is known. Thread-safe. */
public final class ClientSocket {
    private static final int MAX_ROOMS = 100;
    private static final Duration LONGEST_WATCH = Duration.ofHours(1);

    private final GatewayCore core;
    private final TransportSocket transport;
    private final String namespace;
    private final Identity identity;
    private final String tokenKey;
    private final Map<SessionId, RoomFeed> feeds = new LinkedHashMap<>();
    private final AtomicBoolean over = new AtomicBoolean();
    private @Nullable Subscription board;
    private Scheduler.@Nullable Scheduled expiry;

    ClientSocket(GatewayCore core, TransportSocket transport, String namespace, Identity identity, String tokenKey) {
        this.core = core;
        this.transport = transport;
        this.namespace = namespace;
        this.identity = identity;
        this.tokenKey = tokenKey;
    }

    /** Who the client is. */
    public Identity identity() {
        return identity;
    }

    String namespace() {
        return namespace;
    }

    String tokenKey() {
        return tokenKey;
    }

    boolean isOver() {
        return over.get();
    }

    /** Sends events, in this order. The stage is complete once the last one is handed to the network. */
    public CompletionStage<Void> emit(List<Outgoing> events) {
        CompletionStage<Void> sent = CompletableFuture.completedFuture(null);
        for (Outgoing event : events) {
            ArrayNode arguments = Json.array().add(event.event()).add(event.data());
            sent = transport.send(new Packet(Packet.Type.EVENT, namespace, null, arguments).write());
        }
        return sent;
    }

    /**
     * Joins a session: the client gets the session as it stands, and then what happens in it. Joining again begins anew.
     *
     * @param after the message behind which the client wants to go on; null for the newest messages
     * @return the session as it stands
     */
    public RoomEvents.Snapshot join(DialectModule dialect, SessionId session, @Nullable String after) {
        return join(dialect, session, after, false);
    }

    /** Puts a client that was lost back into a session. */
    void putBack(SessionId session, LostRooms.Room room) {
        var unused = join(room.dialect(), session, room.after(), true);
    }

    private RoomEvents.Snapshot join(DialectModule dialect, SessionId session, @Nullable String after, boolean isBack) {
        RoomFeed feed = new RoomFeed(core, this, dialect, session);
        RoomFeed earlier;
        makeRoomFor(session);
        synchronized (this) {
            earlier = feeds.get(session);
        }
        RoomEvents.Snapshot snapshot = feed.begin(after, isBack, earlier == null, () -> {
            synchronized (this) {
                feeds.put(session, feed);
            }
            if (earlier != null) {
                earlier.cancel();
            }
        });
        if (over.get()) {
            leave(session);
        }
        return snapshot;
    }

    /** A client that has joined too many sessions leaves one that has ended: some dialects have no event by which clients leave. */
    private void makeRoomFor(SessionId session) {
        SessionId ended;
        synchronized (this) {
            if (feeds.containsKey(session) || feeds.size() < MAX_ROOMS) {
                return;
            }
            ended = feeds.entrySet().stream()
                    .filter(feed -> feed.getValue().hasEnded())
                    .map(Map.Entry::getKey)
                    .findFirst()
                    .orElseThrow(Failure::tooMany);
        }
        leave(ended);
    }

    /** Leaves a session. Leaving one that was not joined has no effect. */
    public void leave(SessionId session) {
        RoomFeed feed;
        synchronized (this) {
            feed = feeds.remove(session);
        }
        if (feed != null) {
            feed.cancel();
            core.rooms().left(session, this);
        }
    }

    /** Whether the client has joined a session. */
    public synchronized boolean hasJoined(SessionId session) {
        return feeds.containsKey(session);
    }

    private synchronized Map<SessionId, RoomFeed> joined() {
        return Map.copyOf(feeds);
    }

    synchronized boolean hasJoinedNothing() {
        return feeds.isEmpty();
    }

    /** Begins to watch the time and, for agents, the sessions that wait. */
    void begin(Instant now) {
        watchExpiry(now);
        if (identity.isAgent()) {
            Subscription watched = AgentBoard.watch(core, this);
            synchronized (this) {
                board = watched;
            }
        }
        if (over.get()) {
            stop();
        }
    }

    /** A token may be valid for longer than a scheduler can wait. */
    private void watchExpiry(Instant now) {
        Instant expiresAt = identity.token().expiresAt();
        if (!now.isBefore(expiresAt)) {
            end(Failure.unauthenticated());
            return;
        }
        Instant next = expiresAt.isBefore(now.plus(LONGEST_WATCH)) ? expiresAt : now.plus(LONGEST_WATCH);
        Scheduler.Scheduled check =
                core.scheduler().schedule(Duration.between(now, next), () -> watchExpiry(core.now()));
        synchronized (this) {
            expiry = check;
        }
        if (over.get()) {
            check.cancel();
        }
    }

    /** Tells the client why it has no access any more, and closes its connection. */
    void end(Failure failure) {
        for (DialectModule dialect : core.dialectsOf(namespace)) {
            var unused = emit(List.of(dialect.error(failure, "")));
        }
        var unused = transport.send(new Packet(Packet.Type.DISCONNECT, namespace, null, null).write());
        close();
    }

    void close() {
        transport.close();
    }

    /**
     * The socket is gone.
     *
     * @param lost whether the client did not say so, and may come back
     */
    void gone(boolean lost) {
        if (over.getAndSet(true)) {
            return;
        }
        Map<SessionId, RoomFeed> joined = joined();
        if (lost && !joined.isEmpty()) {
            core.lost(this, joined);
        }
        joined.keySet().forEach(this::leave);
        stop();
    }

    private synchronized void stop() {
        if (board != null) {
            board.cancel();
        }
        if (expiry != null) {
            expiry.cancel();
        }
    }
}
