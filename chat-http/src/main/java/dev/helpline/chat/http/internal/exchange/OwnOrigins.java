package dev.helpline.chat.http.internal.exchange;

import dev.helpline.chat.http.exchange.HttpCall;
import java.util.List;
import java.util.Set;

/**
 * Tells whether a request comes from a page of the host's own, against cross-site request forgery: browsers attach cookies to the requests of
 * any page, and say truly where a request comes from (Fetch standard, headers {@code Origin} and {@code Sec-Fetch-Site}). Thread-safe.
 */
public final class OwnOrigins {
    private static final List<String> SAME_ORIGIN = List.of("same-origin");

    private final Set<String> configured;

    /** Knows these origins, and for each request the one that its {@code Host} names. */
    public OwnOrigins(Set<String> configured) {
        this.configured = Set.copyOf(configured);
    }

    /** Whether an origin is configured or is the one that the request was sent to. */
    boolean contains(String origin, HttpCall call) {
        return configured.contains(origin) || isHost(origin, call);
    }

    /**
     * Whether a page of the host's own made a call. {@code Sec-Fetch-Site} decides where it is sent, since it also holds where a proxy
     * replaces {@code Host}, and tells {@code http} from {@code https}.
     */
    boolean made(HttpCall call) {
        List<String> site = call.headers("Sec-Fetch-Site");
        List<String> origin = call.headers("Origin");
        if (site.equals(SAME_ORIGIN)) {
            return true;
        }
        return origin.size() == 1
                && (configured.contains(origin.get(0)) || (site.isEmpty() && isHost(origin.get(0), call)));
    }

    /** Whether a page of the host's own opens a socket. Browsers always send {@code Origin} with a handshake. */
    boolean opened(HttpCall handshake) {
        List<String> origin = handshake.headers("Origin");
        return origin.size() == 1 && contains(origin.get(0), handshake);
    }

    /** Compares without the scheme, which is not known behind a proxy. */
    private static boolean isHost(String origin, HttpCall call) {
        int authority = origin.indexOf("://");
        return authority > 0
                && call.header("Host")
                        .filter(origin.substring(authority + 3)::equalsIgnoreCase)
                        .isPresent();
    }
}
