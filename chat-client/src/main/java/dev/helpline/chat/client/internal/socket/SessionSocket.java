package dev.helpline.chat.client.internal.socket;

/** One WebSocket, which may be open or not. No method waits or throws. Thread-safe. */
public interface SessionSocket {
    /** Asks the server for a sign of life. */
    void ping();

    /** Tells the server up to which number the client has all entries. */
    void delivered(long upTo);

    /** Drops the connection. The listener may still be called for what has arrived. */
    void drop();
}
