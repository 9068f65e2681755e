package dev.helpline.chat.client.internal.socket;

import org.jspecify.annotations.Nullable;

/** Opens WebSockets. A {@code ChatApi} that does not implement it can only be polled. Thread-safe. */
public interface SocketApi {
    /**
     * Opens the socket of a session. The listener is called on another thread, perhaps before this method returns.
     *
     * @param cursor what a poll or a socket has returned last; null to begin with the first entry
     */
    SessionSocket open(String sessionId, @Nullable String cursor, SocketListener listener);
}
