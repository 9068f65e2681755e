package dev.helpline.chat.client.message;

import dev.helpline.chat.client.internal.JsonBody;
import dev.helpline.chat.client.internal.JsonFields;
import dev.helpline.chat.client.participant.AgentInfo;
import dev.helpline.chat.client.participant.Sender;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The message to which another one replies, as a chat screen shows it above the reply. Immutable. */
public final class Quote {
    private static final int MAX_TEXT = 200;

    private final String messageId;
    private final String text;
    private final MessageType type;
    private final Sender sender;
    private final @Nullable AgentInfo agent;

    /** For the SDK: reads it from a response. */
    public Quote(JsonFields json) {
        messageId = json.text("messageId");
        text = json.has("message") ? json.text("message") : "";
        type = json.named("type", MessageType::of);
        sender = json.named("sender", Sender::of);
        agent = json.objectOrNull("adminInfo", AgentInfo::new);
    }

    private Quote(Quote base, @Nullable AgentInfo agent) {
        messageId = base.messageId;
        text = base.text;
        type = base.type;
        sender = base.sender;
        this.agent = agent;
    }

    private Quote(String messageId, String text, MessageType type, Sender sender) {
        this.messageId = messageId;
        this.text = beginningOf(text);
        this.type = type;
        this.sender = sender;
        agent = null;
    }

    /** For the SDK: writes it as {@link #Quote(JsonFields)} reads it. */
    public JsonBody toJson() {
        return new JsonBody()
                .put("messageId", messageId)
                .put("message", text)
                .put("type", type.wireName())
                .put("sender", sender.wireName())
                .put("adminInfo", agent == null ? null : agent.toJson());
    }

    /** For the SDK: quotes a message that the app has, as the server would. */
    public static Quote of(String messageId, String text, MessageType type, Sender sender) {
        return new Quote(messageId, text, type, sender);
    }

    /** For the SDK: returns the quote with the agent who wrote the message. */
    public Quote by(@Nullable AgentInfo agent) {
        return new Quote(this, agent);
    }

    private static String beginningOf(String text) {
        return text.codePointCount(0, text.length()) <= MAX_TEXT
                ? text
                : text.substring(0, text.offsetByCodePoints(0, MAX_TEXT - 1)) + "…";
    }

    /** The id of the quoted message. */
    public String messageId() {
        return messageId;
    }

    /** The beginning of its text, at most 200 code points; if it is cut, it ends with "…". */
    public String text() {
        return text;
    }

    /** The kind of the quoted message. */
    public MessageType type() {
        return type;
    }

    /** Who wrote the quoted message. */
    public Sender sender() {
        return sender;
    }

    /** The agent or the bot that wrote the quoted message; absent if neither did, or if it has no name. */
    public Optional<AgentInfo> agent() {
        return Optional.ofNullable(agent);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        if (!(other instanceof Quote)) {
            return false;
        }
        Quote that = (Quote) other;
        return messageId.equals(that.messageId)
                && text.equals(that.text)
                && type == that.type
                && sender == that.sender
                && Objects.equals(agent, that.agent);
    }

    @Override
    public int hashCode() {
        return Objects.hash(messageId, text);
    }

    @Override
    public String toString() {
        return "Quote{messageId=" + messageId + ", sender=" + sender + "}";
    }
}
