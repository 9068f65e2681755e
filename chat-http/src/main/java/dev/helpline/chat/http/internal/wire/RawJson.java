package dev.helpline.chat.http.internal.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The whole body of a reply, which is written already. */
public final class RawJson {
    private final byte[] json;

    private RawJson(byte[] json) {
        this.json = json;
    }

    /** Returns the body with these bytes, which must not be changed. */
    public static RawJson of(byte[] json) {
        return new RawJson(json);
    }

    /** Returns the OpenAPI description of the protocol, a resource in this package. */
    public static RawJson openApi() {
        return resource("openapi.json");
    }

    /** Returns the AsyncAPI description of the frames over WebSockets, a resource in this package. */
    public static RawJson asyncApi() {
        return resource("asyncapi.json");
    }

    /**
     * Returns this description for a chat whose calls are below a path: OpenAPI names the path as its server, and AsyncAPI has it in the
     * addresses of its channels.
     *
     * @param basePath empty, or like {@code /support}
     */
    public RawJson at(String basePath) {
        if (basePath.isEmpty()) {
            return this;
        }
        String text = new String(json, UTF_8)
                .replaceFirst("(?m)^  \"tags\": \\[", "  \"servers\": [{\"url\": \"" + basePath + "\"}],\n$0")
                .replace("\"address\": \"/api/", "\"address\": \"" + basePath + "/api/");
        return new RawJson(text.getBytes(UTF_8));
    }

    private static RawJson resource(String name) {
        try (InputStream in = RawJson.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is missing from the archive");
            }
            return new RawJson(in.readAllBytes());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    public byte[] json() {
        return json;
    }
}
