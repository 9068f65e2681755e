package dev.helpline.chat.client.service;

import dev.helpline.chat.client.attachment.Attachment;
import dev.helpline.chat.client.internal.JsonBody;
import dev.helpline.chat.client.internal.JsonFields;
import dev.helpline.chat.client.message.Message;
import dev.helpline.chat.client.message.MessageType;
import dev.helpline.chat.client.message.Quote;
import dev.helpline.chat.client.message.RichContent;
import dev.helpline.chat.client.message.SentMessage;
import dev.helpline.chat.client.participant.AgentInfo;
import dev.helpline.chat.client.participant.Sender;
import dev.helpline.chat.client.session.ReadMark;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
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
    private final @Nullable String replyTo;
    private final @Nullable Quote quote;
    private final Map<String, ?> metadata;
    private final @Nullable RichContent content;
    private final List<ChatAttachment> attachments;
    private final @Nullable Instant editedAt;
    private final @Nullable Instant deletedAt;
    private final @Nullable String failureCode;
    private final @Nullable Instant deliveredAt;
    private final @Nullable Instant readAt;
    private final boolean changePending;

    private ChatMessage(Builder builder) {
        messageId = builder.messageId;
        text = builder.text;
        sender = builder.sender;
        type = builder.type;
        state = builder.state;
        timestamp = builder.timestamp;
        seq = builder.seq;
        receivedAt = builder.receivedAt;
        agent = builder.agent;
        replyTo = builder.replyTo;
        quote = builder.quote;
        metadata = builder.metadata;
        content = builder.content;
        attachments = builder.attachments;
        editedAt = builder.editedAt;
        deletedAt = builder.deletedAt;
        failureCode = builder.failureCode;
        deliveredAt = builder.deliveredAt;
        readAt = builder.readAt;
        changePending = builder.changePending;
    }

    /** A message that the customer has just written; {@code quoted} is the message to which it replies, if this client has it. */
    static ChatMessage written(UnsentMessage message, @Nullable ChatMessage quoted) {
        Builder builder = new Builder(message.messageId(), message.text(), message.timestamp());
        builder.replyTo = message.replyTo().orElse(null);
        builder.quote = quoted == null ? null : quoted.quoted();
        builder.metadata = message.metadata();
        return new ChatMessage(builder.files(mapped(message.files(), ChatAttachment::outgoing)));
    }

    /** Reads a message from what {@link #toJson} has written. */
    static ChatMessage restored(JsonFields json) {
        Builder builder = new Builder(json.text("messageId"), json.text("text"), json.instant("timestamp"));
        builder.sender = Sender.valueOf(json.text("sender"));
        builder.type = MessageType.valueOf(json.text("type"));
        builder.state = DeliveryState.valueOf(json.text("state"));
        builder.seq = json.numberOrNull("seq");
        builder.receivedAt = json.instantOrNull("receivedAt");
        builder.agent = json.objectOrNull("agent", AgentInfo::new);
        builder.replyTo = json.textOrNull("replyTo");
        builder.quote = json.objectOrNull("quote", Quote::new);
        builder.metadata = json.map("metadata");
        builder.content = json.objectOrNull("content", RichContent::new);
        builder.attachments = json.list("files", ChatAttachment::restored);
        builder.editedAt = json.instantOrNull("editedAt");
        builder.deletedAt = json.instantOrNull("deletedAt");
        builder.failureCode = json.textOrNull("failureCode");
        builder.deliveredAt = json.instantOrNull("deliveredAt");
        builder.readAt = json.instantOrNull("readAt");
        return new ChatMessage(builder);
    }

    /** Writes everything but {@link #isChangePending()}, for a file on the device. */
    JsonBody toJson() {
        return new JsonBody()
                .put("messageId", messageId)
                .put("text", text)
                .put("timestamp", timestamp)
                .put("sender", sender.name())
                .put("type", type.name())
                .put("state", state.name())
                .put("seq", seq)
                .put("receivedAt", receivedAt)
                .put("agent", agent == null ? null : agent.toJson())
                .put("replyTo", replyTo)
                .put("quote", quote == null ? null : quote.toJson())
                .put("metadata", metadata)
                .put("content", content == null ? null : content.toJson())
                .putAll(
                        "files",
                        attachments.stream().map(ChatAttachment::toJson).collect(Collectors.toList()))
                .put("editedAt", editedAt)
                .put("deletedAt", deletedAt)
                .put("failureCode", failureCode)
                .put("deliveredAt", deliveredAt)
                .put("readAt", readAt);
    }

    static ChatMessage received(Message message) {
        Builder builder = new Builder(message.messageId(), message.text(), message.timestamp());
        builder.sender = message.sender();
        builder.type = message.type();
        builder.state = DeliveryState.RECEIVED;
        builder.seq = message.seq();
        builder.receivedAt = message.receivedAt().orElse(null);
        builder.agent = message.agent().orElse(null);
        builder.replyTo = message.replyTo().orElse(null);
        builder.quote = message.quote().orElse(null);
        builder.metadata = message.metadata();
        builder.content = message.content().orElse(null);
        builder.attachments = mapped(message.attachments(), ChatAttachment::received);
        builder.editedAt = message.editedAt().orElse(null);
        builder.deletedAt = message.deletedAt().orElse(null);
        builder.deliveredAt = message.deliveredAt().orElse(null);
        builder.readAt = message.readAt().orElse(null);
        return new ChatMessage(builder);
    }

    private static <S> List<ChatAttachment> mapped(List<S> files, Function<S, ChatAttachment> mapping) {
        return Collections.unmodifiableList(files.stream().map(mapping).collect(Collectors.toList()));
    }

    /** Returns it with another state of the upload of one of its files. */
    ChatMessage uploading(String attachmentId, UnaryOperator<ChatAttachment> change) {
        return new ChatMessage(new Builder(this)
                .files(mapped(
                        attachments, file -> file.attachmentId().equals(attachmentId) ? change.apply(file) : file)));
    }

    /** Returns it as its author edited it; unchanged if this client knows a later change. */
    ChatMessage edited(String newText, Instant at) {
        if (deletedAt != null || (editedAt != null && editedAt.isAfter(at))) {
            return this;
        }
        Builder builder = new Builder(this);
        builder.text = newText;
        builder.content = null;
        builder.editedAt = at;
        return new ChatMessage(builder);
    }

    /** Returns it as withdrawn. */
    ChatMessage withdrawn(Instant at) {
        Builder builder = new Builder(this);
        builder.text = "";
        builder.metadata = Collections.emptyMap();
        builder.content = null;
        builder.attachments = Collections.emptyList();
        builder.quote = null;
        builder.editedAt = null;
        builder.deletedAt = at;
        return new ChatMessage(builder);
    }

    /** Returns it with a text that its author has just given it, and that the server does not have yet. */
    ChatMessage rewritten(String newText, Instant at) {
        if (deletedAt != null) {
            return this;
        }
        Builder builder = new Builder(this);
        builder.text = newText;
        builder.editedAt = at;
        return new ChatMessage(builder);
    }

    /** Returns it with a mark that the server has not confirmed how it looks. */
    ChatMessage pending() {
        Builder builder = new Builder(this);
        builder.changePending = true;
        return new ChatMessage(builder);
    }

    /** Returns it with what a message that a poll has delivered says of changes of its author. */
    ChatMessage amended(Message message) {
        return message.deletedAt()
                .map(this::withdrawn)
                .orElseGet(() ->
                        message.editedAt().map(at -> edited(message.text(), at)).orElse(this));
    }

    /** Returns it with this message as it is now, if it replies to it. */
    ChatMessage quoting(ChatMessage quoted) {
        if (!quoted.messageId.equals(replyTo) || quote == null) {
            return this;
        }
        Builder builder = new Builder(this);
        builder.quote = quoted.quoted();
        return new ChatMessage(builder);
    }

    ChatMessage sending() {
        return in(DeliveryState.SENDING, null);
    }

    /** Returns it as sent, with the text as the server stored it. */
    ChatMessage sent(SentMessage answer) {
        Builder builder = new Builder(this);
        builder.state = DeliveryState.SENT;
        builder.text = answer.changedText().orElse(text);
        builder.seq = answer.seq();
        builder.receivedAt = answer.deliveredAt();
        builder.failureCode = null;
        return new ChatMessage(builder);
    }

    /** Returns it as sent, because a poll has delivered it. */
    ChatMessage sent(Message echo) {
        Builder builder = new Builder(this);
        builder.state = DeliveryState.SENT;
        builder.text = editedAt == null && deletedAt == null ? echo.text() : text;
        builder.seq = echo.seq();
        builder.receivedAt = echo.receivedAt().orElse(receivedAt);
        builder.quote = echo.quote().orElse(quote);
        builder.type = echo.type();
        builder.attachments = merged(echo.attachments());
        builder.failureCode = null;
        builder.deliveredAt = echo.deliveredAt().orElse(deliveredAt);
        builder.readAt = echo.readAt().orElse(readAt);
        return new ChatMessage(builder).amended(echo);
    }

    /** The files as the server has them, each with its source on this device. */
    private List<ChatAttachment> merged(List<Attachment> stored) {
        Map<String, ChatAttachment> known = new HashMap<>();
        attachments.forEach(file -> known.put(file.attachmentId(), file));
        return mapped(stored, file -> {
            ChatAttachment own = known.get(file.attachmentId());
            return own == null ? ChatAttachment.received(file) : own.stored(file);
        });
    }

    /**
     * Returns it as the other side has it now: with the times at which the mark came to where it stands, if it was not known before that
     * the other side has this message.
     */
    ChatMessage behind(ReadMark otherSide) {
        if (seq == null || sender != Sender.CUSTOMER) {
            return this;
        }
        boolean isDelivered = deliveredAt == null && seq <= otherSide.deliveredSeq();
        boolean isRead = readAt == null && seq <= otherSide.readSeq();
        if (!isDelivered && !isRead) {
            return this;
        }
        Builder builder = new Builder(this);
        builder.deliveredAt = isDelivered ? otherSide.deliveredAt().orElse(null) : deliveredAt;
        builder.readAt = isRead ? otherSide.readAt().orElse(null) : readAt;
        return new ChatMessage(builder);
    }

    ChatMessage failed(String code) {
        return in(DeliveryState.FAILED, code);
    }

    private ChatMessage in(DeliveryState state, @Nullable String failureCode) {
        Builder builder = new Builder(this);
        builder.state = state;
        builder.seq = null;
        builder.receivedAt = null;
        builder.failureCode = failureCode;
        return new ChatMessage(builder);
    }

    private Quote quoted() {
        return Quote.of(messageId, text, type, sender).by(agent);
    }

    /** The parts of a message; a new one is the customer's, and is being sent. */
    private static final class Builder {
        final String messageId;
        final Instant timestamp;
        String text;
        Sender sender = Sender.CUSTOMER;
        MessageType type = MessageType.TEXT;
        DeliveryState state = DeliveryState.SENDING;

        @Nullable
        Long seq;

        @Nullable
        Instant receivedAt;

        @Nullable
        AgentInfo agent;

        @Nullable
        String replyTo;

        @Nullable
        Quote quote;

        Map<String, ?> metadata = Collections.emptyMap();

        @Nullable
        RichContent content;

        List<ChatAttachment> attachments = Collections.emptyList();

        @Nullable
        Instant editedAt;

        @Nullable
        Instant deletedAt;

        @Nullable
        String failureCode;

        @Nullable
        Instant deliveredAt;

        @Nullable
        Instant readAt;

        boolean changePending;

        Builder(String messageId, String text, Instant timestamp) {
            this.messageId = messageId;
            this.text = text;
            this.timestamp = timestamp;
        }

        Builder(ChatMessage base) {
            messageId = base.messageId;
            timestamp = base.timestamp;
            text = base.text;
            sender = base.sender;
            type = base.type;
            state = base.state;
            seq = base.seq;
            receivedAt = base.receivedAt;
            agent = base.agent;
            replyTo = base.replyTo;
            quote = base.quote;
            metadata = base.metadata;
            content = base.content;
            attachments = base.attachments;
            editedAt = base.editedAt;
            deletedAt = base.deletedAt;
            failureCode = base.failureCode;
            deliveredAt = base.deliveredAt;
            readAt = base.readAt;
            changePending = base.changePending;
        }

        /** Sets the files, and the type that the server derives from them. */
        Builder files(List<ChatAttachment> files) {
            attachments = files;
            if (!files.isEmpty()) {
                boolean areImages =
                        files.stream().allMatch(file -> file.type().orElse("").startsWith("image/"));
                type = areImages ? MessageType.IMAGE : MessageType.FILE;
            }
            return this;
        }
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

    /** The agent or the bot that wrote it, as its sender says; absent if neither did, or if it has no name. */
    public Optional<AgentInfo> agent() {
        return Optional.ofNullable(agent);
    }

    /** The id of the message to which it replies. */
    public Optional<String> replyTo() {
        return Optional.ofNullable(replyTo);
    }

    /** The message to which it replies, to be shown with it; absent if it is no reply, or if this client does not have it yet. */
    public Optional<Quote> quote() {
        return Optional.ofNullable(quote);
    }

    /** What the sender attached, as plain values, lists and maps; empty if nothing is attached. */
    public Map<String, ?> metadata() {
        return metadata;
    }

    /** Its files, in the order in which they were attached; empty if it has none or was withdrawn. */
    public List<ChatAttachment> attachments() {
        return attachments;
    }

    /**
     * What an app shows that knows its type and version, in place of the {@link #text()}, which all other apps show; absent if there is only
     * the text. A customer's press of a button is a message that replies to this one and names the button in its metadata.
     */
    public Optional<RichContent> content() {
        return Optional.ofNullable(content);
    }

    /** When it got its text, if its author edited it; absent if it has the text that it was sent with, or was withdrawn. */
    public Optional<Instant> editedAt() {
        return Optional.ofNullable(editedAt);
    }

    /**
     * Whether the customer has edited or withdrawn it with this service, and the server has not confirmed that yet: it looks as it will if the
     * server does.
     */
    public boolean isChangePending() {
        return changePending;
    }

    /** When its author withdrew it, and its text became empty; absent if it was not withdrawn. */
    public Optional<Instant> deletedAt() {
        return Optional.ofNullable(deletedAt);
    }

    /**
     * When an agent's device had it, for a message of the customer; absent until then. Not earlier than the true instant; it may be later
     * if this client was not connected.
     */
    public Optional<Instant> deliveredAt() {
        return Optional.ofNullable(deliveredAt);
    }

    /** When an agent read it, for a message of the customer; otherwise as {@link #deliveredAt()}. */
    public Optional<Instant> readAt() {
        return Optional.ofNullable(readAt);
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
                && Objects.equals(replyTo, that.replyTo)
                && Objects.equals(quote, that.quote)
                && metadata.equals(that.metadata)
                && Objects.equals(content, that.content)
                && attachments.equals(that.attachments)
                && Objects.equals(editedAt, that.editedAt)
                && Objects.equals(deletedAt, that.deletedAt)
                && Objects.equals(failureCode, that.failureCode)
                && Objects.equals(deliveredAt, that.deliveredAt)
                && Objects.equals(readAt, that.readAt)
                && changePending == that.changePending;
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
