package dev.helpline.chat.client.internal.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.helpline.chat.client.internal.Json;
import dev.helpline.chat.client.internal.JsonFields;
import dev.helpline.chat.client.poll.PollAnswer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Reads the frames of one socket and returns what is new in the form of polls, so that the same code takes both. Frames may have only a part of the
 * head; the reader keeps the rest. Not thread-safe.
 */
final class FeedReader {
    private @Nullable String cursor;
    private @Nullable ObjectNode head;

    FeedReader(@Nullable String cursor) {
        this.cursor = cursor;
    }

    /** Parses a frame. Throws {@link JsonFields.Malformed} or {@link IOException} if it is not an object with a type. */
    static ObjectNode parse(String text) throws IOException {
        JsonNode frame = Json.read(text.getBytes(StandardCharsets.UTF_8));
        new JsonFields(frame, "frame").text("type"); // checks that it is an object with a type
        return (ObjectNode) frame;
    }

    /** Returns what a frame says is new; null if that is nothing, or follows with the next frame. */
    @Nullable
    PollAnswer read(ObjectNode frame) {
        boolean ended = false;
        JsonNode message = null;
        switch (frame.path("type").asText()) {
            case "ready":
            case "session_updated":
                head = whole(frame);
                break;
            case "session_ended":
                head = whole(frame);
                ended = true;
                break;
            case "typing":
                merge(frame, "typing");
                break;
            case "messages_read":
                merge(frame, "cursors", "unreadCount");
                break;
            case "new_message":
            case "message_updated":
                message = frame.path("message");
                break;
            default:
                return null;
        }
        cursor = frame.path("cursor").asText(cursor);
        return cursor == null || head == null
                ? null
                : new PollAnswer(new JsonFields(poll(head, message, ended), "frame"));
    }

    private static ObjectNode whole(ObjectNode frame) {
        return frame.path("session").isObject()
                ? (ObjectNode) frame.path("session")
                : JsonNodeFactory.instance.objectNode();
    }

    /** Another object, since the one before may be in use. */
    private void merge(ObjectNode frame, String... fields) {
        if (head != null) {
            ObjectNode merged = head.deepCopy();
            for (String field : fields) {
                if (frame.has(field)) {
                    merged.set(field, frame.get(field));
                }
            }
            head = merged;
        }
    }

    private ObjectNode poll(ObjectNode session, @Nullable JsonNode message, boolean ended) {
        ObjectNode poll = JsonNodeFactory.instance.objectNode();
        if (message != null) {
            poll.putArray("messages").add(message);
        } else {
            poll.putArray("messages");
        }
        poll.put("cursor", cursor);
        poll.put("hasMoreMessages", false);
        poll.put("sessionEnded", ended);
        poll.set("sessionStatus", session.path("status"));
        if (session.hasNonNull("endReason")) {
            poll.set("endReason", session.get("endReason"));
        }
        poll.set("session", session);
        return poll;
    }
}
