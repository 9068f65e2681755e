package dev.helpline.chat.spi.session;

/** How urgent a session is; a higher constant is served first. */
public enum Priority {
    LOW,
    /** The priority of a session unless the engine's rules or an agent set another one. */
    NORMAL,
    HIGH,
    URGENT
}
