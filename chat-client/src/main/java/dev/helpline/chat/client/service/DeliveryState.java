package dev.helpline.chat.client.service;

/** How far a message has come. */
public enum DeliveryState {
    /** Written here, on its way, for as long as the server cannot be reached. */
    SENDING,
    /** Written here, stored by the server. */
    SENT,
    /**
     * Written here, and the server refused it, or the session it was written for; {@link ChatMessage#failureCode()} says why.
     * {@link ChatService#retry} sends it again.
     */
    FAILED,
    /** Came from the server, written by somebody else or elsewhere. */
    RECEIVED
}
