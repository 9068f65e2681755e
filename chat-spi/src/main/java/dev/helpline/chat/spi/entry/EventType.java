package dev.helpline.chat.spi.entry;

import java.util.Locale;

/** What can happen to a session; the type of an {@link EntryKind#EVENT} entry is the constant's lower-case name. */
public enum EventType {
    SESSION_STARTED,
    SESSION_ASSIGNED,
    SESSION_HELD,
    SESSION_RESUMED,
    SESSION_ENDED,
    SESSION_RATED;

    private final String type = name().toLowerCase(Locale.ROOT);

    /** The constant as an entry's type: {@code session_started}. */
    public String type() {
        return type;
    }
}
