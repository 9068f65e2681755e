package dev.helpline.chat.client.service;

/** How a session came to its end. */
public enum EndKind {
    /** An agent ended it. */
    BY_AGENT,
    /** The customer ended it, here or elsewhere. */
    BY_CUSTOMER,
    /** Nobody said anything for too long. */
    BY_EXPIRY,
    /** The server ended it for a reason of its own. */
    BY_SYSTEM
}
