package dev.helpline.chat.http.exchange;

import dev.helpline.chat.spi.Experimental;

/**
 * What an adapter serves: calls and WebSockets below some paths of a server. {@link dev.helpline.chat.http.ChatHttp} is one; other protocols
 * over the same engine are others, so that each adapter serves all of them. Implemented only by this library. Thread-safe.
 */
@Experimental
public interface HttpService {
    /** Checks a call by its head, and handles one that needs no body at once. Ignores {@link HttpCall#body()}. */
    HttpIntake receive(HttpCall head);

    /** Whether an adapter has to hand over all headers of a call, the attributes of the host's container, and its user. */
    boolean authenticatesRequests();

    /**
     * Whether the reply to a call may have to wait, so that the adapter prepares to hear of the client's disconnection before it passes the
     * call to {@link #receive}.
     */
    boolean mayWait(HttpCall head);

    /** Decides on a request to open a WebSocket: a GET with {@code Upgrade: websocket}, which the adapter has checked. */
    SocketHandshake handshake(HttpCall head);

    /**
     * Returns the reply to a request that the server rejects before it reaches the service.
     *
     * @param status the status that the server chose
     */
    HttpReply rejection(int status);
}
