package dev.helpline.chat.client.service;

/** What changes a {@link ConnectionState}. */
enum ConnectionEvent {
    /** A session begins to be opened or followed, for the first time or again. */
    FOLLOWED,
    /** The server pushes what is new over a WebSocket. */
    PUSHED,
    /** The WebSocket is lost. */
    LOST,
    /** A poll has succeeded. */
    POLLED,
    /** An attempt has failed and will be repeated. */
    FAILED,
    /** The server rejects the caller's token. */
    SIGNED_OUT,
    /** The session has ended, or is not followed any more for another reason. */
    STOPPED,
    /** The app wants no traffic. */
    PAUSED,
    /** The service is closed. */
    CLOSED
}
