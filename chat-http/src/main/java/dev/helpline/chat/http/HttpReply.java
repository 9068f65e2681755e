package dev.helpline.chat.http;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a server is to answer. Immutable, except that the body's bytes are not copied. */
public final class HttpReply {
    private final int status;
    private final Map<String, String> headers;
    private final byte[] body;

    HttpReply(int status, Map<String, String> headers, byte[] body) {
        this.status = status;
        this.headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
        this.body = body;
    }

    /** The status, such as 200. */
    public int status() {
        return status;
    }

    /** The headers, {@code Content-Length} included where there is one. */
    public Map<String, String> headers() {
        return headers;
    }

    /** The body; empty in answer to HEAD, and where there is none. Not a copy: not to be changed. */
    public byte[] body() {
        return body;
    }

    /** As it is answered to HEAD: all of it but the body. */
    HttpReply withoutBody() {
        return new HttpReply(status, headers, new byte[0]);
    }
}
