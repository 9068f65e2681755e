package dev.helpline.chat.http.internal.wire;

import dev.helpline.chat.spi.session.Customer;
import org.jspecify.annotations.Nullable;

/** A customer as agents see them, as JSON. */
record WireUser(
        String userId,
        @Nullable String email,
        @Nullable String name,
        @Nullable String phone,
        boolean isGuest) {
    static WireUser of(Customer customer) {
        return new WireUser(
                customer.id().value(), customer.email(), customer.name(), customer.phone(), customer.guest());
    }
}
