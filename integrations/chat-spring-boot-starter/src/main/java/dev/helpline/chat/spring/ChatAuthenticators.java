package dev.helpline.chat.spring;

import dev.helpline.chat.spi.auth.Authenticator;
import java.util.Objects;

/**
 * What decides who calls over HTTP. An application with tokens of its own defines a bean of this type; otherwise {@code
 * helpline.tokens.customer-secret} and {@code helpline.tokens.agent-secret} make one for HS256 JSON Web Tokens.
 *
 * @param customers for the calls of customers
 * @param agents for the calls of agents
 */
public record ChatAuthenticators(Authenticator customers, Authenticator agents) {
    /** Checks presence. */
    public ChatAuthenticators {
        Objects.requireNonNull(customers, "customers");
        Objects.requireNonNull(agents, "agents");
    }
}
