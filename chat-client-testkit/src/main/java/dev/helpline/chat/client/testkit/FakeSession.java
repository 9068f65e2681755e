package dev.helpline.chat.client.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One session in the memory of a {@link FakeServer}. Not thread-safe. */
final class FakeSession {
    static final String CREATED_AT = "2026-01-01T00:00:00.000Z";

    private final String id;
    private final @Nullable String externalRef;
    private final List<ObjectNode> messages = new ArrayList<>();

    /** The messages, and behind each one that was changed an entry that says so. */
    private final List<ObjectNode> log = new ArrayList<>();

    private final Set<String> edits = new HashSet<>();
    private final FakeFiles files = new FakeFiles();
    private String status = "active";
    private String state = "waiting";
    private @Nullable String endedBy;
    private @Nullable String endCause;
    private @Nullable String endReason;
    private int customerRead;
    private int agentRead;
    private @Nullable ObjectNode rating;
    private @Nullable String promptId;
    private @Nullable ObjectNode ratingAnswer;

    FakeSession(String id, @Nullable String externalRef) {
        this.id = id;
        this.externalRef = externalRef;
    }

    @Nullable
    String externalRef() {
        return externalRef;
    }

    FakeFiles files() {
        return files;
    }

    boolean isEnded() {
        return endedBy != null;
    }

    String refusalCode() {
        return "inactivity".equals(endCause) ? "SESSION_EXPIRED" : "SESSION_NOT_FOUND";
    }

    List<String> texts() {
        List<String> texts = new ArrayList<>();
        messages.forEach(message -> texts.add(message.get("message").textValue()));
        return Collections.unmodifiableList(texts);
    }

    @Nullable
    ObjectNode message(String messageId) {
        for (ObjectNode message : messages) {
            if (message.get("messageId").textValue().equals(messageId)) {
                return message;
            }
        }
        return null;
    }

    ObjectNode add(String messageId, String sender, String text, String timestamp) {
        ObjectNode message = JsonNodeFactory.instance.objectNode();
        message.put("messageId", messageId).put("seq", log.size() + 1).put("prevSeq", log.size());
        message.put("message", text).put("type", "text").put("sender", sender);
        message.put("timestamp", timestamp).put("receivedAt", CREATED_AT);
        if (sender.equals("admin")) {
            state = "active";
            message.putObject("adminInfo").put("name", "Agent").put("department", "Support");
        }
        messages.add(message);
        log.add(message);
        return message;
    }

    /** Adds to a message what else was sent with it: the message to which it replies, which it then quotes, metadata and content. */
    void reply(ObjectNode message, ObjectNode sent) {
        ObjectNode quoted =
                sent.hasNonNull("replyTo") ? message(sent.get("replyTo").textValue()) : null;
        if (quoted != null) {
            message.set("replyTo", sent.get("replyTo"));
            message.set("quote", quoted.deepCopy().retain("messageId", "message", "type", "sender", "adminInfo"));
        }
        if (sent.hasNonNull("content")) {
            message.set("content", sent.get("content"));
        }
        if (sent.hasNonNull("metadata")) {
            message.set("metadata", sent.get("metadata"));
        }
        if (sent.hasNonNull("attachmentIds")) {
            attach(message, sent.get("attachmentIds"));
        }
    }

    void attach(ObjectNode message, JsonNode attachmentIds) {
        ArrayNode attached = files.attach(message.get("messageId").textValue(), attachmentIds);
        boolean areImages = true;
        for (JsonNode file : attached) {
            areImages &= file.get("type").textValue().startsWith("image/");
        }
        message.put("type", areImages ? "image" : "file").set("attachments", attached);
    }

    /** Gives a message another text. A repeat under the same id changes nothing. */
    FakeResponse edit(String messageId, ObjectNode request) {
        ObjectNode message = message(messageId);
        if (message == null || message.has("deletedAt")) {
            return notEditable(message);
        }
        JsonNode id = request.get("editId");
        if (id == null || edits.add(id.textValue())) {
            message.set("message", request.get("message"));
            message.remove("content");
            amend(message, "editedAt");
        }
        return FakeResponse.of(message.deepCopy().retain("messageId", "editedAt"));
    }

    /** Withdraws a message. */
    FakeResponse withdraw(String messageId) {
        ObjectNode message = message(messageId);
        if (message == null) {
            return notEditable(null);
        }
        if (!message.has("deletedAt")) {
            message.put("message", "").remove(Arrays.asList("metadata", "content", "quote", "editedAt", "attachments"));
            amend(message, "deletedAt");
        }
        return FakeResponse.of(message.deepCopy().retain("messageId", "deletedAt"));
    }

    private static FakeResponse notEditable(@Nullable ObjectNode message) {
        return message == null
                ? FakeResponse.refused(404, "MESSAGE_NOT_FOUND")
                : FakeResponse.refused(409, "MESSAGE_NOT_EDITABLE");
    }

    /** Notes when a message was changed, and adds the change to the log. */
    private void amend(ObjectNode message, String when) {
        message.put(when, CREATED_AT);
        ObjectNode amendment = message.deepCopy().without(Arrays.asList("replyTo", "quote", "metadata", "content"));
        amendment.put("amendment", true);
        amendment.put("seq", log.size() + 1).put("prevSeq", log.size());
        log.add(amendment);
    }

    /** The customer says what was read. What was delivered counts as all there is. */
    FakeResponse read(ObjectNode request) {
        int upTo = request.path("upTo").asInt(request.has("messageIds") ? 0 : log.size());
        for (JsonNode id : request.path("messageIds")) {
            ObjectNode named = message(id.textValue());
            if (named == null) {
                return FakeResponse.refused(400, "VALIDATION_ERROR");
            }
            upTo = Math.max(upTo, named.get("seq").intValue());
        }
        customerRead = Math.max(customerRead, Math.min(upTo, log.size()));
        return FakeResponse.of(JsonNodeFactory.instance.objectNode().put("sessionId", id));
    }

    private long unread() {
        return messages.stream()
                .filter(message -> message.get("sender").textValue().equals("admin"))
                .filter(message -> message.get("seq").intValue() > customerRead)
                .count();
    }

    int customerRead() {
        return customerRead;
    }

    /** An agent reads all messages. */
    void agentReads() {
        for (ObjectNode message : messages) {
            if (message.get("sender").textValue().equals("user") && !message.has("readAt")) {
                message.put("deliveredAt", CREATED_AT).put("readAt", CREATED_AT);
            }
        }
        agentRead = log.size();
    }

    private static void putMark(ObjectNode mark, int seq) {
        mark.put("delivered", seq).put("read", seq);
        if (seq > 0) {
            mark.put("deliveredAt", CREATED_AT).put("readAt", CREATED_AT);
        }
    }

    void end(String by, String cause, @Nullable String reason) {
        if (isEnded()) {
            return;
        }
        endedBy = by;
        endCause = cause;
        endReason = reason;
        state = "ended";
        status = by.equals("system") ? "ended" : "ended_by_" + by; // user or admin
    }

    void reopen() {
        if (isEnded()) {
            endedBy = null;
            endCause = null;
            endReason = null;
            rating = null;
            ratingAnswer = null;
            promptId = null;
            state = "waiting";
            status = "active";
        }
    }

    ObjectNode poll(int after, int limit) {
        ObjectNode data = JsonNodeFactory.instance.objectNode();
        ArrayNode page = data.putArray("messages");
        int from = Math.min(after, log.size());
        int to = Math.min(from + limit, log.size());
        log.subList(from, to).forEach(page::add);
        data.put("sessionEnded", isEnded()).put("sessionStatus", status);
        data.put("hasMoreMessages", to < log.size()).put("cursor", "c" + to);
        if (endReason != null) {
            data.put("endReason", endReason);
        }
        data.set("session", head());
        return data;
    }

    ObjectNode messages(int page, int limit) {
        FakePage shown = FakePage.numbered(page, limit, messages.size());
        ObjectNode data = forward(shown);
        data.set("pagination", shown.pagination(page, limit, "totalMessages"));
        return data;
    }

    ObjectNode messagesAfter(String cursor, int limit) {
        return forward(FakePage.from(indexBehind(cursor), limit, messages.size()));
    }

    ObjectNode messagesBefore(String cursor, int limit) {
        int behind = indexBehind(cursor);
        FakePage shown = FakePage.before(message(cursor) == null ? behind : behind - 1, limit, messages.size());
        ObjectNode data = shown(shown);
        return shown.hasPrevious() ? data.put("nextCursor", idAt(shown.from)) : data;
    }

    private ObjectNode forward(FakePage shown) {
        ObjectNode data = shown(shown);
        return shown.hasNext() ? data.put("nextCursor", idAt(shown.to - 1)) : data;
    }

    private ObjectNode shown(FakePage shown) {
        ObjectNode data = JsonNodeFactory.instance.objectNode();
        ArrayNode array = data.putArray("messages");
        shown.of(messages).forEach(array::add);
        return data;
    }

    private String idAt(int index) {
        return messages.get(index).get("messageId").textValue();
    }

    /** A cursor is the id of a message or the cursor of a poll. */
    private int indexBehind(String cursor) {
        ObjectNode named = message(cursor);
        int place = named == null
                ? Integer.parseInt(cursor.substring(1))
                : named.get("seq").intValue();
        return (int) log.subList(0, Math.min(place, log.size())).stream()
                .filter(entry -> !entry.has("amendment"))
                .count();
    }

    ObjectNode head() {
        ObjectNode head = JsonNodeFactory.instance.objectNode();
        head.put("sessionId", id).put("status", status).put("state", state);
        head.put("createdAt", CREATED_AT).put("messageCount", messages.size());
        head.put("unreadCount", unread());
        putReference(head);
        ObjectNode cursors = head.putObject("cursors");
        putMark(cursors.putObject("user"), customerRead);
        putMark(cursors.putObject("admin"), agentRead);
        if (endedBy != null) {
            head.put("endedBy", endedBy).put("endCause", endCause).put("endedAt", CREATED_AT);
            head.put("ratingPrompt", rating == null && promptId == null);
        }
        return head;
    }

    ObjectNode ended() {
        ObjectNode data = JsonNodeFactory.instance.objectNode();
        data.put("sessionId", id).put("status", status).put("endTime", CREATED_AT);
        return data.put("duration", 0).put("messageCount", messages.size()).put("endedBy", endedBy);
    }

    ObjectNode historyLine() {
        ObjectNode line = JsonNodeFactory.instance.objectNode();
        line.put("sessionId", id).put("startTime", CREATED_AT).put("status", status);
        putReference(line);
        return line.put("messageCount", messages.size());
    }

    private void putReference(ObjectNode json) {
        if (externalRef != null) {
            json.put("externalRef", externalRef);
        }
    }

    /** Whether a rating is the same. Its time does not count: a repeated rating may have a later one. */
    private static ObjectNode withoutTime(ObjectNode rating) {
        return rating.deepCopy().without("timestamp");
    }

    FakeResponse askForRating(String id) {
        if (promptId == null && rating == null) {
            promptId = id;
        }
        ObjectNode answer = JsonNodeFactory.instance.objectNode().put("sessionId", this.id);
        return FakeResponse.of(answer.put("show", rating == null && id.equals(promptId)));
    }

    FakeResponse rate(ObjectNode request) {
        ObjectNode first = rating;
        if (first == null) {
            rating = request;
            ObjectNode answer = JsonNodeFactory.instance.objectNode();
            answer.put("ratingId", "rating-" + id).put("sessionId", id).put("submittedAt", CREATED_AT);
            answer.set("rating", request.get("rating"));
            ratingAnswer = answer;
        } else if (!withoutTime(first).equals(withoutTime(request))) {
            return FakeResponse.refused(400, "RATING_EXISTS");
        }
        return FakeResponse.of(ratingAnswer == null ? JsonNodeFactory.instance.objectNode() : ratingAnswer);
    }
}
