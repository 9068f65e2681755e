package dev.helpline.chat.spi.audit;

import dev.helpline.chat.spi.CustomerId;
import dev.helpline.chat.spi.audit.AuditSubject.Kind;
import dev.helpline.chat.spi.time.TimeWindow;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A query for audit records of any subject. A null part does not restrict the list. Thread-safe: immutable. */
public final class AuditQuery {
    /** Every record. */
    public static final AuditQuery ALL = builder().build();

    private final @Nullable AuditSubject subject;
    private final Set<Kind> kinds;
    private final @Nullable CustomerId customer;
    private final @Nullable String actor;
    private final @Nullable String action;
    private final TimeWindow written;

    private AuditQuery(Builder builder) {
        subject = builder.subject;
        kinds = Set.copyOf(builder.kinds);
        customer = builder.customer;
        actor = builder.actor;
        action = builder.action;
        written = builder.written;
    }

    /** Returns a builder of a query for every record. */
    public static Builder builder() {
        return new Builder();
    }

    /** Returns a builder that starts with the parts of this one. */
    public Builder toBuilder() {
        return new Builder(this);
    }

    /** Only records of this subject. */
    public @Nullable AuditSubject subject() {
        return subject;
    }

    /** Only records of subjects of these kinds. */
    public Set<Kind> kinds() {
        return kinds;
    }

    /** Only records of the sessions that are this customer's now, of the legal holds of these and of the customer, and of the customer's block. */
    public @Nullable CustomerId customer() {
        return customer;
    }

    /** Only records of what the participant of this id did; exact. */
    public @Nullable String actor() {
        return actor;
    }

    /** Only records of this action; exact. */
    public @Nullable String action() {
        return action;
    }

    /** Only records that were written in this window. */
    public TimeWindow written() {
        return written;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        if (this == other) {
            return true;
        }
        return other instanceof AuditQuery that
                && Objects.equals(subject, that.subject)
                && kinds.equals(that.kinds)
                && Objects.equals(customer, that.customer)
                && Objects.equals(actor, that.actor)
                && Objects.equals(action, that.action)
                && written.equals(that.written);
    }

    @Override
    public int hashCode() {
        return Objects.hash(subject, kinds, customer, actor, action, written);
    }

    @Override
    public String toString() {
        return "AuditQuery[" + subject + " " + kinds + " " + customer + " " + actor + " " + action + " " + written
                + "]";
    }

    /** Builds an {@link AuditQuery}. Not thread-safe. */
    public static final class Builder {
        private @Nullable AuditSubject subject;
        private Set<Kind> kinds = Set.of(Kind.values());
        private @Nullable CustomerId customer;
        private @Nullable String actor;
        private @Nullable String action;
        private TimeWindow written = TimeWindow.ALWAYS;

        private Builder() {}

        private Builder(AuditQuery query) {
            subject = query.subject;
            kinds = query.kinds;
            customer = query.customer;
            actor = query.actor;
            action = query.action;
            written = query.written;
        }

        /** See {@link AuditQuery#subject()}. Default: any. */
        public Builder subject(@Nullable AuditSubject value) {
            subject = value;
            return this;
        }

        /** See {@link AuditQuery#kinds()}. Default: all. */
        public Builder kinds(Set<Kind> value) {
            kinds = Objects.requireNonNull(value, "kinds");
            return this;
        }

        /** See {@link AuditQuery#customer()}. Default: any. */
        public Builder customer(@Nullable CustomerId value) {
            customer = value;
            return this;
        }

        /** See {@link AuditQuery#actor()}. Default: any. */
        public Builder actor(@Nullable String value) {
            actor = value;
            return this;
        }

        /** See {@link AuditQuery#action()}. Default: any. */
        public Builder action(@Nullable String value) {
            action = value;
            return this;
        }

        /** See {@link AuditQuery#written()}. Default: always. */
        public Builder written(TimeWindow value) {
            written = Objects.requireNonNull(value, "written");
            return this;
        }

        /** Returns the AuditQuery. */
        public AuditQuery build() {
            return new AuditQuery(this);
        }
    }
}
