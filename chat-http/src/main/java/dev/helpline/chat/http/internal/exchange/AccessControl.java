package dev.helpline.chat.http.internal.exchange;

import dev.helpline.chat.core.policy.AccessPolicy;
import dev.helpline.chat.http.exchange.HttpCall;
import dev.helpline.chat.http.exchange.HttpReply;
import dev.helpline.chat.http.internal.wire.Refusal;
import dev.helpline.chat.http.internal.wire.WireError;
import dev.helpline.chat.spi.auth.Authenticator;
import dev.helpline.chat.spi.auth.Authenticator.Accepted;
import dev.helpline.chat.spi.auth.Authenticator.Refused;
import dev.helpline.chat.spi.auth.Authenticator.Verdict;
import dev.helpline.chat.spi.auth.Role;
import java.util.List;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Authenticates callers, and rejects those a route is not for. */
public final class AccessControl {
    private static final Logger LOG = LoggerFactory.getLogger(AccessControl.class);
    private static final String SCHEME = "bearer ";

    /** The headers that a call is judged by. An odd request id is replaced; other headers are for servers and proxies. */
    private static final List<String> HEADERS =
            List.of("Authorization", "Content-Encoding", "Content-Length", "Content-Type", "Origin", "X-Forwarded-For");

    private final Authenticator customers;
    private final Authenticator agents;
    private final AccessPolicy policy;
    private final ClientAddresses addresses;
    private final CallBudgets budgets;

    public AccessControl(
            Authenticator customers,
            Authenticator agents,
            AccessPolicy policy,
            ClientAddresses addresses,
            CallBudgets budgets) {
        this.customers = customers;
        this.agents = agents;
        this.policy = policy;
        this.addresses = addresses;
        this.budgets = budgets;
    }

    /** The caller. A token that is presented must be good, even where none is needed. */
    public Caller admit(AllowedCallers access, HttpCall call) {
        HEADERS.forEach(name -> call.headers(name).forEach(value -> text(name, value)));
        Accepted token = access == AllowedCallers.PUBLIC ? Caller.WITHOUT_TOKEN : token(access, call);
        Caller caller = new Caller(token, addresses.keyOf(call));
        if (access != AllowedCallers.PUBLIC && isRead(call)) {
            budgets.read(caller, call);
        }
        return caller;
    }

    /** Refuses with RATE_LIMITED a reply that is longer than what its reader has left. */
    public void checkReply(Caller caller, HttpCall call, HttpReply reply) {
        if (isRead(call)) {
            budgets.replied(caller, call, reply);
        }
    }

    private static boolean isRead(HttpCall call) {
        return call.method().equals("GET") || call.method().equals("HEAD");
    }

    private Accepted token(AllowedCallers access, HttpCall call) {
        List<String> authorization = call.headers("Authorization");
        if (authorization.isEmpty()) {
            return withoutToken(access);
        }
        String token = token(authorization);
        return access == AllowedCallers.AGENT ? agentOnAgentsPath(token) : participant(access, token);
    }

    private Accepted withoutToken(AllowedCallers access) {
        if (access == AllowedCallers.AGENT) {
            throw noToken();
        }
        if (policy == AccessPolicy.SESSION_ID && access.letsIdsIn()) {
            return Caller.WITHOUT_TOKEN;
        }
        throw Refusal.unauthenticated();
    }

    private Accepted agentOnAgentsPath(String token) {
        if (token.isEmpty()) {
            throw noToken();
        }
        Verdict verdict = verdict(agents, token);
        if (!(verdict instanceof Accepted accepted)) {
            LOG.debug("an agent's token is refused: {}", reason(verdict));
            throw new Refusal(WireError.AUTH_FAILED, "The token is expired or not valid");
        }
        if (!accepted.principal().role().isAgent()) {
            LOG.debug("an agent's token is refused: {}", reason(verdict));
            throw new Refusal(WireError.INVALID_ADMIN, "The token does not belong to an agent");
        }
        return accepted;
    }

    private Accepted participant(AllowedCallers access, String token) {
        if (token.isEmpty()) {
            LOG.debug("the Authorization header is refused: not one Bearer token");
            throw Refusal.unauthenticated();
        }
        Verdict asCustomer = verdict(customers, token);
        if (asCustomer instanceof Accepted customer && customer.principal().role() == Role.CUSTOMER) {
            return customer;
        }
        Verdict asAgent = verdict(agents, token);
        if (!(asAgent instanceof Accepted agent) || !agent.principal().role().isAgent()) {
            LOG.debug(
                    "a token is refused: as a customer's, {}; as an agent's, {}", reason(asCustomer), reason(asAgent));
            throw Refusal.unauthenticated();
        }
        if (!access.letsAgentsIn()) {
            throw new Refusal(WireError.FORBIDDEN, "This call is the customer's");
        }
        return agent;
    }

    /** For the log: why a verdict does not admit its caller. */
    private static String reason(Verdict verdict) {
        return verdict instanceof Refused refused ? refused.reason() : "a principal of another role";
    }

    private static Verdict verdict(Authenticator authenticator, String token) {
        try {
            return authenticator.authenticate(token);
        } catch (Throwable unable) {
            LOG.warn("a token could not be judged", unable);
            throw Refusal.unavailable("Tokens cannot be checked at the moment");
        }
    }

    /** The one token of the one header; empty if there is anything else. */
    private static String token(List<String> authorization) {
        String value = authorization.size() == 1 ? text("Authorization", authorization.get(0)) : "";
        return value.toLowerCase(Locale.ROOT).startsWith(SCHEME)
                ? value.substring(SCHEME.length()).strip()
                : "";
    }

    private static String text(String name, String value) {
        return HeaderText.decode(value)
                .orElseThrow(
                        () -> new Refusal(WireError.VALIDATION_ERROR, "The header " + name + " is not sound UTF-8"));
    }

    private static Refusal noToken() {
        LOG.debug("an agent's call is refused: not one Bearer token");
        return new Refusal(WireError.NO_TOKEN, "An agent's token is required");
    }
}
