package dev.helpline.chat.spi.entry;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What an amendment does to its message; the type of an {@link EntryKind#AMENDMENT} entry is the constant's lower-case name. */
public enum AmendmentType {
    /** The message has another text, that of the amendment. */
    EDITED,
    /** The message has no text any more. */
    WITHDRAWN;

    private final String type = name().toLowerCase(Locale.ROOT);

    /**
     * Returns what an entry does to the message that it names; empty for an entry of another kind, for one that names no message, and
     * for an amendment that this version of the library does not know.
     */
    public static Optional<AmendmentType> of(Entry entry) {
        return entry.kind() == EntryKind.AMENDMENT && entry.replyTo() != null
                ? Arrays.stream(values())
                        .filter(constant -> constant.type.equals(entry.type()))
                        .findFirst()
                : Optional.empty();
    }

    /** The constant as an entry's type: {@code edited}. */
    public String type() {
        return type;
    }
}
