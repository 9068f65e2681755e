package dev.helpline.chat.socketio.internal.transport;

import java.util.concurrent.CompletionStage;

/** The server's side of one connection. Thread-safe; nothing blocks. */
public interface TransportSocket {
    /**
     * Sends a message behind those that wait already. A client for which too much waits is too slow, and is closed.
     *
     * @return a stage that is complete once the message is handed to the network; it fails if the connection is closed before
     */
    CompletionStage<Void> send(String message);

    /** Closes the connection once what waits is sent. */
    void close();
}
