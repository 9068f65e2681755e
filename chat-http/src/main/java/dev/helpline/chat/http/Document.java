package dev.helpline.chat.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** JSON that is answered as it is, without an envelope. */
final class Document {
    private final byte[] json;

    private Document(byte[] json) {
        this.json = json;
    }

    /** The description of this protocol, which lies beside this class. */
    static Document openApi() {
        try (InputStream in = Document.class.getResourceAsStream("openapi.json")) {
            if (in == null) {
                throw new IllegalStateException("openapi.json is missing from the archive");
            }
            return new Document(in.readAllBytes());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    byte[] json() {
        return json;
    }
}
