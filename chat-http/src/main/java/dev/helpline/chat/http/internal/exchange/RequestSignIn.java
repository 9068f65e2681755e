package dev.helpline.chat.http.internal.exchange;

import dev.helpline.chat.http.exchange.HttpCall;
import dev.helpline.chat.http.internal.wire.Refusal;
import dev.helpline.chat.http.internal.wire.WireError;
import dev.helpline.chat.spi.auth.AuthenticationRequest;
import dev.helpline.chat.spi.auth.Authenticator.Accepted;
import dev.helpline.chat.spi.auth.Authenticator.Refused;
import dev.helpline.chat.spi.auth.Authenticator.Verdict;
import dev.helpline.chat.spi.auth.RequestAuthenticator;
import dev.helpline.chat.spi.auth.Role;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Signs in the callers of requests without a bearer token by the authenticators of the host's that see the request. Since browsers attach
 * cookies on their own, such a caller must not change anything from a page of another origin. Thread-safe.
 */
public final class RequestSignIn {
    private static final int MAX_VALUES = 200;
    private static final int MAX_CHARACTERS = 64 * 1024;
    private static final Duration VALID_FOR = Duration.ofHours(1);
    private static final Duration BETWEEN_WARNINGS = Duration.ofMinutes(5);
    private static final Logger LOG = LoggerFactory.getLogger(RequestSignIn.class);

    private final RequestAuthenticator customers;
    private final RequestAuthenticator agents;
    private final OwnOrigins ownOrigins;
    private final ClientAddresses addresses;
    private final InstantSource clock;
    private final AtomicReference<Instant> quietUntil = new AtomicReference<>(Instant.MIN);

    public RequestSignIn(
            RequestAuthenticator customers,
            RequestAuthenticator agents,
            OwnOrigins ownOrigins,
            ClientAddresses addresses,
            InstantSource clock) {
        this.customers = customers;
        this.agents = agents;
        this.ownOrigins = ownOrigins;
        this.addresses = addresses;
        this.clock = clock;
    }

    /** Whether the host has an authenticator that sees requests. */
    public boolean isUsed() {
        return customers != RequestAuthenticator.NONE || agents != RequestAuthenticator.NONE;
    }

    /**
     * Returns who is signed in; empty if the request has no sign-in. Rejects a sign-in that is not valid, a caller whom the route does not
     * allow, and with CROSS_ORIGIN a call that may change something and does not come from a page of the host's own.
     */
    Optional<Accepted> callerOf(AllowedCallers allowed, HttpCall call) {
        Optional<Accepted> caller = signedIn(allowed, call);
        if (caller.isPresent() && !isSafe(call) && !ownOrigins.made(call)) {
            throw crossOrigin(caller.get());
        }
        return caller;
    }

    /** Returns who is signed in, as {@link #callerOf} does, for a handshake. */
    Optional<Accepted> openerOf(AllowedCallers allowed, HttpCall handshake) {
        Optional<Accepted> caller = signedIn(allowed, handshake);
        if (caller.isPresent() && !ownOrigins.opened(handshake)) {
            throw crossOrigin(caller.get());
        }
        return caller;
    }

    private static boolean isSafe(HttpCall call) {
        return call.method().equals("GET") || call.method().equals("HEAD");
    }

    private static Refusal crossOrigin(Accepted caller) {
        LOG.debug("a call of {} is rejected: no proof that it comes from a page of the host's", caller.principal());
        return new Refusal(
                WireError.CROSS_ORIGIN, "Only pages of the chat's own origin may make this call without a token");
    }

    private Optional<Accepted> signedIn(AllowedCallers allowed, HttpCall call) {
        if (!isUsed()) {
            return Optional.empty();
        }
        AuthenticationRequest request = requestOf(call);
        return allowed == AllowedCallers.AGENT ? agentOnAgentsPath(request) : participant(allowed, request);
    }

    private Optional<Accepted> agentOnAgentsPath(AuthenticationRequest request) {
        Optional<Verdict> verdict = verdict(agents, request);
        if (verdict.isEmpty()) {
            return Optional.empty();
        }
        if (!(verdict.get() instanceof Accepted agent)) {
            throw new Refusal(WireError.AUTH_FAILED, "The sign-in is expired or not valid");
        }
        if (!agent.principal().role().isAgent()) {
            throw new Refusal(WireError.INVALID_ADMIN, "The sign-in is not an agent's");
        }
        return Optional.of(agent);
    }

    private Optional<Accepted> participant(AllowedCallers allowed, AuthenticationRequest request) {
        Optional<Verdict> asCustomer = verdict(customers, request);
        if (asCustomer.isPresent()
                && asCustomer.get() instanceof Accepted customer
                && customer.principal().role() == Role.CUSTOMER) {
            return Optional.of(customer);
        }
        Optional<Verdict> asAgent = verdict(agents, request);
        if (asAgent.isPresent()
                && asAgent.get() instanceof Accepted agent
                && agent.principal().role().isAgent()) {
            if (!allowed.includesAgents()) {
                throw new Refusal(WireError.FORBIDDEN, "Only customers may make this call");
            }
            return Optional.of(agent);
        }
        if (asCustomer.isPresent() || asAgent.isPresent()) {
            throw new Refusal(WireError.AUTHENTICATION_FAILED, "The sign-in is expired or not valid");
        }
        return Optional.empty();
    }

    private Optional<Verdict> verdict(RequestAuthenticator authenticator, AuthenticationRequest request) {
        try {
            return authenticator.authenticate(request).map(this::checked);
        } catch (Throwable unable) {
            LOG.warn("a sign-in could not be verified", unable);
            throw Refusal.unavailable("Sign-ins cannot be checked at the moment");
        }
    }

    private Verdict checked(Verdict verdict) {
        Instant now = clock.instant();
        Verdict checked = verdict instanceof Accepted accepted ? AcceptedCheck.check(accepted, now) : verdict;
        if (checked instanceof Accepted accepted) {
            Instant latest = now.plus(VALID_FOR);
            return accepted.expiresAt().isAfter(latest) ? new Accepted(accepted.principal(), latest) : accepted;
        }
        if (checked instanceof Refused refused) {
            report(refused, now);
        }
        return checked;
    }

    /** Verdicts are not cached, so the same user would cause a warning with each poll. */
    private void report(Refused refused, Instant now) {
        Instant until = quietUntil.get();
        if (refused.genuine() && now.isAfter(until) && quietUntil.compareAndSet(until, now.plus(BETWEEN_WARNINGS))) {
            LOG.warn("a genuine sign-in is rejected: {}", refused.reason());
        } else {
            LOG.debug("a sign-in is rejected: {}", refused.reason());
        }
    }

    private AuthenticationRequest requestOf(HttpCall call) {
        checkSize(call.headers());
        AuthenticationRequest.Builder request = AuthenticationRequest.builder(call.method(), call.path())
                .clientAddress(addresses.textOf(call).orElse(null))
                .userPrincipal(call.userPrincipal().orElse(null));
        call.headers().forEach((name, values) -> values.forEach(value -> request.header(name, value)));
        call.attributes().forEach(request::attribute);
        return request.build();
    }

    private static void checkSize(Map<String, List<String>> headers) {
        int values = 0;
        int characters = 0;
        for (Map.Entry<String, List<String>> header : headers.entrySet()) {
            for (String value : header.getValue()) {
                values++;
                characters += header.getKey().length() + value.length();
                if (values > MAX_VALUES || characters > MAX_CHARACTERS) {
                    throw new Refusal(WireError.VALIDATION_ERROR, "The headers are too long");
                }
            }
        }
    }
}
