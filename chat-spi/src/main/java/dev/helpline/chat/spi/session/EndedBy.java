package dev.helpline.chat.spi.session;

/** Who ended a session. */
public enum EndedBy {
    CUSTOMER,
    AGENT,
    SYSTEM
}
