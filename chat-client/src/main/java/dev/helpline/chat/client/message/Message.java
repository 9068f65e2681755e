package dev.helpline.chat.client.message;

import dev.helpline.chat.client.attachment.Attachment;
import dev.helpline.chat.client.internal.JsonFields;
import dev.helpline.chat.client.participant.AgentInfo;
import dev.helpline.chat.client.participant.Sender;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** One message of a conversation, as the server stores it. */
public final class Message {
    private final String messageId;
    private final long seq;
    private final @Nullable Long prevSeq;
    private final String text;
    private final MessageType type;
    private final Sender sender;
    private final Instant timestamp;
    private final @Nullable Instant receivedAt;
    private final @Nullable AgentInfo agent;
    private final @Nullable String replyTo;
    private final @Nullable Quote quote;
    private final @Nullable Instant deliveredAt;
    private final @Nullable Instant readAt;
    private final Map<String, Object> metadata;
    private final @Nullable RichContent content;
    private final List<Attachment> attachments;
    private final @Nullable Instant editedAt;
    private final @Nullable Instant deletedAt;
    private final boolean amendment;

    /** For the SDK: reads it from a response. */
    public Message(JsonFields json) {
        messageId = json.text("messageId");
        seq = json.number("seq");
        prevSeq = json.numberOrNull("prevSeq");
        text = json.has("message") ? json.text("message") : "";
        type = json.named("type", MessageType::of);
        sender = json.named("sender", Sender::of);
        timestamp = json.instant("timestamp");
        receivedAt = json.instantOrNull("receivedAt");
        agent = json.objectOrNull("adminInfo", AgentInfo::new);
        replyTo = json.textOrNull("replyTo");
        quote = json.objectOrNull("quote", Quote::new);
        deliveredAt = json.instantOrNull("deliveredAt");
        readAt = json.instantOrNull("readAt");
        metadata = json.map("metadata");
        content = json.objectOrNull("content", RichContent::new);
        attachments = json.list("attachments", Attachment::new);
        editedAt = json.instantOrNull("editedAt");
        deletedAt = json.instantOrNull("deletedAt");
        amendment = json.flag("amendment");
    }

    /** The id of the message, unique in its session. */
    public String messageId() {
        return messageId;
    }

    /** The number of the message in its session, counted from 1. It alone gives the order of messages. */
    public long seq() {
        return seq;
    }

    /**
     * The {@link #seq()} of the message before this one that the caller may see; 0 for the first. Present if the poll
     * requested everything. A value above the last number that was received means that a message is missing.
     */
    public OptionalLong prevSeq() {
        return prevSeq == null ? OptionalLong.empty() : OptionalLong.of(prevSeq);
    }

    /** The text, unescaped. Empty if the message was withdrawn. */
    public String text() {
        return text;
    }

    /** The kind of message. */
    public MessageType type() {
        return type;
    }

    /** Who wrote it: the customer, an agent, a bot or the server. */
    public Sender sender() {
        return sender;
    }

    /** The time that the sender claimed, or the server's time if the claim was implausible. For display only. */
    public Instant timestamp() {
        return timestamp;
    }

    /** When the server accepted the message. */
    public Optional<Instant> receivedAt() {
        return Optional.ofNullable(receivedAt);
    }

    /** The agent or the bot that wrote it, as {@link #sender()} says; absent if neither did, or if it has no name. */
    public Optional<AgentInfo> agent() {
        return Optional.ofNullable(agent);
    }

    /** The id of the message to which this one replies. */
    public Optional<String> replyTo() {
        return Optional.ofNullable(replyTo);
    }

    /** The message to which this one replies, to be shown with it; absent if it is no reply. */
    public Optional<Quote> quote() {
        return Optional.ofNullable(quote);
    }

    /** When the other side first fetched it; absent until then. */
    public Optional<Instant> deliveredAt() {
        return Optional.ofNullable(deliveredAt);
    }

    /** When the other side read it; absent until then. */
    public Optional<Instant> readAt() {
        return Optional.ofNullable(readAt);
    }

    /** What the sender attached, as plain values, lists and maps; empty if nothing is attached. */
    public Map<String, Object> metadata() {
        return metadata;
    }

    /** The files of the message, in the order in which its author attached them; empty if it has none or was withdrawn. */
    public List<Attachment> attachments() {
        return attachments;
    }

    /** What an app shows that knows its type, in place of the text; absent if there is only the text. */
    public Optional<RichContent> content() {
        return Optional.ofNullable(content);
    }

    /** When it got its text, if its author edited it; absent if it has the text that it was sent with, or was withdrawn. */
    public Optional<Instant> editedAt() {
        return Optional.ofNullable(editedAt);
    }

    /** When its author withdrew it; absent if it was not withdrawn. */
    public Optional<Instant> deletedAt() {
        return Optional.ofNullable(deletedAt);
    }

    /**
     * Whether this is not a new message but says that the message with this id was edited or withdrawn. It then has the text that the message
     * has now, and the {@link #seq()} of the change.
     */
    public boolean isAmendment() {
        return amendment;
    }

    @Override
    public String toString() {
        return "Message{messageId=" + messageId + ", seq=" + seq + ", sender=" + sender + "}";
    }
}
