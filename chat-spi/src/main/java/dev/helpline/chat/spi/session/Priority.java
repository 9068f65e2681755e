package dev.helpline.chat.spi.session;

/** How urgent a session is; a higher constant is served first. */
public enum Priority {
    LOW,
    /** What a session has unless somebody who may says otherwise. */
    NORMAL,
    HIGH,
    URGENT
}
