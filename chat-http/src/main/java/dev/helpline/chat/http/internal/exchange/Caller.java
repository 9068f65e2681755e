package dev.helpline.chat.http.internal.exchange;

import dev.helpline.chat.spi.NetworkAddress;
import dev.helpline.chat.spi.auth.Authenticator.Accepted;
import dev.helpline.chat.spi.auth.Principal;
import dev.helpline.chat.spi.auth.Role;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The caller of a call.
 *
 * @param token the accepted token; see {@link #WITHOUT_TOKEN}
 * @param address the key of the client's address; see {@link ClientAddresses}
 * @param network the client's address; null if it is not known
 */
public record Caller(
        Accepted token, String address, @Nullable NetworkAddress network) {
    /** Replaces the token of a call that has none. */
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

    /** The key of the caller's budget. */
    public String key() {
        return isAnonymous() ? "address:" + address : role() + ":" + principal().id();
    }
}
