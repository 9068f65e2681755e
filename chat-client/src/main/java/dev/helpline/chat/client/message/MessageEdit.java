package dev.helpline.chat.client.message;

import dev.helpline.chat.client.internal.Ids;
import dev.helpline.chat.client.internal.JsonBody;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Another text for a message that the caller has sent. Immutable. */
public final class MessageEdit {
    private final String sessionId;
    private final String messageId;
    private final String text;
    private final @Nullable String editId;

    private MessageEdit(Builder builder) {
        sessionId = builder.sessionId;
        messageId = builder.messageId;
        text = builder.text;
        editId = builder.editId;
    }

    /**
     * Starts a builder.
     *
     * @param sessionId the session of the message
     * @param messageId the message
     * @param text the new text, sent exactly as given
     */
    public static Builder builder(String sessionId, String messageId, String text) {
        return new Builder(sessionId, messageId, text);
    }

    /** The session of the message. */
    public String sessionId() {
        return sessionId;
    }

    /** The message. */
    public String messageId() {
        return messageId;
    }

    /** The new text, sent exactly as given. */
    public String text() {
        return text;
    }

    /** For the SDK: returns the body of the request. */
    public JsonBody toJson() {
        return new JsonBody().put("message", text).put("editId", editId);
    }

    @Override
    public String toString() {
        return "MessageEdit{sessionId=" + sessionId + ", messageId=" + messageId + "}";
    }

    /** Collects what is optional. Not thread-safe. */
    public static final class Builder {
        private final String sessionId;
        private final String messageId;
        private final String text;
        private @Nullable String editId;

        private Builder(String sessionId, String messageId, String text) {
            this.sessionId = Ids.require(sessionId, "sessionId");
            this.messageId = Ids.require(messageId, "messageId");
            this.text = Objects.requireNonNull(text, "text");
        }

        /** The id of this edit. With an id, editing can be repeated safely. Default: the server makes one. */
        public Builder editId(String editId) {
            this.editId = Ids.require(editId, "editId");
            return this;
        }

        /** Makes the MessageEdit; the builder can be used again. */
        public MessageEdit build() {
            return new MessageEdit(this);
        }
    }
}
