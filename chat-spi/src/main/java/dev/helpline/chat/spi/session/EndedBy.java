package dev.helpline.chat.spi.session;

/** The side that ended a session. */
public enum EndedBy {
    CUSTOMER,
    AGENT,
    SYSTEM
}
