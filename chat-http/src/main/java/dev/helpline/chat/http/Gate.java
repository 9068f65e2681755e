package dev.helpline.chat.http;

import dev.helpline.chat.core.policy.AccessPolicy;
import dev.helpline.chat.spi.auth.Authenticator;
import dev.helpline.chat.spi.auth.Authenticator.Accepted;
import dev.helpline.chat.spi.auth.Authenticator.Verdict;
import dev.helpline.chat.spi.auth.Principal;
import dev.helpline.chat.spi.auth.Role;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds out who calls, and turns away whom a route is not for. */
final class Gate {
    private static final Logger LOG = LoggerFactory.getLogger(Gate.class);
    private static final String SCHEME = "bearer ";

    private final Authenticator customers;
    private final Authenticator agents;
    private final AccessPolicy policy;
    private final ClientAddresses addresses;

    Gate(Authenticator customers, Authenticator agents, AccessPolicy policy, ClientAddresses addresses) {
        this.customers = customers;
        this.agents = agents;
        this.policy = policy;
        this.addresses = addresses;
    }

    /** Who calls. A token that is presented must be good, even where none is needed. */
    Caller admit(Access access, HttpCall call) {
        Principal principal = access == Access.PUBLIC ? Principal.ANONYMOUS : principal(access, call);
        return new Caller(principal, addresses.keyOf(call));
    }

    private Principal principal(Access access, HttpCall call) {
        List<String> authorization = call.headers("Authorization");
        if (authorization.isEmpty()) {
            return withoutToken(access);
        }
        String token = token(authorization);
        return access == Access.AGENT ? agentOnAgentsPath(token) : participant(access, token);
    }

    private Principal withoutToken(Access access) {
        if (access == Access.AGENT) {
            throw noToken();
        }
        if (policy == AccessPolicy.SESSION_ID && access.letsIdsIn()) {
            return Principal.ANONYMOUS;
        }
        throw Failures.unauthenticated();
    }

    private Principal agentOnAgentsPath(String token) {
        if (token.isEmpty()) {
            throw noToken();
        }
        Principal principal = judge(agents, token)
                .orElseThrow(() -> new Refusal(WireError.AUTH_FAILED, "The token is expired or not valid"));
        if (!principal.role().isAgent()) {
            throw new Refusal(WireError.INVALID_ADMIN, "The token does not belong to an agent");
        }
        return principal;
    }

    private Principal participant(Access access, String token) {
        Optional<Principal> customer = judge(customers, token).filter(principal -> principal.role() == Role.CUSTOMER);
        if (customer.isPresent()) {
            return customer.get();
        }
        Principal agent = judge(agents, token)
                .filter(principal -> principal.role().isAgent())
                .orElseThrow(Failures::unauthenticated);
        if (!access.letsAgentsIn()) {
            throw new Refusal(WireError.FORBIDDEN, "This call is the customer's");
        }
        return agent;
    }

    private static Optional<Principal> judge(Authenticator authenticator, String token) {
        if (token.isEmpty()) {
            return Optional.empty();
        }
        return verdict(authenticator, token) instanceof Accepted accepted
                ? Optional.of(accepted.principal())
                : Optional.empty();
    }

    private static Verdict verdict(Authenticator authenticator, String token) {
        try {
            return authenticator.authenticate(token);
        } catch (RuntimeException unable) {
            LOG.warn("a token could not be judged", unable);
            throw Failures.unavailable("Tokens cannot be checked at the moment");
        }
    }

    /** The one token of the one header; empty if there is anything else. */
    private static String token(List<String> authorization) {
        String value = authorization.size() == 1 ? authorization.get(0) : "";
        return value.toLowerCase(Locale.ROOT).startsWith(SCHEME)
                ? value.substring(SCHEME.length()).strip()
                : "";
    }

    private static Refusal noToken() {
        return new Refusal(WireError.NO_TOKEN, "An agent's token is required");
    }
}
