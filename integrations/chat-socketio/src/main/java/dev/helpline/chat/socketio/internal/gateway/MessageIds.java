package dev.helpline.chat.socketio.internal.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import dev.helpline.chat.spi.AttachmentId;
import dev.helpline.chat.spi.EntryId;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.entry.Entry;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Ids of messages: the same for what a client sends twice under one id of its own, and another one for another content, since clients
 * make their ids from the time in milliseconds.
 */
public final class MessageIds {
    private static final int MAX_CLIENT_ID = 128;

    private MessageIds() {}

    /** Reads the id that a client gave its message, of 1 to 128 characters; empty if it gave none. */
    public static Optional<String> clientId(Fields fields, String name) {
        Optional<String> id = fields.text(name);
        if (id.isPresent() && (id.get().isEmpty() || id.get().length() > MAX_CLIENT_ID)) {
            throw Failure.invalid(name + " must have 1 to " + MAX_CLIENT_ID + " characters");
        }
        return id;
    }

    /** Returns the metadata that keep the id that a client gave its message. */
    public static String metadata(String name, String clientId) {
        return Json.write(Json.object().put(name, clientId));
    }

    /** Returns the id that a client of this dialect gave a message; empty if it gave none. */
    public static Optional<String> clientId(Entry message, String name) {
        String metadata = message.metadata();
        return metadata == null
                ? Optional.empty()
                : Json.read(metadata)
                        .map(fields -> fields.path(name))
                        .filter(JsonNode::isTextual)
                        .map(JsonNode::asText);
    }

    /** Returns the id of a message that a client sends under an id of its own; random if it gave none. */
    public static EntryId uuid(
            Identity sender, SessionId session, Optional<String> clientId, String content, List<AttachmentId> files) {
        if (clientId.isEmpty()) {
            return new EntryId(UUID.randomUUID().toString());
        }
        ByteBuffer bytes = ByteBuffer.wrap(digest(sender, session, clientId.get(), content, files));
        long high = (bytes.getLong() & 0xffffffffffff0fffL) | 0x8000L; // version 8 (RFC 9562, section 5.8)
        long low = (bytes.getLong() & 0x3fffffffffffffffL) | 0x8000000000000000L;
        return new EntryId(new UUID(high, low).toString());
    }

    static byte[] digest(
            Identity sender, SessionId session, String clientId, String content, List<AttachmentId> files) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            add(digest, sender.isAgent() ? "agent" : "customer");
            add(digest, sender.id());
            add(digest, session.value());
            add(digest, clientId);
            add(digest, content);
            files.forEach(file -> add(digest, file.value()));
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static void add(MessageDigest digest, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, bytes.length));
        digest.update(bytes);
    }
}
