package dev.helpline.chat.spi.audit;

import dev.helpline.chat.spi.Checks;
import dev.helpline.chat.spi.auth.Role;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A record of who did what to a session or another subject. The records of a subject form a chain: each contains the hash of the one
 * before it.
 *
 * <p>The hash covers a salted digest of actor and detail rather than their text, so that erasing the text and its salt
 * leaves the chain whole.
 *
 * @param subject what was changed
 * @param number from 1, without gaps, in the subject's chain
 * @param at UTC instant of the change that wrote the record, at millisecond precision
 * @param role the role in which the actor acted; null for the engine itself or the host
 * @param actor the actor's id, at most 128 characters; {@code host} with no role for the host; null for the engine itself, or erased
 * @param action what was done, in upper snake case; at most 64 characters
 * @param detail facts worth keeping, never message text; at most 12,000 code points; null if there are none, or erased
 * @param salt the salt of the digest of actor and detail, at most 128 characters; null if erased
 * @param commitment the salted digest of actor and detail, in hexadecimal; like the hashes at most 128 characters
 * @param previousHash the hash of the record before it; empty for the first
 * @param hash the digest of every part that is never erased, in hexadecimal
 */
public record AuditRecord(
        AuditSubject subject,
        long number,
        Instant at,
        @Nullable Role role,
        @Nullable String actor,
        String action,
        @Nullable String detail,
        @Nullable String salt,
        String commitment,
        String previousHash,
        String hash) {
    /** Checks presence and cuts the instant to milliseconds. */
    public AuditRecord {
        Objects.requireNonNull(subject, "subject");
        Checks.within("number", number, 1, Long.MAX_VALUE);
        at = Checks.millis(at);
        Objects.requireNonNull(action, "action");
        Objects.requireNonNull(commitment, "commitment");
        Objects.requireNonNull(previousHash, "previousHash");
        Objects.requireNonNull(hash, "hash");
    }

    /** Throws {@link IllegalArgumentException} unless the record is about {@code changed}. */
    public void requireAbout(AuditSubject changed) {
        Checks.require(subject.equals(changed), "the audit record must be of what is changed");
    }

    /** Subject, number and action; neither the actor nor the detail. */
    @Override
    public String toString() {
        return "AuditRecord[" + subject + " " + number + " " + action + "]";
    }
}
