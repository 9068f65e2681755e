package dev.helpline.chat.spi.auth;

import dev.helpline.chat.spi.Experimental;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link RequestAuthenticator} sees of a request: everything but its body. Headers and cookies come from the network and may be
 * hostile; the HTTP module bounds them to 200 values with 64 KiB in total and rejects a request with more. Attributes and the user principal
 * come from the host.
 *
 * <p>Thread-safe: immutable, apart from the values of attributes.
 */
@Experimental
public final class AuthenticationRequest {
    private final String method;
    private final String path;
    private final Map<String, List<String>> headers;
    private final Map<String, Object> attributes;
    private final @Nullable String clientAddress;
    private final java.security.@Nullable Principal userPrincipal;

    private AuthenticationRequest(Builder builder) {
        method = builder.method;
        path = builder.path;
        headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        builder.headers.forEach((name, values) -> headers.put(name, List.copyOf(values)));
        attributes = Map.copyOf(builder.attributes);
        clientAddress = builder.clientAddress;
        userPrincipal = builder.userPrincipal;
    }

    /** Returns a builder of a request with nothing but a method and a path. */
    public static Builder builder(String method, String path) {
        return new Builder(method, path);
    }

    /** The method, such as {@code GET}. A request for a WebSocket is a GET. */
    public String method() {
        return method;
    }

    /** The path of the call in the protocol, such as {@code /api/chat/session}, still percent-encoded. */
    public String path() {
        return path;
    }

    /** Every value of a header, in the order received; empty if there is none. Ignores the case of the name. */
    public List<String> headers(String name) {
        return headers.getOrDefault(name, List.of());
    }

    /** The first value of a header. Ignores the case of the name. */
    public Optional<String> header(String name) {
        return headers(name).stream().findFirst();
    }

    /**
     * The value of a cookie, without the double quotes that may enclose it (RFC 6265, section 4.1.1). Of several cookies with this name, the
     * first, which browsers send for the longest path.
     */
    public Optional<String> cookie(String name) {
        for (String header : headers("Cookie")) {
            for (String pair : header.split(";", -1)) {
                int equals = pair.indexOf('=');
                if (equals > 0 && pair.substring(0, equals).strip().equals(name)) {
                    return Optional.of(unquoted(pair.substring(equals + 1).strip()));
                }
            }
        }
        return Optional.empty();
    }

    private static String unquoted(String value) {
        return value.length() > 1 && value.startsWith("\"") && value.endsWith("\"")
                ? value.substring(1, value.length() - 1)
                : value;
    }

    /** The client's numeric address, such as {@code 203.0.113.7}, behind trusted proxies too; empty if it is not known. */
    public Optional<String> clientAddress() {
        return Optional.ofNullable(clientAddress);
    }

    /** An attribute that the host's container or its filters have set; empty if there is none of this name and type. */
    public <T> Optional<T> attribute(String name, Class<T> type) {
        return Optional.ofNullable(attributes.get(name))
                .filter(type::isInstance)
                .map(type::cast);
    }

    /** The user whom the host's container has signed in. */
    public Optional<java.security.Principal> userPrincipal() {
        return Optional.ofNullable(userPrincipal);
    }

    /** Method and path; no header, no cookie, no attribute. */
    @Override
    public String toString() {
        return method + " " + path;
    }

    /** Collects the parts of an {@link AuthenticationRequest}, for adapters and tests. Not thread-safe. */
    public static final class Builder {
        private final String method;
        private final String path;
        private final Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        private final Map<String, Object> attributes = new HashMap<>();
        private @Nullable String clientAddress;
        private java.security.@Nullable Principal userPrincipal;

        private Builder(String method, String path) {
            this.method = Objects.requireNonNull(method, "method");
            this.path = Objects.requireNonNull(path, "path");
        }

        /** Adds a header; a name may be added several times. */
        public Builder header(String name, String value) {
            headers.computeIfAbsent(name, first -> new ArrayList<>(1)).add(Objects.requireNonNull(value, "value"));
            return this;
        }

        /** Sets an attribute. */
        public Builder attribute(String name, Object value) {
            attributes.put(name, Objects.requireNonNull(value, "value"));
            return this;
        }

        /** See {@link AuthenticationRequest#clientAddress()}. Default: not known. */
        public Builder clientAddress(@Nullable String value) {
            clientAddress = value;
            return this;
        }

        /** See {@link AuthenticationRequest#userPrincipal()}. Default: none. */
        public Builder userPrincipal(java.security.@Nullable Principal value) {
            userPrincipal = value;
            return this;
        }

        /** Returns the request. */
        public AuthenticationRequest build() {
            return new AuthenticationRequest(this);
        }
    }
}
