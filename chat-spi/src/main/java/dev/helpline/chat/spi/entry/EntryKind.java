package dev.helpline.chat.spi.entry;

/** What an entry of a session's log is. */
public enum EntryKind {
    /** Something somebody said. */
    MESSAGE,
    /** Something that happened to the session; see {@link EventType}. */
    EVENT,
    /** Something agents tell each other. */
    NOTE,
    /** A change to an earlier entry. */
    AMENDMENT
}
