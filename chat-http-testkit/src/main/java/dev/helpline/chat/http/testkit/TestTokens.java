package dev.helpline.chat.http.testkit;

import dev.helpline.chat.spi.auth.Authenticator;
import dev.helpline.chat.spi.auth.Principal;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** The bearer tokens of one test: issued on request, never expired. Thread-safe. */
final class TestTokens {
    /** Later than any scripted time. */
    private static final Instant NEVER = Instant.parse("9999-01-01T00:00:00Z");

    private final Map<String, Principal> principals = new ConcurrentHashMap<>();
    private final AtomicInteger issued = new AtomicInteger();

    String issue(Principal principal) {
        String token = "test-token-" + issued.incrementAndGet();
        principals.put(token, principal);
        return token;
    }

    Authenticator customers() {
        return token -> verdict(token, false);
    }

    Authenticator agents() {
        return token -> verdict(token, true);
    }

    private Authenticator.Verdict verdict(String token, boolean ofAgents) {
        Principal principal = principals.get(token);
        return principal == null || principal.role().isAgent() != ofAgents
                ? new Authenticator.Refused("not a token of this test")
                : new Authenticator.Accepted(principal, NEVER);
    }
}
