package dev.helpline.chat.client.service;

/** The state of a message between this client and the server. */
public enum DeliveryState {
    /** Written with this service and not stored by the server yet. It stays so while the server cannot be reached or the caller is not signed in. */
    SENDING,
    /** Written with this service and stored by the server. */
    SENT,
    /**
     * Written with this service, and the server rejected the message or the start of its session;
     * {@link ChatMessage#failureCode()} says why. {@link ChatService#retry} sends it again.
     */
    FAILED,
    /** Received from the server, written by another participant or on another device. */
    RECEIVED
}
