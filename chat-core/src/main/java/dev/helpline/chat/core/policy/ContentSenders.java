package dev.helpline.chat.core.policy;

/** Who may send messages with content of a type besides their text. */
public enum ContentSenders {
    /** Neither customers nor agents. */
    NONE,
    /** Agents. */
    AGENTS,
    /** Agents and customers. */
    ALL
}
