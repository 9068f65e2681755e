package dev.helpline.chat.client.message;

import dev.helpline.chat.client.internal.Ids;
import dev.helpline.chat.client.internal.JsonBody;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Says what the caller has read in a session: up to a number, up to the newest of some messages, or all that was delivered to the
 * caller. On the server it is a mark in the log, which only moves forward: whatever stands before it counts as read. Immutable.
 */
public final class ReadRequest {
    /** How many messages one request may name. */
    public static final int MAX_MESSAGES = 100;

    private final String sessionId;
    private final @Nullable Long upTo;
    private final List<String> messageIds;

    private ReadRequest(String sessionId, @Nullable Long upTo, Collection<String> messageIds) {
        this.sessionId = Ids.require(sessionId, "sessionId");
        this.upTo = upTo;
        this.messageIds = Collections.unmodifiableList(new ArrayList<>(messageIds));
    }

    /** All that was delivered to the caller: what the caller's devices presented a cursor for. */
    public static ReadRequest delivered(String sessionId) {
        return new ReadRequest(sessionId, null, Collections.emptyList());
    }

    /**
     * Everything up to the message of this number.
     *
     * @param seq from 0; beyond the newest message means that message
     */
    public static ReadRequest upTo(String sessionId, long seq) {
        if (seq < 0) {
            throw new IllegalArgumentException("seq must be at least 0, was " + seq);
        }
        return new ReadRequest(sessionId, seq, Collections.emptyList());
    }

    /**
     * Everything up to the newest of these messages. The server rejects the whole request if the caller does not see one of them.
     *
     * @param messageIds 1 to {@link #MAX_MESSAGES} ids
     */
    public static ReadRequest messages(String sessionId, Collection<String> messageIds) {
        if (messageIds.isEmpty() || messageIds.size() > MAX_MESSAGES) {
            throw new IllegalArgumentException(
                    "messageIds must be 1 to " + MAX_MESSAGES + " ids, was " + messageIds.size());
        }
        messageIds.forEach(id -> Ids.require(id, "messageIds"));
        return new ReadRequest(sessionId, null, messageIds);
    }

    /** The session. */
    public String sessionId() {
        return sessionId;
    }

    /** For the SDK: returns the body of the request. */
    public JsonBody toJson() {
        JsonBody body = new JsonBody().put("sessionId", sessionId).put("upTo", upTo);
        return messageIds.isEmpty() ? body : body.put("messageIds", messageIds);
    }

    @Override
    public String toString() {
        return "ReadRequest{sessionId=" + sessionId + ", upTo=" + upTo + ", messageIds=" + messageIds + "}";
    }
}
