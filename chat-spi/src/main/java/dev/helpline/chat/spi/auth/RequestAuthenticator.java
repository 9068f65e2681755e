package dev.helpline.chat.spi.auth;

import dev.helpline.chat.spi.Experimental;
import dev.helpline.chat.spi.auth.Authenticator.Accepted;
import dev.helpline.chat.spi.auth.Authenticator.Refused;
import dev.helpline.chat.spi.auth.Authenticator.Verdict;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * Authenticates the caller of a request that has no bearer token: by a cookie, a header of the host's, or the user that the host's container
 * has signed in. Customers and agents have one each, as they have an {@link Authenticator} each.
 *
 * <p>Browsers attach cookies to requests of any page, so a request that changes something must also prove that it comes from a page of the
 * host's own; the HTTP module checks that for each caller that is accepted here.
 *
 * <p>Is called for each request, on the thread that received it, since verdicts about requests are not cached. Implementations are
 * thread-safe.
 */
@Experimental
@FunctionalInterface
public interface RequestAuthenticator {
    /** Authenticates no caller. */
    RequestAuthenticator NONE = request -> Optional.empty();

    /**
     * Judges a request. Returns {@link Accepted} for a caller who is signed in, {@link Refused} for a sign-in that is forged or has expired,
     * and empty for a request without a sign-in of this kind, which is then treated like any request without a token. Throws if no judgement
     * could be made, for example because a session store did not reply.
     *
     * <p>The end of a verdict's validity closes a WebSocket of the caller. The HTTP module never believes a verdict for more than an hour.
     */
    Optional<Verdict> authenticate(AuthenticationRequest request);

    /**
     * Returns an authenticator that accepts the users whom the host's container has signed in, such as those of Spring Security.
     *
     * @param mapping returns the chat's principal for a user of the container; empty for a user who is none on this side of the chat
     */
    static RequestAuthenticator ofUserPrincipal(Function<java.security.Principal, Optional<Principal>> mapping) {
        Objects.requireNonNull(mapping, "mapping");
        return request ->
                request.userPrincipal().flatMap(mapping).map(principal -> new Accepted(principal, Instant.MAX));
    }
}
