package dev.helpline.chat.core.poll;

/** What a poll answers besides what the other side wrote. */
public enum Include {
    /** The caller's own messages. */
    OWN,
    /** Messages of the system, and events. */
    SYSTEM
}
