package dev.helpline.chat.client.service;

import dev.helpline.chat.client.message.Message;
import dev.helpline.chat.client.message.MessageType;
import dev.helpline.chat.client.message.SentMessage;
import dev.helpline.chat.client.participant.AgentInfo;
import dev.helpline.chat.client.participant.Sender;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** One message as a chat screen shows it. Immutable; a new state is a new object with the same id. */
public final class ChatMessage {
    private final String messageId;
    private final String text;
    private final Sender sender;
    private final MessageType type;
    private final DeliveryState state;
    private final Instant timestamp;
    private final @Nullable Long seq;
    private final @Nullable Instant receivedAt;
    private final @Nullable AgentInfo agent;
    private final @Nullable String failureCode;

    private ChatMessage(
            ChatMessage base,
            String text,
            DeliveryState state,
            @Nullable Long seq,
            @Nullable Instant receivedAt,
            @Nullable String failureCode) {
        messageId = base.messageId;
        this.text = text;
        sender = base.sender;
        type = base.type;
        timestamp = base.timestamp;
        agent = base.agent;
        this.state = state;
        this.seq = seq;
        this.receivedAt = receivedAt;
        this.failureCode = failureCode;
    }

    private ChatMessage(String messageId, String text, Instant timestamp) {
        this.messageId = messageId;
        this.text = text;
        this.timestamp = timestamp;
        sender = Sender.CUSTOMER;
        type = MessageType.TEXT;
        state = DeliveryState.SENDING;
        seq = null;
        receivedAt = null;
        agent = null;
        failureCode = null;
    }

    private ChatMessage(Message message) {
        messageId = message.messageId();
        text = message.text();
        timestamp = message.timestamp();
        sender = message.sender();
        type = message.type();
        state = DeliveryState.RECEIVED;
        seq = message.seq();
        receivedAt = message.receivedAt().orElse(null);
        agent = message.agent().orElse(null);
        failureCode = null;
    }

    static ChatMessage written(String messageId, String text, Instant timestamp) {
        return new ChatMessage(messageId, text, timestamp);
    }

    static ChatMessage received(Message message) {
        return new ChatMessage(message);
    }

    ChatMessage sending() {
        return new ChatMessage(this, text, DeliveryState.SENDING, null, null, null);
    }

    /** Returns it as sent, with the text as the server stored it. */
    ChatMessage sent(SentMessage answer) {
        String stored = answer.changedText().orElse(text);
        return new ChatMessage(this, stored, DeliveryState.SENT, answer.seq(), answer.deliveredAt(), null);
    }

    /** Returns it as sent, because a poll has delivered it. */
    ChatMessage sent(Message echo) {
        return new ChatMessage(
                this,
                echo.text(),
                DeliveryState.SENT,
                echo.seq(),
                echo.receivedAt().orElse(receivedAt),
                null);
    }

    ChatMessage failed(String code) {
        return new ChatMessage(this, text, DeliveryState.FAILED, null, null, code);
    }

    /** The id, unique in its session. It never changes. */
    public String messageId() {
        return messageId;
    }

    /** The text, unescaped: as it was written, and once the server has stored it, as it is stored. */
    public String text() {
        return text;
    }

    /** Who wrote it: the customer, an agent, a bot or the server. */
    public Sender sender() {
        return sender;
    }

    /** The kind of message. */
    public MessageType type() {
        return type;
    }

    /** Whether it is being sent, was sent, has failed or was received. */
    public DeliveryState state() {
        return state;
    }

    /** When it was written, by the author's clock. For display only. */
    public Instant timestamp() {
        return timestamp;
    }

    /** Its number in the session; absent until the server has stored it. */
    public OptionalLong seq() {
        return seq == null ? OptionalLong.empty() : OptionalLong.of(seq);
    }

    /** When the server accepted it; absent until then. */
    public Optional<Instant> receivedAt() {
        return Optional.ofNullable(receivedAt);
    }

    /** The agent who wrote it; absent if no agent did. */
    public Optional<AgentInfo> agent() {
        return Optional.ofNullable(agent);
    }

    /**
     * Why it is {@link DeliveryState#FAILED}: one of {@code ErrorCodes}, or a code of a newer server; absent in other
     * states.
     */
    public Optional<String> failureCode() {
        return Optional.ofNullable(failureCode);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        if (!(other instanceof ChatMessage)) {
            return false;
        }
        ChatMessage that = (ChatMessage) other;
        return messageId.equals(that.messageId)
                && text.equals(that.text)
                && sender == that.sender
                && type == that.type
                && state == that.state
                && timestamp.equals(that.timestamp)
                && Objects.equals(seq, that.seq)
                && Objects.equals(receivedAt, that.receivedAt)
                && Objects.equals(agent, that.agent)
                && Objects.equals(failureCode, that.failureCode);
    }

    @Override
    public int hashCode() {
        return Objects.hash(messageId, state, seq);
    }

    @Override
    public String toString() {
        return "ChatMessage{messageId=" + messageId + ", sender=" + sender + ", state=" + state + ", seq=" + seq + "}";
    }
}
