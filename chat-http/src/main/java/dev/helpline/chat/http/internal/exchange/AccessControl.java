package dev.helpline.chat.http.internal.exchange;

import dev.helpline.chat.core.policy.AccessPolicy;
import dev.helpline.chat.core.policy.ChatPolicy;
import dev.helpline.chat.http.exchange.HttpCall;
import dev.helpline.chat.http.exchange.HttpReply;
import dev.helpline.chat.http.internal.wire.Refusal;
import dev.helpline.chat.http.internal.wire.WireError;
import dev.helpline.chat.spi.ChatException;
import dev.helpline.chat.spi.ErrorCode;
import dev.helpline.chat.spi.auth.Authenticator;
import dev.helpline.chat.spi.auth.Authenticator.Accepted;
import dev.helpline.chat.spi.auth.Authenticator.Refused;
import dev.helpline.chat.spi.auth.Authenticator.Verdict;
import dev.helpline.chat.spi.auth.Role;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Authenticates callers and rejects those that a route does not allow. */
public final class AccessControl {
    private static final Logger LOG = LoggerFactory.getLogger(AccessControl.class);
    private static final String SCHEME = "bearer ";

    /**
     * The headers that the chat uses, which must be valid UTF-8. An unusable request id is replaced instead; other
     * headers are for servers and proxies.
     */
    private static final List<String> HEADERS =
            List.of("Authorization", "Content-Encoding", "Content-Length", "Content-Type", "Origin", "X-Forwarded-For");

    private final Authenticator customers;
    private final Authenticator agents;
    private final RequestSignIn signIn;
    private final ChatPolicy policy;
    private final ClientAddresses addresses;
    private final CallBudgets budgets;

    public AccessControl(
            Authenticator customers,
            Authenticator agents,
            RequestSignIn signIn,
            ChatPolicy policy,
            ClientAddresses addresses,
            CallBudgets budgets) {
        this.customers = customers;
        this.agents = agents;
        this.signIn = signIn;
        this.policy = policy;
        this.addresses = addresses;
        this.budgets = budgets;
    }

    /**
     * Returns the caller. A token that is sent must be valid, even if the route needs none; public routes ignore
     * tokens.
     */
    public Caller admit(AllowedCallers allowed, HttpCall call) {
        checkHeaders(call);
        Accepted token = allowed == AllowedCallers.PUBLIC ? Caller.WITHOUT_TOKEN : token(allowed, call);
        Caller caller = addresses.callerOf(call, token);
        if (allowed != AllowedCallers.PUBLIC && isRead(call)) {
            budgets.read(caller, call);
        }
        return caller;
    }

    /**
     * Returns whom a token of either side identifies; empty if it is not valid. Throws STORE_UNAVAILABLE if tokens cannot be checked at the
     * moment.
     */
    public Optional<Accepted> identify(String token) {
        try {
            return Optional.of(participant(AllowedCallers.PARTICIPANT_OR_ID, token));
        } catch (Refusal refusal) {
            if (refusal.problem().error() == WireError.STORE_UNAVAILABLE) {
                throw new ChatException(ErrorCode.STORE_UNAVAILABLE, "tokens cannot be checked at the moment");
            }
            return Optional.empty();
        }
    }

    /** Whether a handshake must be admitted by its Authorization header, and not by its first frame. */
    public boolean hasToken(HttpCall handshake) {
        List<String> authorization = handshake.headers("Authorization");
        return !authorization.isEmpty()
                && (!signIn.isUsed() || !token(authorization).isEmpty());
    }

    /** Rejects headers that the chat uses and that are not valid UTF-8. */
    public void checkHeaders(HttpCall call) {
        for (String name : HEADERS) {
            for (String value : call.headers(name)) {
                text(name, value);
            }
        }
    }

    /**
     * Returns the caller of a connection that {@code call} has opened, by the token in its first frame; without a token, by the sign-in of its
     * handshake, or anonymous if the policy allows that.
     *
     * @param token null if the frame has none
     * @param signedIn see {@link #signedIn}
     */
    public Caller admit(
            AllowedCallers allowed, HttpCall call, @Nullable String token, Supplier<Optional<Accepted>> signedIn) {
        Accepted accepted =
                token == null ? signedIn.get().orElseGet(() -> withoutToken(allowed)) : judged(allowed, token);
        Caller caller = addresses.callerOf(call, accepted);
        budgets.read(caller, call);
        return caller;
    }

    /**
     * Judges at once the sign-in that a handshake has besides a token. The result returns or throws the same each time, so that a sign-in
     * that is not valid matters only if the first frame has no token.
     */
    public Supplier<Optional<Accepted>> signedIn(AllowedCallers allowed, HttpCall handshake) {
        try {
            Optional<Accepted> caller = signIn.openerOf(allowed, handshake);
            return () -> caller;
        } catch (Refusal refusal) {
            return () -> {
                throw refusal;
            };
        }
    }

    /** Returns the caller of a connection that is not authenticated yet. */
    public Caller unknown(HttpCall call) {
        return addresses.callerOf(call, Caller.WITHOUT_TOKEN);
    }

    /** Rejects with RATE_LIMITED a long reply to a caller whose budget is used up. */
    public void checkReply(Caller caller, HttpCall call, HttpReply reply) {
        if (isRead(call)) {
            budgets.replied(caller, call, reply);
        }
    }

    private static boolean isRead(HttpCall call) {
        return call.method().equals("GET") || call.method().equals("HEAD");
    }

    private Accepted token(AllowedCallers allowed, HttpCall call) {
        List<String> authorization = call.headers("Authorization");
        String token = authorization.isEmpty() ? "" : token(authorization);
        if (!token.isEmpty()) {
            return judged(allowed, token);
        }
        return signIn.callerOf(allowed, call)
                .orElseGet(() -> authorization.isEmpty() ? withoutToken(allowed) : judged(allowed, token));
    }

    private Accepted judged(AllowedCallers allowed, String token) {
        return allowed == AllowedCallers.AGENT ? agentOnAgentsPath(token) : participant(allowed, token);
    }

    private Accepted withoutToken(AllowedCallers allowed) {
        if (allowed == AllowedCallers.AGENT) {
            throw noToken();
        }
        boolean byId = policy.access() == AccessPolicy.SESSION_ID && allowed.includesAnonymous();
        boolean asGuest = policy.guests().isPresent() && allowed == AllowedCallers.CUSTOMER_OR_GUEST;
        if (byId || asGuest) {
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
            LOG.debug("an agent's token is rejected: {}", reason(verdict));
            throw new Refusal(WireError.AUTH_FAILED, "The token is expired or not valid");
        }
        if (!accepted.principal().role().isAgent()) {
            LOG.debug("an agent's token is rejected: {}", reason(verdict));
            throw new Refusal(WireError.INVALID_ADMIN, "The token does not belong to an agent");
        }
        return accepted;
    }

    private Accepted participant(AllowedCallers allowed, String token) {
        if (token.isEmpty()) {
            LOG.debug("the Authorization header is rejected: not one Bearer token");
            throw Refusal.unauthenticated();
        }
        Verdict asCustomer = verdict(customers, token);
        if (asCustomer instanceof Accepted customer && customer.principal().role() == Role.CUSTOMER) {
            return customer;
        }
        Verdict asAgent = verdict(agents, token);
        if (!(asAgent instanceof Accepted agent) || !agent.principal().role().isAgent()) {
            LOG.debug(
                    "a token is rejected: as a customer's, {}; as an agent's, {}", reason(asCustomer), reason(asAgent));
            throw Refusal.unauthenticated();
        }
        if (!allowed.includesAgents()) {
            throw new Refusal(WireError.FORBIDDEN, "Only customers may make this call");
        }
        return agent;
    }

    /** Why a verdict does not admit its caller, for the log. */
    private static String reason(Verdict verdict) {
        return verdict instanceof Refused refused ? refused.reason() : "a principal of another role";
    }

    private static Verdict verdict(Authenticator authenticator, String token) {
        try {
            return authenticator.authenticate(token);
        } catch (Throwable unable) {
            LOG.warn("a token could not be verified", unable);
            throw Refusal.unavailable("Tokens cannot be checked at the moment");
        }
    }

    /** The bearer token of the only Authorization header; empty if the header is anything else. */
    private static String token(List<String> authorization) {
        String value = authorization.size() == 1 ? text("Authorization", authorization.get(0)) : "";
        return value.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                ? value.substring(SCHEME.length()).strip()
                : "";
    }

    private static String text(String name, String value) {
        return HeaderText.decode(value)
                .orElseThrow(
                        () -> new Refusal(WireError.VALIDATION_ERROR, "The header " + name + " is not valid UTF-8"));
    }

    private static Refusal noToken() {
        LOG.debug("an agent's call is rejected: not one Bearer token");
        return new Refusal(WireError.NO_TOKEN, "An agent's token is required");
    }
}
