package dev.helpline.chat.spi.session;

import dev.helpline.chat.spi.CustomerId;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The customer of a session, as known when the session began. Name, email and phone are what the customer's token or
 * app said.
 *
 * @param id the subject of the customer's token
 * @param name at most 255 code points
 * @param email at most 255 code points; not checked to be an address
 * @param phone at most 64 code points; not checked to be a number
 * @param guest whether the customer had no account
 */
public record Customer(
        CustomerId id,
        @Nullable String name,
        @Nullable String email,
        @Nullable String phone,
        boolean guest) {
    /** Checks presence only; the engine checks lengths. */
    public Customer {
        Objects.requireNonNull(id, "id");
    }
}
