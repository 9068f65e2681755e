package dev.helpline.chat.spi.auth;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The authenticated caller, taken from a verified token and never from the body of a request.
 *
 * <p>The texts of a profile are repaired rather than rejected, because the caller cannot change them: tabs and line
 * breaks become spaces, other control characters are dropped, and longer texts are cut off. A blank text becomes null.
 *
 * @param role the role in which the caller acts
 * @param id the token's subject, spelled like an id (see {@link dev.helpline.chat.spi.CustomerId}); empty for
 *     {@link Role#ANONYMOUS}
 * @param name the name that other participants see; at most 255 code points
 * @param email as the token says; at most 255 code points
 * @param phone as the token says; at most 64 code points
 * @param department an agent's department; at most 255 code points
 */
public record Principal(
        Role role,
        String id,
        @Nullable String name,
        @Nullable String email,
        @Nullable String phone,
        @Nullable String department) {
    /** As {@link dev.helpline.chat.spi.store.TextLimits} says, on whose package this one must not depend. */
    private static final int MAX_TEXT = 255;

    private static final int MAX_PHONE = 64;

    /** The caller of every call without a token. */
    public static final Principal ANONYMOUS = new Principal(Role.ANONYMOUS, "", null, null, null, null);

    /** Checks the presence of role and id, and repairs the texts. */
    public Principal {
        Objects.requireNonNull(role, "role");
        Objects.requireNonNull(id, "id");
        name = ProfileText.tidy(name, MAX_TEXT);
        email = ProfileText.tidy(email, MAX_TEXT);
        phone = ProfileText.tidy(phone, MAX_PHONE);
        department = ProfileText.tidy(department, MAX_TEXT);
    }

    /** Returns a customer of whom only the id and perhaps a name are known. */
    public static Principal customer(String id, @Nullable String name) {
        return new Principal(Role.CUSTOMER, id, name, null, null, null);
    }

    /** Returns an agent, supervisor or admin. */
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
