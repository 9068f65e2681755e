package dev.helpline.chat.http.exchange;

import dev.helpline.chat.spi.Experimental;

/**
 * The chat's side of one open WebSocket. The adapter calls these methods one at a time and in the order in which the frames arrived.
 * They do not wait for other threads, but may read the store. Implemented only by this library.
 */
@Experimental
public interface ChatSocket {
    /**
     * Takes the next part of a text message. The chat itself bounds the length of a message, so that an adapter can hand over the
     * parts as they arrive and keep nothing.
     *
     * @param part the decoded text, whole or cut at any character
     * @param last whether the message ends with this part
     */
    void received(String part, boolean last);

    /** The client has sent a binary message, which the protocol does not have. Closes the connection. */
    void receivedBinary();

    /** The connection is closed, by either side, or lost. Calling it again has no effect. */
    void closed();
}
