package dev.helpline.chat.http.exchange;

import dev.helpline.chat.spi.Experimental;
import java.util.Optional;

/**
 * The chat's decision on a request to open a WebSocket. An adapter either sends the rejection instead of upgrading the connection, or
 * upgrades it and then opens the socket. A handshake that is not opened holds nothing. Implemented only by this library.
 */
@Experimental
public interface SocketHandshake {
    /** The reply to send instead of upgrading the connection; empty if the connection may be upgraded. */
    Optional<HttpReply> rejection();

    /**
     * Opens the socket on a connection that has just been upgraded. May be called once.
     *
     * @throws IllegalStateException if the handshake was rejected
     */
    ChatSocket open(SocketPeer peer);
}
