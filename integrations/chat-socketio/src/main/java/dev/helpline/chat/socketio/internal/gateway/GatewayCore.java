package dev.helpline.chat.socketio.internal.gateway;

import dev.helpline.chat.http.exchange.HttpCall;
import dev.helpline.chat.spi.ChatException;
import dev.helpline.chat.spi.CustomerId;
import dev.helpline.chat.spi.NetworkAddress;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.auth.Authenticator.Accepted;
import dev.helpline.chat.spi.auth.Principal;
import dev.helpline.chat.spi.time.Scheduler;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the sockets of a gateway share: its dialects, who is where, and who callers are. Thread-safe. */
final class GatewayCore {
    private static final int MAX_SOCKETS_PER_CALLER = 64;
    private static final String BEARER = "bearer ";
    private static final List<String> DECLARED_USER = List.of("user_id", "userId", "username");

    private final GatewaySettings settings;
    private final Rooms rooms = new Rooms();
    private final LostRooms lostRooms = new LostRooms();
    private final Map<String, Set<ClientSocket>> byCaller = new HashMap<>();

    GatewayCore(GatewaySettings settings) {
        this.settings = settings;
    }

    Rooms rooms() {
        return rooms;
    }

    Scheduler scheduler() {
        return settings.scheduler();
    }

    Instant now() {
        return settings.clock().instant();
    }

    List<DialectModule> dialectsOf(String namespace) {
        return settings.dialects().stream()
                .filter(dialect -> dialect.namespace().equals(namespace))
                .toList();
    }

    /** Returns the caller of a call by its bearer token, or by the token in its query. */
    Identity identify(HttpCall call, QueryText query) {
        return identify(call, query, null, query::text);
    }

    /** Whether a call without a token may say who its caller is in its body. */
    boolean mayDeclareInBody(HttpCall call, QueryText query) {
        return settings.trustDeclaredUsers()
                && tokenOf(call, query, null).isEmpty()
                && DECLARED_USER.stream().allMatch(name -> query.text(name).isEmpty());
    }

    /** Returns the caller of a call by what its body says. */
    Identity identify(HttpCall call, QueryText query, Fields body) {
        return identify(call, query, null, body::id);
    }

    /** Reads what a client says of itself. */
    @FunctionalInterface
    interface Declared {
        Optional<String> text(String name);
    }

    /**
     * Returns the caller.
     *
     * @param token the token that the client gave first; null if it gave none but in the request
     */
    Identity identify(HttpCall call, QueryText query, @Nullable String token, Declared declared) {
        String given =
                token == null ? bearer(call).or(() -> query.text("token")).orElse("") : token;
        NetworkAddress address = settings.http().clientAddress(call).orElse(null);
        try {
            Accepted accepted = given.isEmpty()
                    ? declared(declared)
                    : settings.http().authenticate(given).orElseThrow(Failure::unauthenticated);
            Identity identity = Identity.of(settings.engine(), accepted, address);
            if (!given.isEmpty()) {
                checkDeclared(identity, declared);
            }
            return identity;
        } catch (ChatException refusal) {
            throw Failure.of(refusal);
        }
    }

    private static void checkDeclared(Identity identity, Declared declared) {
        for (String name : DECLARED_USER) {
            if (declared.text(name).filter(id -> !id.equals(identity.id())).isPresent()) {
                throw Failure.forbidden(name + " is not the caller");
            }
        }
    }

    /** A customer without a token, if the host trusts what clients say. Never an agent. */
    private Accepted declared(Declared declared) {
        Optional<String> id = DECLARED_USER.stream()
                .flatMap(name -> declared.text(name).stream())
                .findFirst()
                .filter(CustomerId::isValid);
        if (!settings.trustDeclaredUsers() || id.isEmpty()) {
            throw Failure.unauthenticated();
        }
        return new Accepted(Principal.customer(id.get(), null), Instant.MAX);
    }

    private static Optional<String> bearer(HttpCall call) {
        return call.header("Authorization")
                .filter(value -> value.regionMatches(true, 0, BEARER, 0, BEARER.length()))
                .map(value -> value.substring(BEARER.length()).strip());
    }

    /** Returns a key of a caller and a token, from which the token cannot be had. */
    static String tokenKey(Identity identity, String token) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest((identity.key() + "\n" + token).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    static String tokenOf(HttpCall call, QueryText query, @Nullable String token) {
        return token == null ? bearer(call).or(() -> query.text("token")).orElse("") : token;
    }

    /** Lets a socket in, unless its caller has too many. */
    void enter(ClientSocket socket) {
        synchronized (byCaller) {
            Set<ClientSocket> all = byCaller.computeIfAbsent(socket.identity().key(), any -> new LinkedHashSet<>());
            if (all.size() >= MAX_SOCKETS_PER_CALLER) {
                throw Failure.tooMany();
            }
            all.add(socket);
        }
    }

    void exit(ClientSocket socket) {
        synchronized (byCaller) {
            Set<ClientSocket> all = byCaller.get(socket.identity().key());
            if (all != null && all.remove(socket) && all.isEmpty()) {
                byCaller.remove(socket.identity().key());
            }
        }
    }

    /**
     * A connection was lost. Its client may be back already, over a connection that began before this loss was noticed; if not, its rooms
     * are remembered.
     */
    void lost(ClientSocket socket, Map<SessionId, RoomFeed> feeds) {
        Map<SessionId, LostRooms.Room> joined = new LinkedHashMap<>();
        feeds.forEach((session, feed) -> joined.put(session, feed.lost()));
        Optional<ClientSocket> successor = successor(socket);
        if (successor.isPresent()) {
            restore(successor.get(), joined);
        } else {
            lostRooms.remember(lostKey(socket), joined, scheduler().nanoTime());
        }
    }

    private static String lostKey(ClientSocket socket) {
        return socket.namespace() + " " + socket.tokenKey();
    }

    private Optional<ClientSocket> successor(ClientSocket lost) {
        List<ClientSocket> all;
        synchronized (byCaller) {
            all = new ArrayList<>(byCaller.getOrDefault(lost.identity().key(), Set.of()));
        }
        List<ClientSocket> later = all.subList(all.indexOf(lost) + 1, all.size());
        return later.stream()
                .filter(other -> other.tokenKey().equals(lost.tokenKey()))
                .filter(other -> other.namespace().equals(lost.namespace()))
                .filter(other -> !other.isOver() && other.hasJoinedNothing())
                .reduce((first, second) -> second);
    }

    /** Puts a client back into the rooms that its lost connection had. */
    void welcomeBack(ClientSocket socket) {
        restore(socket, lostRooms.take(lostKey(socket), scheduler().nanoTime()));
    }

    private static void restore(ClientSocket socket, Map<SessionId, LostRooms.Room> rooms) {
        rooms.forEach((session, room) -> {
            try {
                socket.putBack(session, room);
            } catch (RuntimeException failed) {
                var unused = socket.emit(List.of(room.dialect().error(Failure.of(failed), "")));
            }
        });
    }
}
