package dev.helpline.chat.http.exchange;

import dev.helpline.chat.spi.Experimental;
import java.security.Principal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One request as a server received it. Immutable, except that the body's bytes are not copied.
 */
@Experimental
public final class HttpCall {
    /**
     * The names of all headers that the chat itself reads; an adapter may leave out all others, unless {@link
     * dev.helpline.chat.http.ChatHttp#authenticatesRequests()}.
     */
    public static final List<String> HEADERS_READ = List.of(
            "Access-Control-Request-Method",
            "Authorization",
            "Content-Encoding",
            "Content-Length",
            "Content-Type",
            "Host",
            "Origin",
            "Range",
            "Sec-Fetch-Site",
            "Transfer-Encoding",
            "X-Forwarded-For",
            "X-Request-Id");

    private final String method;
    private final String path;
    private final @Nullable String query;
    private final Map<String, List<String>> headers;
    private final String remoteAddress;
    private final byte[] body;
    private final Map<String, Object> attributes;
    private final @Nullable Principal userPrincipal;

    private HttpCall(Builder builder) {
        method = builder.method;
        path = builder.path;
        query = builder.query;
        headers = builder.headers;
        remoteAddress = builder.remoteAddress;
        body = builder.body;
        attributes = Collections.unmodifiableMap(builder.attributes);
        userPrincipal = builder.userPrincipal;
    }

    /**
     * Returns a builder for a call without query, headers and body.
     *
     * @param method the method of the request, such as {@code GET}
     * @param path the path of the request, still percent-encoded, without the query
     */
    public static Builder builder(String method, String path) {
        return new Builder(method, path);
    }

    /** The method, as received. */
    public String method() {
        return method;
    }

    /** The path as received, still percent-encoded. */
    public String path() {
        return path;
    }

    /** The query after the question mark, still percent-encoded. */
    public Optional<String> query() {
        return Optional.ofNullable(query);
    }

    /** Every value of a header, in the order received; empty if there is none. Ignores the case of the name. */
    public List<String> headers(String name) {
        return headers.getOrDefault(name, List.of());
    }

    /** The first value of a header. */
    public Optional<String> header(String name) {
        List<String> values = headers(name);
        return values.isEmpty() ? Optional.empty() : Optional.of(values.get(0));
    }

    /** The numeric address of the connection's other end, such as {@code 203.0.113.7}; empty if it is not known. */
    public String remoteAddress() {
        return remoteAddress;
    }

    /** The body; empty if there is none or it has not arrived yet. Not a copy: must not be changed. */
    public byte[] body() {
        return body;
    }

    /** All headers by their names, whose case is ignored. */
    public Map<String, List<String>> headers() {
        return Collections.unmodifiableMap(headers);
    }

    /** The attributes that the host's container or its filters have set. */
    public Map<String, Object> attributes() {
        return attributes;
    }

    /** The user whom the host's container has signed in. */
    public Optional<Principal> userPrincipal() {
        return Optional.ofNullable(userPrincipal);
    }

    /** Returns this call with another path. */
    public HttpCall withPath(String other) {
        return copy(other, headers).build();
    }

    /** Returns this call as the chat itself needs it: with the headers that it reads, and without attributes and user principal. */
    public HttpCall withoutDetails() {
        Map<String, List<String>> read = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        HEADERS_READ.stream().filter(headers::containsKey).forEach(name -> read.put(name, headers(name)));
        Builder plain = copy(path, read);
        plain.attributes.clear();
        plain.userPrincipal = null;
        return plain.build();
    }

    private Builder copy(String otherPath, Map<String, List<String>> otherHeaders) {
        Builder copy = builder(method, otherPath)
                .query(query)
                .remoteAddress(remoteAddress)
                .body(body);
        copy.headers.putAll(otherHeaders);
        copy.attributes.putAll(attributes);
        copy.userPrincipal = userPrincipal;
        return copy;
    }

    /** Returns method and path. */
    @Override
    public String toString() {
        return method + " " + path;
    }

    /** Collects the parts of a call. Not thread-safe. */
    public static final class Builder {
        private final String method;
        private final String path;
        private final Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        private @Nullable String query;
        private final Map<String, Object> attributes = new HashMap<>();
        private @Nullable Principal userPrincipal;
        private String remoteAddress = "";
        private byte[] body = {};

        private Builder(String method, String path) {
            this.method = Objects.requireNonNull(method, "method");
            this.path = Objects.requireNonNull(path, "path");
        }

        /** The query after the question mark; null if there is none. Default: null. */
        public Builder query(@Nullable String value) {
            query = value;
            return this;
        }

        /** Adds a header; a name may be added several times. */
        public Builder header(String name, String value) {
            headers.merge(name, List.of(value), Builder::together);
            return this;
        }

        private static List<String> together(List<String> some, List<String> more) {
            List<String> all = new ArrayList<>(some);
            all.addAll(more);
            return Collections.unmodifiableList(all);
        }

        /** The numeric address of the connection's other end. Default: empty, not known. */
        public Builder remoteAddress(String value) {
            remoteAddress = Objects.requireNonNull(value, "remoteAddress");
            return this;
        }

        /** Sets an attribute of the host's. Needed only if {@link dev.helpline.chat.http.ChatHttp#authenticatesRequests()}. */
        public Builder attribute(String name, Object value) {
            attributes.put(name, Objects.requireNonNull(value, "value"));
            return this;
        }

        /**
         * The user whom the host's container has signed in. Needed only if {@link
         * dev.helpline.chat.http.ChatHttp#authenticatesRequests()}. Default: none.
         */
        public Builder userPrincipal(@Nullable Principal value) {
            userPrincipal = value;
            return this;
        }

        /** The body, which is not copied; needed only by {@code ChatHttp.handle}. Default: empty. */
        public Builder body(byte[] value) {
            body = Objects.requireNonNull(value, "body");
            return this;
        }

        /** Builds the call. The builder must not be used again. */
        public HttpCall build() {
            return new HttpCall(this);
        }
    }
}
