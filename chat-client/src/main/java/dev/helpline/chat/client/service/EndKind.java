package dev.helpline.chat.client.service;

/** How a session ended. */
public enum EndKind {
    /** An agent ended it. */
    BY_AGENT,
    /** The customer ended it, with this service or on another device. */
    BY_CUSTOMER,
    /** No participant wrote anything for too long. */
    BY_EXPIRY,
    /** The server ended it for another reason. */
    BY_SYSTEM
}
