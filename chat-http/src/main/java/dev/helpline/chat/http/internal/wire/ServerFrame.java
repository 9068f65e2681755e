package dev.helpline.chat.http.internal.wire;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A frame that the server sends over a WebSocket, as JSON with a {@code type}. A frame that moves a feed carries the cursor of the place
 * behind it.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
public sealed interface ServerFrame {
    /** The token of an agent is accepted; the board follows, and the agent may now subscribe to sessions. */
    @JsonTypeName("welcome")
    record Welcome(String agentId, @Nullable String name) implements ServerFrame {}

    /** What changed among all open sessions. */
    @JsonTypeName("board")
    record Board(@JsonUnwrapped WireBoard board) implements ServerFrame {}

    /** The feed of a session begins. Without a cursor, entries follow, each with its own cursor. */
    @JsonTypeName("ready")
    record Ready(
            String sessionId, WireHead session, @Nullable String cursor) implements ServerFrame {}

    /** The next entry of a session's log. */
    @JsonTypeName("new_message")
    record NewMessage(String sessionId, WireMessage message, String cursor) implements ServerFrame {}

    /** A message that was edited or withdrawn, as it is now. */
    @JsonTypeName("message_updated")
    record MessageUpdated(String sessionId, WireMessage message, String cursor) implements ServerFrame {}

    /** The session as it stands now, behind the entries that were sent before. */
    @JsonTypeName("session_updated")
    record SessionUpdated(String sessionId, WireHead session, String cursor) implements ServerFrame {}

    /** Who is typing now, if nothing else of the session has changed. */
    @JsonTypeName("typing")
    record Typing(String sessionId, List<WireActivity.Typist> typing, String cursor) implements ServerFrame {}

    /** How far each side has read now, and how many messages the client's side has not, if nothing else of the session has changed. */
    @JsonTypeName("messages_read")
    record MessagesRead(String sessionId, @Nullable Long unreadCount, WireActivity.Cursors cursors, String cursor)
            implements ServerFrame {}

    /** The session has ended, and all of its entries were sent before. */
    @JsonTypeName("session_ended")
    record SessionEnded(String sessionId, WireHead session, String cursor) implements ServerFrame {}

    /** The feed of a session has ended. */
    @JsonTypeName("unsubscribed")
    record Unsubscribed(String sessionId) implements ServerFrame {}

    /**
     * A message is stored durably.
     *
     * @param message its text if a content filter changed it
     */
    @JsonTypeName("ack")
    record Ack(
            String sessionId,
            String messageId,
            long seq,
            String timestamp,
            String deliveredAt,
            @Nullable String message)
            implements ServerFrame {}

    /** The reply to a ping. */
    @JsonTypeName("pong")
    record Pong() implements ServerFrame {}

    /**
     * A frame of the client was rejected, or the connection is about to be closed.
     *
     * @param sessionId the session that the rejected frame was about, if it named one
     * @param messageId the message that was not stored, if the client named it
     * @param retryAfter seconds until the client may try again
     */
    @JsonTypeName("error")
    record Rejection(
            String code,
            String message,
            @Nullable String sessionId,
            @Nullable String messageId,
            @Nullable Long retryAfter,
            @Nullable Map<String, String> details)
            implements ServerFrame {
        /** Returns the frame for a problem. */
        public static Rejection of(Problem problem, @Nullable String sessionId, @Nullable String messageId) {
            String wait = problem.headers().get("Retry-After");
            return new Rejection(
                    problem.error().name(),
                    problem.message(),
                    sessionId,
                    messageId,
                    wait == null ? null : Long.valueOf(wait),
                    problem.details().isEmpty() ? null : problem.details());
        }
    }
}
