package dev.helpline.chat.http.exchange;

import dev.helpline.chat.spi.Experimental;
import java.util.concurrent.CompletionStage;

/**
 * The server's side of one open WebSocket, as an adapter offers it to the chat. Neither method may block, and either may be called on
 * any thread. The chat makes the next {@link #send} only after the stage of the previous one is complete.
 */
@Experimental
public interface SocketPeer {
    /**
     * Sends one text frame.
     *
     * @return a stage that is complete once the frame is handed to the network; it fails if the connection is lost
     */
    CompletionStage<Void> send(String text);

    /**
     * Closes the connection with a close frame, behind a frame that is being sent. Has no effect on a closed connection.
     *
     * @param code 1000 to 4999, as {@code docs/protocol.md} lists them
     * @param reason for people, in ASCII, at most 100 characters
     */
    void close(int code, String reason);
}
