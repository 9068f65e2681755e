package dev.helpline.chat.http.internal.exchange;

import dev.helpline.chat.http.exchange.HttpCall;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Adds the headers that allow pages of the configured origins to read replies. Never allows cookies: callers of
 * other origins authenticate with bearer tokens.
 */
public final class Cors {
    private static final String EXPOSED =
            "X-Request-Id, Retry-After, RateLimit-Limit, RateLimit-Remaining, RateLimit-Reset";

    private final Set<String> origins;
    private final OwnOrigins ownOrigins;

    public Cors(Set<String> origins, OwnOrigins ownOrigins) {
        this.origins = Set.copyOf(origins);
        this.ownOrigins = ownOrigins;
    }

    /**
     * Whether a page may open a WebSocket, for which browsers ask no permission in advance. Allowed are the configured origins and the
     * host's own. A client that sends no origin is not a browser, so it is allowed.
     */
    public boolean allowsSocket(HttpCall call) {
        List<String> given = call.headers("Origin");
        return given.isEmpty()
                || (given.size() == 1 && (origins.contains(given.get(0)) || ownOrigins.contains(given.get(0), call)));
    }

    void addTo(HttpCall call, Map<String, String> headers) {
        if (origins.isEmpty()) {
            return;
        }
        headers.put("Vary", "Origin");
        call.header("Origin").filter(origins::contains).ifPresent(origin -> {
            headers.put("Access-Control-Allow-Origin", origin);
            headers.put("Access-Control-Expose-Headers", EXPOSED);
        });
    }

    /** Adds the headers that a browser requests before it sends the call itself. */
    void addPreflightTo(HttpCall call, String allowed, Map<String, String> headers) {
        boolean known = call.header("Origin").filter(origins::contains).isPresent();
        if (known && call.header("Access-Control-Request-Method").isPresent()) {
            headers.put("Access-Control-Allow-Methods", allowed);
            headers.put("Access-Control-Allow-Headers", "Authorization, Content-Type, X-Request-Id");
            headers.put("Access-Control-Max-Age", "600");
        }
    }
}
