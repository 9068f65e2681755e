package dev.helpline.chat.http.internal.exchange;

import dev.helpline.chat.http.exchange.HttpCall;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The path before {@code /api/} at which clients see the chat. Thread-safe: immutable. */
public final class BasePath {
    /** No path: {@code /api/} is at the root of the server. */
    public static final BasePath ROOT = new BasePath("");

    private static final Pattern VALID = Pattern.compile("(/(?!\\.{1,2}(/|$))[A-Za-z0-9._~-]{1,64}){0,8}");
    private static final String API = "/api/";

    private final String text;
    private final List<String> prefixes = new ArrayList<>();

    private BasePath(String text) {
        this.text = text;
        for (int slash = text.indexOf('/'); slash >= 0; slash = text.indexOf('/', slash + 1)) {
            prefixes.add(text.substring(slash));
        }
    }

    /**
     * Returns the path that a text names.
     *
     * @throws IllegalArgumentException if it is neither empty nor like {@code /support}
     */
    public static BasePath of(String text) {
        if (!VALID.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "basePath must be empty or up to 8 segments like /support, without a slash at the end, was "
                            + text);
        }
        return new BasePath(text);
    }

    /**
     * Returns the call with its path in the protocol. The context of a servlet, or a proxy, may have removed first segments of the base path,
     * or all of it. A call outside of the base path stays as it is.
     */
    public HttpCall remove(HttpCall call) {
        String path = call.path();
        for (String prefix : prefixes) {
            if (path.startsWith(prefix) && path.startsWith(API, prefix.length())) {
                return call.withPath(path.substring(prefix.length()));
            }
        }
        return call;
    }

    /** Returns a path of the protocol as clients see it. */
    public String add(String path) {
        return text + path;
    }

    /** The path; empty or like {@code /support}. */
    @Override
    public String toString() {
        return text;
    }
}
