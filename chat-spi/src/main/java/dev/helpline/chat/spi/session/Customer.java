package dev.helpline.chat.spi.session;

import dev.helpline.chat.spi.CustomerId;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The customer of a session, as known when the session began. Name, email and phone are what the customer's token or app
 * said; the engine checks their lengths. Thread-safe: immutable.
 */
public final class Customer {
    private final CustomerId id;
    private final @Nullable String name;
    private final @Nullable String email;
    private final @Nullable String phone;
    private final boolean guest;

    private Customer(Builder builder) {
        id = builder.id;
        name = builder.name;
        email = builder.email;
        phone = builder.phone;
        guest = builder.guest;
    }

    /** Returns a builder of a customer with an account of whom only the id is known. */
    public static Builder builder(CustomerId id) {
        return new Builder(id);
    }

    /** Returns a builder that starts with the parts of this one. */
    public Builder toBuilder() {
        return new Builder(this);
    }

    /** The subject of the customer's token. */
    public CustomerId id() {
        return id;
    }

    /** At most 255 code points. */
    public @Nullable String name() {
        return name;
    }

    /** At most 255 code points; not checked to be an address. */
    public @Nullable String email() {
        return email;
    }

    /** At most 64 code points; not checked to be a number. */
    public @Nullable String phone() {
        return phone;
    }

    /** Whether the customer has no account. */
    public boolean guest() {
        return guest;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        if (this == other) {
            return true;
        }
        return other instanceof Customer that
                && id.equals(that.id)
                && Objects.equals(name, that.name)
                && Objects.equals(email, that.email)
                && Objects.equals(phone, that.phone)
                && guest == that.guest;
    }

    @Override
    public int hashCode() {
        return Objects.hash(id, name, email, phone, guest);
    }

    /** The id and whether the customer is a guest; no other personal data. */
    @Override
    public String toString() {
        return "Customer[" + id + (guest ? " guest" : "") + "]";
    }

    /** Builds a {@link Customer}. Not thread-safe. */
    public static final class Builder {
        private final CustomerId id;
        private @Nullable String name;
        private @Nullable String email;
        private @Nullable String phone;
        private boolean guest;

        private Builder(CustomerId id) {
            this.id = Objects.requireNonNull(id, "id");
        }

        private Builder(Customer customer) {
            id = customer.id;
            name = customer.name;
            email = customer.email;
            phone = customer.phone;
            guest = customer.guest;
        }

        /** See {@link Customer#name()}. Default: none. */
        public Builder name(@Nullable String value) {
            name = value;
            return this;
        }

        /** See {@link Customer#email()}. Default: none. */
        public Builder email(@Nullable String value) {
            email = value;
            return this;
        }

        /** See {@link Customer#phone()}. Default: none. */
        public Builder phone(@Nullable String value) {
            phone = value;
            return this;
        }

        /** See {@link Customer#guest()}. Default: false. */
        public Builder guest(boolean value) {
            guest = value;
            return this;
        }

        /** Returns the Customer. */
        public Customer build() {
            return new Customer(this);
        }
    }
}
