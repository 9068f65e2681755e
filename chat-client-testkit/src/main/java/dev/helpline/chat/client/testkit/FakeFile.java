package dev.helpline.chat.client.testkit;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A file of a session in the memory of a {@link FakeServer}, whole or not. Not thread-safe. */
final class FakeFile {
    static final int PART_BYTES = 256 * 1024;

    private final String id;
    private final String name;
    private final long size;
    private final String type;
    private final ByteArrayOutputStream content = new ByteArrayOutputStream();
    private @Nullable String usedBy;

    FakeFile(String id, String name, long size, @Nullable String type) {
        this.id = id;
        this.name = name;
        this.size = size;
        this.type = type == null ? "application/octet-stream" : type;
    }

    String id() {
        return id;
    }

    boolean isSame(String otherName, long otherSize) {
        return name.equals(otherName) && size == otherSize;
    }

    boolean isWhole() {
        return content.size() == size;
    }

    byte[] content() {
        return content.toByteArray();
    }

    long received() {
        return content.size();
    }

    /** Takes the bytes of a part that are not there yet. Only whole parts count, as on a real server. */
    void take(long offset, byte[] part) {
        int known = (int) (content.size() - offset);
        boolean isWholePart = part.length == PART_BYTES || offset + part.length == size;
        if (known < part.length && isWholePart) {
            content.write(part, known, part.length - known);
        }
    }

    boolean isUsedByOther(String messageId) {
        return usedBy != null && !usedBy.equals(messageId);
    }

    boolean isUsed() {
        return usedBy != null;
    }

    void useBy(String messageId) {
        usedBy = messageId;
    }

    ObjectNode progress() {
        ObjectNode data = JsonNodeFactory.instance.objectNode();
        data.put("attachmentId", id).put("received", content.size()).put("size", size);
        data.put("partBytes", PART_BYTES);
        if (isWhole()) {
            data.set("attachment", json());
        }
        return data;
    }

    ObjectNode json() {
        ObjectNode data = JsonNodeFactory.instance.objectNode();
        data.put("attachmentId", id).put("name", name).put("type", type).put("size", size);
        return data.put("sha256", sha256());
    }

    private String sha256() {
        try {
            StringBuilder hex = new StringBuilder();
            for (byte b : MessageDigest.getInstance("SHA-256").digest(content())) {
                hex.append(String.format(Locale.ROOT, "%02x", b & 0xff));
            }
            return hex.toString();
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
