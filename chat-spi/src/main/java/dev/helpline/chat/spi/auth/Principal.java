package dev.helpline.chat.spi.auth;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The authenticated caller, taken from a verified token and never from the body of a request.
 *
 * <p>The texts of a profile are repaired rather than rejected, because the caller cannot change them: tabs and line
 * breaks become spaces, other control characters are dropped, and longer texts are cut off. A blank text becomes null, and so does an
 * external reference that is too long, since a part of it would name something else.
 *
 * <p>Thread-safe: immutable.
 */
public final class Principal {
    /** As {@link dev.helpline.chat.spi.store.TextLimits} says, on whose package this one must not depend. */
    private static final int MAX_TEXT = 255;

    private static final int MAX_PHONE = 64;
    private static final int MAX_EXTERNAL_REF = 128;

    /** The caller of every call without a token. */
    public static final Principal ANONYMOUS = builder(Role.ANONYMOUS, "").build();

    private final Role role;
    private final String id;
    private final @Nullable String name;
    private final @Nullable String email;
    private final @Nullable String phone;
    private final @Nullable String department;
    private final @Nullable String externalRef;
    private final boolean guest;

    private Principal(Builder builder) {
        role = builder.role;
        id = builder.id;
        name = ProfileText.tidy(builder.name, MAX_TEXT);
        email = ProfileText.tidy(builder.email, MAX_TEXT);
        phone = ProfileText.tidy(builder.phone, MAX_PHONE);
        department = ProfileText.tidy(builder.department, MAX_TEXT);
        guest = builder.guest;
        externalRef = ProfileText.tidyOrNull(builder.externalRef, MAX_EXTERNAL_REF);
    }

    /** Returns a builder of a caller of whom only role and id are known. */
    public static Builder builder(Role role, String id) {
        return new Builder(role, id);
    }

    /** Returns a builder that starts with the parts of this one. */
    public Builder toBuilder() {
        return new Builder(this);
    }

    /** The role in which the caller acts. */
    public Role role() {
        return role;
    }

    /** The token's subject, spelled like an id (see {@link dev.helpline.chat.spi.CustomerId}); empty for
     * {@link Role#ANONYMOUS}. */
    public String id() {
        return id;
    }

    /** The name that other participants see; at most 255 code points. */
    public @Nullable String name() {
        return name;
    }

    /** As the token says; at most 255 code points. */
    public @Nullable String email() {
        return email;
    }

    /** As the token says; at most 64 code points. */
    public @Nullable String phone() {
        return phone;
    }

    /** An agent's department; at most 255 code points. */
    public @Nullable String department() {
        return department;
    }

    /**
     * What the customer's token was issued for, such as an order or a ticket; at most 128 code points. A session that the customer starts
     * with it has this {@link dev.helpline.chat.spi.session.Topic#externalRef()}, whatever the app says.
     */
    public @Nullable String externalRef() {
        return externalRef;
    }

    /** Whether this is a customer without an account, who has one session and a token for it that the engine made. */
    public boolean guest() {
        return guest;
    }

    /** Returns a customer of whom only the id and perhaps a name are known. */
    public static Principal customer(String id, @Nullable String name) {
        return builder(Role.CUSTOMER, id).name(name).build();
    }

    /** Returns an agent, supervisor or admin. */
    public static Principal agent(String id, Role role, @Nullable String name, @Nullable String department) {
        if (!role.isAgent()) {
            throw new IllegalArgumentException("role must be an agent's, was " + role);
        }
        return builder(role, id).name(name).department(department).build();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        if (this == other) {
            return true;
        }
        return other instanceof Principal that
                && role == that.role
                && id.equals(that.id)
                && Objects.equals(name, that.name)
                && Objects.equals(email, that.email)
                && Objects.equals(phone, that.phone)
                && Objects.equals(department, that.department)
                && Objects.equals(externalRef, that.externalRef)
                && guest == that.guest;
    }

    @Override
    public int hashCode() {
        return Objects.hash(role, id, name, email, phone, department, externalRef, guest);
    }

    /** Role and id; no personal data. */
    @Override
    public String toString() {
        return role + " " + id;
    }

    /** Builds a {@link Principal}. Not thread-safe. */
    public static final class Builder {
        private final Role role;
        private final String id;
        private @Nullable String name;
        private @Nullable String email;
        private @Nullable String phone;
        private @Nullable String department;
        private @Nullable String externalRef;
        private boolean guest;

        private Builder(Role role, String id) {
            this.role = Objects.requireNonNull(role, "role");
            this.id = Objects.requireNonNull(id, "id");
        }

        private Builder(Principal principal) {
            role = principal.role;
            id = principal.id;
            name = principal.name;
            email = principal.email;
            phone = principal.phone;
            department = principal.department;
            externalRef = principal.externalRef;
            guest = principal.guest;
        }

        /** See {@link Principal#name()}. Default: none. */
        public Builder name(@Nullable String value) {
            name = value;
            return this;
        }

        /** See {@link Principal#email()}. Default: none. */
        public Builder email(@Nullable String value) {
            email = value;
            return this;
        }

        /** See {@link Principal#phone()}. Default: none. */
        public Builder phone(@Nullable String value) {
            phone = value;
            return this;
        }

        /** See {@link Principal#department()}. Default: none. */
        public Builder department(@Nullable String value) {
            department = value;
            return this;
        }

        /** See {@link Principal#externalRef()}. Default: none. */
        public Builder externalRef(@Nullable String value) {
            externalRef = value;
            return this;
        }

        /** See {@link Principal#guest()}. For the engine: an authenticator of the host's never sets it. Default: false. */
        public Builder guest(boolean value) {
            guest = value;
            return this;
        }

        /** Returns the Principal. */
        public Principal build() {
            return new Principal(this);
        }
    }
}
