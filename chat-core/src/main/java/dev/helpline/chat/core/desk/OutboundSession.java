package dev.helpline.chat.core.desk;

import dev.helpline.chat.spi.Checks;
import dev.helpline.chat.spi.CustomerId;
import dev.helpline.chat.spi.Experimental;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.session.Customer;
import dev.helpline.chat.spi.session.Topic;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A request of an agent to start a session with a customer. Thread-safe: immutable. */
@Experimental
public final class OutboundSession {
    private final Customer customer;
    private final @Nullable SessionId id;
    private final Topic topic;
    private final @Nullable String department;
    private final @Nullable String message;

    private OutboundSession(Builder builder) {
        customer = builder.customer;
        id = builder.id;
        topic = builder.topic;
        department = builder.department;
        message = builder.message;
    }

    /** Returns a builder of a session with a customer who has an account, of whom what the last session knows holds. */
    public static Builder with(CustomerId customer) {
        return with(Customer.builder(customer).build());
    }

    /**
     * Returns a builder of a session with a customer who has an account.
     *
     * @param customer no guest; a name, an e-mail address or a telephone number that is null is that of the customer's last session
     * @throws IllegalArgumentException for a guest
     */
    public static Builder with(Customer customer) {
        return new Builder(customer);
    }

    /** The customer, as the agent describes the customer. */
    public Customer customer() {
        return customer;
    }

    /** The id that the client made, which tells a repeat from a second session; null to let the engine make one. */
    public @Nullable SessionId id() {
        return id;
    }

    /** The topic of the session. Without a locale, it is that of the customer's last session. */
    public Topic topic() {
        return topic;
    }

    /** The department that the session belongs to; null to leave that to the policy, as with sessions that customers start. */
    public @Nullable String department() {
        return department;
    }

    /** The agent's first message, stored with the session; null for none. */
    public @Nullable String message() {
        return message;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        if (this == other) {
            return true;
        }
        return other instanceof OutboundSession that
                && customer.equals(that.customer)
                && Objects.equals(id, that.id)
                && topic.equals(that.topic)
                && Objects.equals(department, that.department)
                && Objects.equals(message, that.message);
    }

    @Override
    public int hashCode() {
        return Objects.hash(customer, id, topic, department, message);
    }

    /** The id, the customer and the department; never personal data. */
    @Override
    public String toString() {
        return "OutboundSession[" + id + " with " + customer.id() + " in " + department + "]";
    }

    /** Builds an {@link OutboundSession}. Not thread-safe. */
    public static final class Builder {
        private final Customer customer;
        private @Nullable SessionId id;
        private Topic topic = Topic.NONE;
        private @Nullable String department;
        private @Nullable String message;

        private Builder(Customer customer) {
            Checks.require(!customer.guest(), "an agent starts no session with a guest");
            this.customer = customer;
        }

        /** See {@link OutboundSession#id()}. Default: none. */
        public Builder id(@Nullable SessionId value) {
            id = value;
            return this;
        }

        /** See {@link OutboundSession#topic()}. Default: none. */
        public Builder topic(Topic value) {
            topic = Objects.requireNonNull(value, "topic");
            return this;
        }

        /** See {@link OutboundSession#department()}. Default: none. */
        public Builder department(@Nullable String value) {
            department = value;
            return this;
        }

        /** See {@link OutboundSession#message()}. Default: none. */
        public Builder message(@Nullable String value) {
            message = value;
            return this;
        }

        /** Returns the request. */
        public OutboundSession build() {
            return new OutboundSession(this);
        }
    }
}
