package dev.helpline.chat.client.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.helpline.chat.client.attachment.OutgoingFile;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import okhttp3.Request;
import okhttp3.RequestBody;
import org.jspecify.annotations.Nullable;

/** The files of one session in the memory of a {@link FakeServer}. Not thread-safe. */
final class FakeFiles {
    private final Map<String, FakeFile> files = new LinkedHashMap<>();

    List<String> ids() {
        return new ArrayList<>(files.keySet());
    }

    void add(FakeFile file) {
        files.put(file.id(), file);
    }

    void lose(String attachmentId) {
        files.remove(attachmentId);
    }

    FakeResponse start(ObjectNode request) {
        String id = request.path("attachmentId").asText();
        String name = request.path("name").asText();
        long size = request.path("size").asLong();
        FakeFile file = files.computeIfAbsent(
                id, none -> new FakeFile(id, name, size, request.path("type").textValue()));
        return file.isSame(name, size)
                ? FakeResponse.of(file.progress())
                : FakeResponse.refused(409, "ATTACHMENT_CONFLICT");
    }

    FakeResponse part(String attachmentId, Request request) {
        FakeFile file = files.get(attachmentId);
        if (file == null) {
            return FakeResponse.refused(404, "ATTACHMENT_NOT_FOUND");
        }
        String given = request.url().queryParameter("offset");
        long offset = given == null ? 0 : Long.parseLong(given);
        if (offset > file.received()) {
            return FakeResponse.refused(409, "ATTACHMENT_CONFLICT").detail("received", file.received());
        }
        file.take(offset, part(request, offset));
        return FakeResponse.of(file.progress());
    }

    private static byte[] part(Request request, long offset) {
        OutgoingFile sent = request.tag(OutgoingFile.class);
        RequestBody body = request.body();
        if (sent == null || body == null) {
            return new byte[0];
        }
        try (DataInputStream in = new DataInputStream(sent.open())) {
            in.readFully(new byte[(int) offset]);
            byte[] part = new byte[(int) body.contentLength()];
            in.readFully(part);
            return part;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    FakeResponse cancel(String attachmentId) {
        FakeFile file = files.get(attachmentId);
        if (file == null) {
            return FakeResponse.refused(404, "ATTACHMENT_NOT_FOUND");
        }
        if (file.isUsed()) {
            return FakeResponse.refused(409, "ATTACHMENT_CONFLICT");
        }
        files.remove(attachmentId);
        return FakeResponse.of(JsonNodeFactory.instance.objectNode().put("attachmentId", attachmentId));
    }

    FakeResponse link(String sessionId, String attachmentId) {
        ObjectNode data = JsonNodeFactory.instance.objectNode();
        data.put("url", "/api/chat/files/" + sessionId + "/" + attachmentId + "?signature=fake");
        return files.containsKey(attachmentId)
                ? FakeResponse.of(data.put("expiresAt", FakeSession.CREATED_AT))
                : FakeResponse.refused(404, "ATTACHMENT_NOT_FOUND");
    }

    FakeResponse download(String attachmentId, @Nullable String range) {
        FakeFile file = files.get(attachmentId);
        if (file == null || !file.isUsed()) {
            return FakeResponse.refused(404, "ATTACHMENT_NOT_FOUND");
        }
        int from = range == null ? 0 : Integer.parseInt(range.substring("bytes=".length(), range.length() - 1));
        return FakeResponse.file(file.content(), from);
    }

    /** Returns the id of the first file that the message cannot have; null if it can have them all. */
    @Nullable
    String refused(String messageId, JsonNode attachmentIds) {
        for (JsonNode id : attachmentIds) {
            FakeFile file = files.get(id.textValue());
            if (file == null || !file.isWhole() || file.isUsedByOther(messageId)) {
                return id.textValue();
            }
        }
        return null;
    }

    /** Gives a message its files. */
    ArrayNode attach(String messageId, JsonNode attachmentIds) {
        ArrayNode attached = JsonNodeFactory.instance.arrayNode();
        for (JsonNode id : attachmentIds) {
            FakeFile file = files.get(id.textValue());
            if (file != null) {
                file.useBy(messageId);
                attached.add(file.json());
            }
        }
        return attached;
    }
}
