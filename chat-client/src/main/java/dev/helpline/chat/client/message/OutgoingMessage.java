package dev.helpline.chat.client.message;

import dev.helpline.chat.client.internal.Ids;
import dev.helpline.chat.client.internal.JsonBody;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A message to send. Immutable. */
public final class OutgoingMessage {
    private final String sessionId;
    private final String text;
    private final @Nullable String messageId;
    private final @Nullable Instant timestamp;
    private final @Nullable String replyTo;
    private final @Nullable Map<String, ?> metadata;
    private final @Nullable RichContent content;
    private final List<String> attachments;

    private OutgoingMessage(Builder builder) {
        sessionId = builder.sessionId;
        text = builder.text;
        messageId = builder.messageId;
        timestamp = builder.timestamp;
        replyTo = builder.replyTo;
        metadata = builder.metadata;
        content = builder.content;
        attachments = builder.attachments;
    }

    /**
     * Starts a builder.
     *
     * @param sessionId the session of the message
     * @param text the text, sent exactly as given
     */
    public static Builder builder(String sessionId, String text) {
        return new Builder(sessionId, text);
    }

    /** The session of the message. */
    public String sessionId() {
        return sessionId;
    }

    /** The text, sent exactly as given. */
    public String text() {
        return text;
    }

    /** For the SDK: returns the body of the request. */
    public JsonBody toJson() {
        return new JsonBody()
                .put("sessionId", sessionId)
                .put("message", text)
                .put("messageId", messageId)
                .put("timestamp", timestamp)
                .put("replyTo", replyTo)
                .put("metadata", metadata)
                .put("content", content == null ? null : content.toJson())
                .put("attachmentIds", attachments);
    }

    @Override
    public String toString() {
        return "OutgoingMessage{sessionId=" + sessionId + ", messageId=" + messageId + "}";
    }

    /** Collects what is optional. Not thread-safe. */
    public static final class Builder {
        private final String sessionId;
        private final String text;
        private @Nullable String messageId;
        private @Nullable Instant timestamp;
        private @Nullable String replyTo;
        private @Nullable Map<String, ?> metadata;
        private @Nullable RichContent content;
        private List<String> attachments = Collections.emptyList();

        private Builder(String sessionId, String text) {
            this.sessionId = Ids.require(sessionId, "sessionId");
            this.text = Objects.requireNonNull(text, "text");
        }

        /** The id of the message. With an id, sending can be repeated safely. Default: the server makes one. */
        public Builder messageId(String messageId) {
            this.messageId = Ids.require(messageId, "messageId");
            return this;
        }

        /** When it was written, by the caller's clock. Default: the server's time. */
        public Builder timestamp(Instant timestamp) {
            this.timestamp = Objects.requireNonNull(timestamp, "timestamp");
            return this;
        }

        /** The id of the message to which this one replies. Default: none. */
        public Builder replyTo(String replyTo) {
            this.replyTo = Ids.require(replyTo, "replyTo");
            return this;
        }

        /**
         * What clients show that know its type; all others show the text. By the usual policy of servers only agents may send it. Default:
         * none.
         */
        public Builder content(RichContent content) {
            this.content = Objects.requireNonNull(content, "content");
            return this;
        }

        /** Values to attach: strings, numbers, booleans, lists and maps. Default: nothing. */
        public Builder metadata(Map<String, ?> metadata) {
            this.metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
            return this;
        }

        /**
         * The ids of files that the caller has uploaded to the session and that no other message has; the text may then be blank. Default:
         * none.
         *
         * @throws IllegalArgumentException if one of them is not a valid id
         */
        public Builder attachments(List<String> attachmentIds) {
            attachmentIds.forEach(id -> Ids.require(id, "attachmentIds"));
            attachments = Collections.unmodifiableList(new ArrayList<>(attachmentIds));
            return this;
        }

        /** Makes the OutgoingMessage; the builder can be used again. */
        public OutgoingMessage build() {
            return new OutgoingMessage(this);
        }
    }
}
