package dev.helpline.chat.socketio.internal.sessions;

import dev.helpline.chat.core.message.SendMessage;
import dev.helpline.chat.socketio.internal.gateway.Failure;
import dev.helpline.chat.socketio.internal.gateway.Fields;
import dev.helpline.chat.socketio.internal.gateway.Identity;
import dev.helpline.chat.socketio.internal.gateway.Json;
import dev.helpline.chat.spi.AttachmentId;
import dev.helpline.chat.spi.EntryId;
import dev.helpline.chat.spi.SessionId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Messages as this dialect's clients send them. */
final class SessionsMessages {
    private static final Set<String> TYPES = Set.of("text", "image", "file");
    private static final int MAX_TEMP_ID = 128;
    private static final int MAX_FILES = 5;

    private SessionsMessages() {}

    /** Reads a message for this session, with files that are uploaded already besides those that the client names. */
    static SendMessage read(Identity sender, SessionId session, Fields fields, List<AttachmentId> uploaded) {
        fields.text("message_type").filter(type -> !TYPES.contains(type)).ifPresent(type -> {
            throw Failure.invalid("message_type must be text, image or file");
        });
        List<AttachmentId> files = new java.util.ArrayList<>(uploaded);
        fields.texts("attachment_ids", MAX_FILES).orElse(List.of()).forEach(id -> files.add(attachment(id)));
        String content = files.isEmpty()
                ? fields.requireText("content")
                : fields.text("content").orElse("");
        SendMessage.Builder message = SendMessage.builder(session, content).attachments(files);
        Optional<String> tempId = fields.text("temp_id");
        if (tempId.isPresent()) {
            if (tempId.get().isEmpty() || tempId.get().length() > MAX_TEMP_ID) {
                throw Failure.invalid("temp_id must have 1 to " + MAX_TEMP_ID + " characters");
            }
            message.id(idOf(sender, session, tempId.get(), content, files))
                    .metadata(Json.write(Json.object().put(SessionsJson.TEMP_ID, tempId.get())));
        } else {
            message.id(new EntryId(UUID.randomUUID().toString()));
        }
        return message.build();
    }

    static AttachmentId attachment(String id) {
        if (!AttachmentId.isValid(id)) {
            throw Failure.unknown("ATTACHMENT_NOT_FOUND", "There is no such file");
        }
        return new AttachmentId(id);
    }

    /**
     * The id of a message: the same for what a client sends twice under one id of its own, and another one for another content, since clients
     * make their ids from the time in milliseconds.
     */
    private static EntryId idOf(
            Identity sender, SessionId session, String tempId, String content, List<AttachmentId> files) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            add(digest, sender.isAgent() ? "agent" : "customer");
            add(digest, sender.id());
            add(digest, session.value());
            add(digest, tempId);
            add(digest, content);
            files.forEach(file -> add(digest, file.value()));
            ByteBuffer bytes = ByteBuffer.wrap(digest.digest());
            long high = (bytes.getLong() & 0xffffffffffff0fffL) | 0x8000L; // version 8 (RFC 9562, section 5.8)
            long low = (bytes.getLong() & 0x3fffffffffffffffL) | 0x8000000000000000L;
            return new EntryId(new UUID(high, low).toString());
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
