package dev.helpline.chat.core.poll;

/** What a poll returns besides the other side's messages. */
public enum Include {
    /** The caller's own messages. */
    OWN,
    /** Messages of the system, and events. */
    SYSTEM
}
