package dev.helpline.chat.socketio.internal.transport;

/** The protocol above one connection. Its methods are called one at a time and in order, except {@link #closed}. */
public interface TransportListener {
    /** Takes one message. */
    void received(String message);

    /** Takes note of a binary message, which no dialect has. */
    void receivedBinary();

    /** The connection is closed, by either side, or lost. Called once. */
    void closed();
}
