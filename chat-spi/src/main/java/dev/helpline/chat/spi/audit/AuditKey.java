package dev.helpline.chat.spi.audit;

import dev.helpline.chat.spi.Checks;
import java.time.Instant;
import java.util.Comparator;
import java.util.Objects;

/**
 * The place of a record among all audit records, of which the newest comes first; ties go to the greater subject and then to the greater
 * number. A list that continues after a key neither repeats nor skips a record.
 *
 * @param at when the record was written, at millisecond precision
 * @param subject what the record is about
 * @param number the number of the record among those of its subject, from 1
 */
public record AuditKey(Instant at, AuditSubject subject, long number) implements Comparable<AuditKey> {
    private static final Comparator<AuditKey> ORDER = Comparator.comparing(AuditKey::at)
            .thenComparing(AuditKey::subject)
            .thenComparing(AuditKey::number)
            .reversed();

    /** Cuts the instant to milliseconds. */
    public AuditKey {
        at = Checks.millis(at);
        Objects.requireNonNull(subject, "subject");
        Checks.within("number", number, 1, Long.MAX_VALUE);
    }

    /** Returns the key of a record. */
    public static AuditKey of(AuditRecord record) {
        return new AuditKey(record.at(), record.subject(), record.number());
    }

    /** Orders the newest first. */
    @Override
    public int compareTo(AuditKey other) {
        return ORDER.compare(this, other);
    }
}
