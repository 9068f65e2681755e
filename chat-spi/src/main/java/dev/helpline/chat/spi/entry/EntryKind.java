package dev.helpline.chat.spi.entry;

/** The kinds of entries in a session's log. */
public enum EntryKind {
    /** A message of a participant. */
    MESSAGE,
    /** A change of the session; see {@link EventType}. */
    EVENT,
    /** A note from an agent to the other agents. */
    NOTE,
    /** A change to an earlier message, which {@link Entry#replyTo()} names; see {@link AmendmentType}. */
    AMENDMENT
}
