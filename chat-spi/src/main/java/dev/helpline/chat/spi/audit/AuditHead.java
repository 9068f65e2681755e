package dev.helpline.chat.spi.audit;

import dev.helpline.chat.spi.Checks;
import java.util.Objects;

/**
 * Where the chain of a subject ends, kept apart from its records, so that records cannot be cut off unnoticed.
 *
 * @param number the number of the newest record; 0 if there is none
 * @param hash the hash of the newest record; empty if there is none
 */
public record AuditHead(long number, String hash) {
    /** The end of a chain without records. */
    public static final AuditHead NONE = new AuditHead(0, "");

    /** Checks the number. */
    public AuditHead {
        Checks.within("number", number, 0, Long.MAX_VALUE);
        Objects.requireNonNull(hash, "hash");
    }
}
