package dev.helpline.chat.client.attachment;

import dev.helpline.chat.client.internal.JsonFields;
import java.time.Instant;
import java.util.function.UnaryOperator;

/** An address of a file that needs no token, for a browser or another program. It opens the file for every reader until it expires. */
public final class AttachmentLink {
    private final String url;
    private final Instant expiresAt;

    /**
     * For the SDK: reads it from a response.
     *
     * @param resolve turns the path that the server returns into a URL
     */
    public AttachmentLink(JsonFields json, UnaryOperator<String> resolve) {
        url = resolve.apply(json.text("url"));
        expiresAt = json.instant("expiresAt");
    }

    /** The whole URL. It is a secret: do not log it. */
    public String url() {
        return url;
    }

    /** When it stops working, by the server's clock. */
    public Instant expiresAt() {
        return expiresAt;
    }

    /** Contains no URL. */
    @Override
    public String toString() {
        return "AttachmentLink{expiresAt=" + expiresAt + "}";
    }
}
