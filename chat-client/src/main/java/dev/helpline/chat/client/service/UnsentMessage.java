package dev.helpline.chat.client.service;

import dev.helpline.chat.client.attachment.OutgoingFile;
import dev.helpline.chat.client.internal.Ids;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** A message that the app has kept because the server may not have stored it yet. Immutable. */
public final class UnsentMessage {
    private final String messageId;
    private final MessageDraft draft;
    private final Instant timestamp;

    private UnsentMessage(String messageId, MessageDraft draft, Instant timestamp) {
        this.messageId = Ids.require(messageId, "messageId");
        this.draft = Objects.requireNonNull(draft, "draft");
        this.timestamp = Objects.requireNonNull(timestamp, "timestamp");
    }

    /** As {@link #of(String, MessageDraft, Instant)}, for a message that is no reply and has no metadata. */
    public static UnsentMessage of(String messageId, String text, Instant timestamp) {
        return of(messageId, MessageDraft.of(text), timestamp);
    }

    /**
     * Makes one from what the app has kept.
     *
     * @param messageId the id of the message
     * @param draft the text, the message to which it replies, the metadata and the files with their ids: all of them as they were. An upload
     *     then continues behind what the server has
     * @param timestamp when the customer wrote it
     * @throws IllegalArgumentException if {@code messageId} is not a valid id
     */
    public static UnsentMessage of(String messageId, MessageDraft draft, Instant timestamp) {
        return new UnsentMessage(messageId, draft, timestamp);
    }

    /** Makes one from a message of a {@link ChatService}. */
    public static UnsentMessage of(ChatMessage message) {
        MessageDraft.Builder draft = MessageDraft.builder(message.text()).metadata(message.metadata());
        message.replyTo().ifPresent(draft::replyTo);
        draft.files(message.attachments().stream()
                .map(file -> file.source().orElse(null))
                .filter(Objects::nonNull)
                .collect(Collectors.toList()));
        return of(message.messageId(), draft.build(), message.timestamp());
    }

    /** The id of the message. */
    public String messageId() {
        return messageId;
    }

    /** The text. */
    public String text() {
        return draft.text();
    }

    /** When the customer wrote it. */
    public Instant timestamp() {
        return timestamp;
    }

    /** The id of the message to which it replies. */
    public Optional<String> replyTo() {
        return draft.replyTo();
    }

    /** What the customer attached, as plain values, lists and maps; empty if nothing is attached. */
    public Map<String, ?> metadata() {
        return draft.metadata();
    }

    /** The files to upload with it; empty if there are none. */
    public List<OutgoingFile> files() {
        return draft.files();
    }

    /** Returns the same message, whose files all have ids. */
    UnsentMessage named(Supplier<String> ids) {
        boolean areNamed =
                draft.files().stream().allMatch(file -> file.attachmentId().isPresent());
        return areNamed
                ? this
                : new UnsentMessage(
                        messageId,
                        draft.with(draft.files().stream()
                                .map(file -> file.attachmentId().isPresent()
                                        ? file
                                        : file.newBuilder()
                                                .attachmentId(ids.get())
                                                .build())
                                .collect(Collectors.toList())),
                        timestamp);
    }

    @Override
    public String toString() {
        return "UnsentMessage{messageId=" + messageId + "}";
    }
}
