package dev.helpline.chat.spi.store;

import dev.helpline.chat.spi.CustomerId;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A query for the sessions of one customer, open and ended. A null part does not restrict the list. Thread-safe: immutable. */
public final class SessionHistoryQuery {
    private final CustomerId customer;
    private final @Nullable String externalRef;

    private SessionHistoryQuery(Builder builder) {
        customer = builder.customer;
        externalRef = builder.externalRef;
    }

    /** Returns a query for all sessions of a customer. */
    public static SessionHistoryQuery of(CustomerId customer) {
        return builder(customer).build();
    }

    /** Returns a builder of a query for all sessions of a customer. */
    public static Builder builder(CustomerId customer) {
        return new Builder(customer);
    }

    /** Returns a builder that starts with the parts of this one. */
    public Builder toBuilder() {
        return new Builder(customer).externalRef(externalRef);
    }

    /** Only sessions of this customer. */
    public CustomerId customer() {
        return customer;
    }

    /** Only sessions with exactly this external reference. */
    public @Nullable String externalRef() {
        return externalRef;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        if (this == other) {
            return true;
        }
        return other instanceof SessionHistoryQuery that
                && customer.equals(that.customer)
                && Objects.equals(externalRef, that.externalRef);
    }

    @Override
    public int hashCode() {
        return Objects.hash(customer, externalRef);
    }

    /** The customer only. */
    @Override
    public String toString() {
        return "SessionHistoryQuery[" + customer + "]";
    }

    /** Builds a {@link SessionHistoryQuery}. Not thread-safe. */
    public static final class Builder {
        private final CustomerId customer;
        private @Nullable String externalRef;

        private Builder(CustomerId customer) {
            this.customer = Objects.requireNonNull(customer, "customer");
        }

        /** See {@link SessionHistoryQuery#externalRef()}. Default: none. */
        public Builder externalRef(@Nullable String value) {
            externalRef = value;
            return this;
        }

        /** Returns the SessionHistoryQuery. */
        public SessionHistoryQuery build() {
            return new SessionHistoryQuery(this);
        }
    }
}
