package dev.helpline.chat.http.internal.exchange;

import dev.helpline.chat.spi.auth.Authenticator.Accepted;
import dev.helpline.chat.spi.auth.Principal;
import dev.helpline.chat.spi.auth.Role;
import java.time.Instant;

/**
 * Who calls.
 *
 * @param token what the token says; see {@link #WITHOUT_TOKEN}
 * @param address where the call came from, as something to count by; see {@link ClientAddresses}
 */
public record Caller(Accepted token, String address) {
    /** Stands for the token of a call that has none. */
    static final Accepted WITHOUT_TOKEN = new Accepted(Principal.ANONYMOUS, Instant.MAX);

    public Principal principal() {
        return token.principal();
    }

    public Role role() {
        return principal().role();
    }

    public boolean isAgent() {
        return role().isAgent();
    }

    public boolean isAnonymous() {
        return role() == Role.ANONYMOUS;
    }

    /** What the caller's budget is booked under. */
    public String key() {
        return isAnonymous() ? "address:" + address : role() + ":" + principal().id();
    }
}
