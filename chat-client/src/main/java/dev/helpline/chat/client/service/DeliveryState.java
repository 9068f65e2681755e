package dev.helpline.chat.client.service;

/** How far a message has come. */
public enum DeliveryState {
    /** Written here, on its way. */
    SENDING,
    /** Written here, stored by the server. */
    SENT,
    /** Written here, given up; {@link ChatMessage#failureCode()} says why. The server may have it all the same. */
    FAILED,
    /** Came from the server, written by somebody else or elsewhere. */
    RECEIVED
}
