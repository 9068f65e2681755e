package dev.helpline.chat.spi.auth;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The authenticated caller. Made from a verified token, never from a request's body.
 *
 * @param role in which role
 * @param id the token's subject, spelled like an id (see {@link dev.helpline.chat.spi.CustomerId}); empty for
 *     {@link Role#ANONYMOUS}
 * @param name what others may be shown
 * @param email as the token says
 * @param phone as the token says
 * @param department an agent's department
 */
public record Principal(
        Role role,
        String id,
        @Nullable String name,
        @Nullable String email,
        @Nullable String phone,
        @Nullable String department) {
    /** Nobody in particular. */
    public static final Principal ANONYMOUS = new Principal(Role.ANONYMOUS, "", null, null, null, null);

    /** Checks presence. */
    public Principal {
        Objects.requireNonNull(role, "role");
        Objects.requireNonNull(id, "id");
    }

    /** A customer of whom only the id and perhaps a name are known. */
    public static Principal customer(String id, @Nullable String name) {
        return new Principal(Role.CUSTOMER, id, name, null, null, null);
    }

    /** Somebody on the answering side. */
    public static Principal agent(String id, Role role, @Nullable String name, @Nullable String department) {
        if (!role.isAgent()) {
            throw new IllegalArgumentException("role must be an agent's, was " + role);
        }
        return new Principal(role, id, name, null, null, department);
    }

    /** Role and id; no personal data. */
    @Override
    public String toString() {
        return role + " " + id;
    }
}
