package dev.helpline.chat.spring;

import dev.helpline.chat.spi.auth.RequestAuthenticator;
import java.util.Objects;

/**
 * What decides who calls without a bearer token, by the application's own sign-in. With Spring Security, {@link
 * RequestAuthenticator#ofUserPrincipal} gets its {@code Authentication}. An application whose users all sign in this way needs no {@link
 * ChatAuthenticators}; tokens are then rejected.
 *
 * @param customers for the calls of customers; {@link RequestAuthenticator#NONE} if they have tokens
 * @param agents for the calls of agents; {@link RequestAuthenticator#NONE} if they have tokens
 */
public record ChatRequestAuthenticators(RequestAuthenticator customers, RequestAuthenticator agents) {
    /** Checks presence. */
    public ChatRequestAuthenticators {
        Objects.requireNonNull(customers, "customers");
        Objects.requireNonNull(agents, "agents");
    }
}
