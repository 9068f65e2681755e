package dev.helpline.chat.http;

import dev.helpline.chat.spi.auth.Principal;
import dev.helpline.chat.spi.auth.Role;

/**
 * Who calls.
 *
 * @param principal by the token; ANONYMOUS without one
 * @param address where the call came from, as something to count by; see {@link ClientAddresses}
 */
record Caller(Principal principal, String address) {
    boolean isAgent() {
        return principal.role().isAgent();
    }

    boolean isAnonymous() {
        return principal.role() == Role.ANONYMOUS;
    }

    /** What the caller's budget is booked under. */
    String key() {
        return isAnonymous() ? "address:" + address : principal.role() + ":" + principal.id();
    }
}
