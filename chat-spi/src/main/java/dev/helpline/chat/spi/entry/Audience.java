package dev.helpline.chat.spi.entry;

/** The participants who may see an entry. */
public enum Audience {
    /** The customer and every agent. */
    ALL,
    /** Agents only. */
    AGENTS
}
