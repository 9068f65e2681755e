package dev.helpline.chat.spi.privacy;

import dev.helpline.chat.spi.Checks;
import dev.helpline.chat.spi.CustomerId;
import dev.helpline.chat.spi.Experimental;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.audit.AuditSubject;
import java.util.Comparator;
import java.util.Objects;

/**
 * What a legal hold protects.
 *
 * @param kind whether {@code id} names a customer or a session
 * @param id the {@link CustomerId} or the {@link SessionId} as text; compared exactly
 */
@Experimental
public record HoldSubject(Kind kind, String id) implements Comparable<HoldSubject> {
    private static final Comparator<HoldSubject> ORDER =
            Comparator.comparing((HoldSubject subject) -> subject.kind().name()).thenComparing(HoldSubject::id);

    /** The kinds of subjects. */
    public enum Kind {
        /** Everything about one customer. */
        CUSTOMER,
        /** One session. */
        SESSION
    }

    /** Checks the spelling; throws {@link IllegalArgumentException} naming the rule, never the value. */
    public HoldSubject {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(id, "id");
        Checks.require(
                kind == Kind.CUSTOMER ? CustomerId.isValid(id) : SessionId.isValid(id),
                "a subject's id must be spelled like that of a customer or of a session");
    }

    /** Returns the subject of a hold of a customer. */
    public static HoldSubject of(CustomerId customer) {
        return new HoldSubject(Kind.CUSTOMER, customer.value());
    }

    /** Returns the subject of a hold of a session. */
    public static HoldSubject of(SessionId session) {
        return new HoldSubject(Kind.SESSION, session.value());
    }

    /** Returns the subject of the audit records about the hold. */
    public AuditSubject auditSubject() {
        return new AuditSubject(
                kind == Kind.CUSTOMER ? AuditSubject.Kind.CUSTOMER_HOLD : AuditSubject.Kind.SESSION_HOLD, id);
    }

    /** Orders by the kind's name and the id, byte by byte. */
    @Override
    public int compareTo(HoldSubject other) {
        return ORDER.compare(this, other);
    }

    /** The kind only: the id of a customer is personal data. */
    @Override
    public String toString() {
        return "HoldSubject[" + kind + "]";
    }
}
