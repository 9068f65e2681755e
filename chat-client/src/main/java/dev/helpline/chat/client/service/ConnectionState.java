package dev.helpline.chat.client.service;

/** How a {@link ChatService} gets what is new in its session; {@link ChatListener#onConnectionStateChanged} reports each change. */
public enum ConnectionState {
    /** There is no session to follow: none was opened, it has ended, the server does not accept it, or the service is paused. */
    IDLE,
    /** A session is being opened or followed, and the server has neither responded nor failed yet. */
    CONNECTING,
    /** The server pushes what is new over a WebSocket. */
    LIVE,
    /** The service polls. With long polls, messages arrive as soon as over a WebSocket. */
    POLLING,
    /** The last attempt failed. The service tries again by itself, without limit; {@link ChatService#retryNow} tries at once. */
    OFFLINE,
    /**
     * The server rejects the caller's token, and refreshing it did not help. The service has stopped; after the caller has signed in,
     * {@link ChatService#retryNow} goes on.
     */
    AUTH_REQUIRED,
    /** The service is closed. Listeners are not told, since a closed service calls none. */
    CLOSED
}
