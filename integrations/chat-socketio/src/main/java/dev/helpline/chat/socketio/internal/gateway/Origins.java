package dev.helpline.chat.socketio.internal.gateway;

import dev.helpline.chat.http.exchange.HttpCall;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The pages that may use the gateway: those of its own host, and those of exactly these origins. Immutable. */
final class Origins {
    private static final String ALLOWED_HEADERS = "authorization, content-type";
    private static final String ALLOWED_METHODS = "GET, POST, PATCH";

    private final Set<String> allowed;

    Origins(Set<String> allowed) {
        this.allowed = Set.copyOf(allowed);
    }

    /** Whether a call does not come from a page of another origin. */
    boolean allows(HttpCall call) {
        Optional<String> origin = call.header("Origin");
        return origin.isEmpty() || allowed.contains(origin.get()) || isOwn(origin.get(), call);
    }

    private static boolean isOwn(String origin, HttpCall call) {
        try {
            String authority = URI.create(origin).getRawAuthority();
            return authority != null
                    && call.header("Host").filter(authority::equalsIgnoreCase).isPresent();
        } catch (IllegalArgumentException malformed) {
            return false;
        }
    }

    /** The headers of a reply, by which a browser lets a page read it. */
    Map<String, String> headers(HttpCall call) {
        Map<String, String> headers = new HashMap<>();
        if (!allowed.isEmpty()) {
            headers.put("Vary", "Origin");
        }
        call.header("Origin").filter(allowed::contains).ifPresent(origin -> {
            headers.put("Access-Control-Allow-Origin", origin);
            headers.put("Access-Control-Allow-Credentials", "true");
            if (call.method().equals("OPTIONS")) {
                headers.put("Access-Control-Allow-Methods", ALLOWED_METHODS);
                headers.put("Access-Control-Allow-Headers", ALLOWED_HEADERS);
                headers.put("Access-Control-Max-Age", "600");
            }
        });
        return headers;
    }
}
