package dev.helpline.chat.http.exchange;

import dev.helpline.chat.spi.Experimental;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The reply that a server must send to one request. Immutable, except that the body's bytes are not copied. */
@Experimental
public final class HttpReply {
    /** The {@link #bodyLength()} of a body whose length is not known. */
    public static final long UNKNOWN_LENGTH = -1;

    private final int status;
    private final Map<String, String> headers;
    private final byte[] body;
    private final @Nullable ReplyContent content;
    private final long contentLength;

    private HttpReply(Builder builder) {
        status = builder.status;
        headers = Collections.unmodifiableMap(builder.headers);
        body = builder.body;
        content = builder.content;
        contentLength = builder.contentLength;
    }

    /** Returns a builder for a reply without headers and body. */
    public static Builder builder(int status) {
        return new Builder(status);
    }

    /** The status, such as 200. */
    public int status() {
        return status;
    }

    /**
     * The headers, in the order in which they were added; {@code Content-Length} is one of them if the reply has one.
     */
    public Map<String, String> headers() {
        return headers;
    }

    /**
     * The body, unless it is {@link #content()}; empty in the reply to HEAD and if there is none. Not a copy: must not be changed.
     */
    public byte[] body() {
        return body;
    }

    /** The body of a reply that is not held in memory, such as a file; empty if the body is {@link #body()}. */
    public Optional<ReplyContent> content() {
        return Optional.ofNullable(content);
    }

    /** The number of bytes of the body; {@link #UNKNOWN_LENGTH} for a {@link #content()} that ends where it has no more parts. */
    public long bodyLength() {
        return content == null ? body.length : contentLength;
    }

    /** Collects the parts of a reply. Not thread-safe. */
    public static final class Builder {
        private final int status;
        private final Map<String, String> headers = new LinkedHashMap<>();
        private byte[] body = {};
        private @Nullable ReplyContent content;
        private long contentLength;

        private Builder(int status) {
            this.status = status;
        }

        /** Adds headers; one that is there already gets the new value. Default: none. */
        public Builder headers(Map<String, String> values) {
            headers.putAll(values);
            return this;
        }

        /** The body, which is not copied. Default: empty. */
        public Builder body(byte[] value) {
            body = Objects.requireNonNull(value, "body");
            return this;
        }

        /** A body that is not held in memory, of this many bytes, or of {@link #UNKNOWN_LENGTH}. Default: none. */
        public Builder content(ReplyContent value, long length) {
            content = Objects.requireNonNull(value, "content");
            contentLength = length;
            return this;
        }

        /** Builds the reply. The builder must not be used again. */
        public HttpReply build() {
            return new HttpReply(this);
        }
    }
}
