package dev.helpline.chat.http.internal.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.helpline.chat.core.session.SessionActivity;
import dev.helpline.chat.spi.EntryId;
import dev.helpline.chat.spi.auth.Role;
import dev.helpline.chat.spi.entry.Author;
import dev.helpline.chat.spi.entry.Entry;
import dev.helpline.chat.spi.entry.EventType;
import dev.helpline.chat.spi.entry.ParticipantType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An entry of a session's log, as JSON. An event has the type {@code system} and names in {@code event} what happened.
 * An amendment has the id of the message that it changes, which is as it is now; a client that does not know amendments takes it for a
 * message that it has already. A note has the type {@code note}, and a form for agents only.
 */
public record WireMessage(
        String messageId,
        long seq,
        long prevSeq,
        String message,
        String type,
        @Nullable String event,
        String sender,
        String timestamp,
        String receivedAt,
        @Nullable WireAdminInfo adminInfo,
        @Nullable String replyTo,
        @Nullable WireQuote quote,
        @Nullable ObjectNode metadata,
        @Nullable WireContent content,
        @Nullable List<WireAttachment> attachments,
        @Nullable String editedAt,
        @Nullable String deletedAt,
        @Nullable Boolean amendment,
        @Nullable String deliveredAt,
        @Nullable String readAt) {

    /**
     * Returns the entries that have a form on the wire, as a reader in the given role sees them.
     *
     * @param activity of the session; it says when the other side had a message of the reader's side
     */
    public static List<WireMessage> of(List<Entry> entries, Role reader, SessionActivity activity) {
        return entries.stream()
                .flatMap(entry -> of(entry, reader, activity).stream())
                .toList();
    }

    /** Returns the entry as a reader in the given role sees it; empty if it has no form on the wire. */
    public static Optional<WireMessage> of(Entry entry, Role reader, SessionActivity activity) {
        return switch (entry.kind()) {
            case MESSAGE -> Optional.of(of(entry, reader, Form.ofMessage(entry, reader, activity)));
            case EVENT -> Optional.of(of(entry, reader, Form.ofEvent(entry)));
            case AMENDMENT -> Optional.ofNullable(entry.replyTo()).map(message -> amendment(entry, message, reader));
            case NOTE ->
                reader.isAgent() ? Optional.of(of(entry, reader, Form.ofNote(entry, reader))) : Optional.empty();
        };
    }

    private static WireMessage of(Entry entry, Role reader, Form form) {
        return new WireMessage(
                entry.id().value(),
                entry.seq(),
                prevSeq(entry, reader),
                entry.text(),
                form.type(),
                form.event(),
                form.sender(),
                WireTime.format(entry.claimedAt() == null ? entry.at() : entry.claimedAt()),
                WireTime.format(entry.at()),
                form.adminInfo(),
                entry.replyTo() == null ? null : entry.replyTo().value(),
                WireQuote.of(entry.quote(), reader),
                storedObject(namesAgent(entry) && !reader.isAgent() ? null : entry.metadata()),
                WireContent.of(entry.content()),
                WireAttachment.of(entry.attachments()),
                WireTime.formatOrNull(entry.editedAt()),
                WireTime.formatOrNull(entry.deletedAt()),
                null,
                WireTime.formatOrNull(form.deliveredAt()),
                WireTime.formatOrNull(form.readAt()));
    }

    private static WireMessage amendment(Entry entry, EntryId message, Role reader) {
        return new WireMessage(
                message.value(),
                entry.seq(),
                prevSeq(entry, reader),
                entry.text(),
                "text",
                null,
                WireNames.sender(entry.author()),
                WireTime.format(entry.at()),
                WireTime.format(entry.at()),
                WireAdminInfo.of(entry.author(), reader),
                null,
                null,
                null,
                null,
                null,
                WireTime.formatOrNull(entry.editedAt()),
                WireTime.formatOrNull(entry.deletedAt()),
                true,
                null,
                null);
    }

    /** Whether the metadata has the id of an agent, of which only agents are told. */
    private static boolean namesAgent(Entry entry) {
        return EventType.of(entry).filter(EventType.SESSION_ASSIGNED::equals).isPresent();
    }

    /** For a customer, {@code prevSeq} is the previous entry that the customer may see. */
    private static long prevSeq(Entry entry, Role reader) {
        return reader.isAgent() ? entry.seq() - 1 : entry.prevVisibleSeq();
    }

    /** The parts that differ between messages and events. */
    private record Form(
            String type,
            @Nullable String event,
            String sender,
            @Nullable WireAdminInfo adminInfo,
            @Nullable Instant deliveredAt,
            @Nullable Instant readAt) {
        /** When the other side had the message is told to the side that wrote it. */
        static Form ofMessage(Entry entry, Role reader, SessionActivity activity) {
            Author author = entry.author();
            boolean isOwn = reader.isAgent() == (author.type() != ParticipantType.CUSTOMER);
            return new Form(
                    entry.type(),
                    null,
                    WireNames.sender(author),
                    WireAdminInfo.of(author, reader),
                    isOwn ? activity.deliveredAt(entry).orElse(null) : null,
                    isOwn ? activity.readAt(entry).orElse(null) : null);
        }

        static Form ofNote(Entry entry, Role reader) {
            return new Form(
                    entry.type(),
                    null,
                    WireNames.sender(entry.author()),
                    WireAdminInfo.of(entry.author(), reader),
                    null,
                    null);
        }

        static Form ofEvent(Entry entry) {
            return new Form("system", entry.type(), "system", null, null, null);
        }
    }

    /** Parses a stored JSON object; null if the stored text is not a JSON object. */
    static @Nullable ObjectNode storedObject(@Nullable String json) {
        return json == null ? null : WireJson.readObject(json).orElse(null);
    }
}
