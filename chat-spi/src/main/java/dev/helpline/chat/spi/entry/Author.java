package dev.helpline.chat.spi.entry;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The participant who wrote an entry, or the system.
 *
 * @param type which kind of participant
 * @param id the customer's, agent's or bot's id; null for the system
 * @param name the name that other participants see, as known at the time; at most 255 code points
 * @param department an agent's department at the time; at most 255 code points
 */
public record Author(
        ParticipantType type,
        @Nullable String id,
        @Nullable String name,
        @Nullable String department) {
    /** The engine itself. */
    public static final Author SYSTEM = new Author(ParticipantType.SYSTEM, null, null, null);

    /** Checks presence only. */
    public Author {
        Objects.requireNonNull(type, "type");
    }
}
