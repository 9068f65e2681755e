package dev.helpline.chat.http.internal.socket;

import dev.helpline.chat.http.exchange.ChatSocket;
import dev.helpline.chat.http.exchange.HttpCall;
import dev.helpline.chat.http.exchange.HttpReply;
import dev.helpline.chat.http.exchange.SocketHandshake;
import dev.helpline.chat.http.exchange.SocketPeer;
import dev.helpline.chat.http.internal.calls.PathTemplate;
import dev.helpline.chat.http.internal.calls.PercentCoding;
import dev.helpline.chat.http.internal.calls.Query;
import dev.helpline.chat.http.internal.exchange.AllowedCallers;
import dev.helpline.chat.http.internal.exchange.Caller;
import dev.helpline.chat.http.internal.exchange.Cors;
import dev.helpline.chat.http.internal.exchange.LoggingContext;
import dev.helpline.chat.http.internal.exchange.Replies;
import dev.helpline.chat.http.internal.exchange.RequestIds;
import dev.helpline.chat.http.internal.wire.Refusal;
import dev.helpline.chat.http.internal.wire.WireError;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.auth.Authenticator;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Decides on handshakes, and opens sockets. A token in the handshake is judged before the connection is upgraded; everything else is
 * judged on the open socket, since pages cannot read why a handshake failed. Thread-safe.
 */
public final class Sockets {
    /** The socket of a customer, or of an agent, for one session. */
    public static final PathTemplate OF_SESSION = PathTemplate.of("/api/chat/ws/{sessionId}");

    /** The socket of an agent for any number of sessions. */
    public static final PathTemplate OF_AGENT = PathTemplate.of("/api/admin/chat/ws");

    private final SocketParts parts;
    private final RequestIds requestIds;
    private final Cors cors;
    private final Replies replies;

    public Sockets(SocketParts parts, RequestIds requestIds, Cors cors, Replies replies) {
        this.parts = parts;
        this.requestIds = requestIds;
        this.cors = cors;
        this.replies = replies;
    }

    /** The number of sockets that are open and whose caller is known. */
    public int count() {
        return parts.places().count();
    }

    /** Returns the decision on a handshake. */
    public SocketHandshake handshake(HttpCall head) {
        String requestId = requestIds.of(head);
        try {
            return LoggingContext.supply(requestId, () -> new Accepted(parts, openingOf(head, requestId)));
        } catch (Throwable failure) {
            return new Rejected(replies.failure(
                    parts.problems().of(failure, WireError.INTERNAL_ERROR, "a handshake", requestId), head, requestId));
        }
    }

    private Opening openingOf(HttpCall head, String requestId) {
        SessionId session = sessionOf(head);
        AllowedCallers allowed = session == null ? AllowedCallers.AGENT : AllowedCallers.PARTICIPANT_OR_ID;
        parts.access().checkHeaders(head);
        if (!cors.allowsSocket(head)) {
            throw new Refusal(WireError.FORBIDDEN, "Pages of this origin may not open a socket");
        }
        String after = Query.parse(head.query().orElse("")).cursor("after").orElse(null);
        Supplier<Optional<Authenticator.Accepted>> signedIn = parts.access().signedIn(allowed, head);
        Caller caller = parts.access().hasToken(head) ? parts.access().admit(allowed, head) : null;
        return new Opening(head.withoutDetails(), requestId, allowed, session, caller, signedIn, after);
    }

    private static @Nullable SessionId sessionOf(HttpCall head) {
        if (OF_AGENT.match(head.path()).isPresent()) {
            return null;
        }
        String segment = OF_SESSION
                .match(head.path())
                .orElseThrow(() -> new Refusal(WireError.NOT_FOUND, "There is nothing at this path"))
                .get(0);
        return PercentCoding.decode(segment, false)
                .filter(SessionId::isValid)
                .map(SessionId::new)
                .orElseThrow(Refusal::noSuchSession);
    }

    private record Rejected(HttpReply reply) implements SocketHandshake {
        @Override
        public Optional<HttpReply> rejection() {
            return Optional.of(reply);
        }

        @Override
        public ChatSocket open(SocketPeer peer) {
            throw new IllegalStateException("the handshake was rejected");
        }
    }

    private record Accepted(SocketParts parts, Opening opening) implements SocketHandshake {
        @Override
        public Optional<HttpReply> rejection() {
            return Optional.empty();
        }

        @Override
        public ChatSocket open(SocketPeer peer) {
            Connection connection = new Connection(parts, opening, peer);
            connection.begin();
            return connection;
        }
    }
}
