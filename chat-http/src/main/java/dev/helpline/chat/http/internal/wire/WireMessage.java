package dev.helpline.chat.http.internal.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.helpline.chat.spi.auth.Role;
import dev.helpline.chat.spi.entry.Author;
import dev.helpline.chat.spi.entry.Entry;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An entry of a session's log, as JSON. An event has the type {@code system} and says in {@code event} what happened.
 * Notes and amendments have no form on the wire yet, so they are left out of every page: a client must not take one for
 * a message or an event.
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
        @Nullable ObjectNode metadata) {

    /** The entries that have a form on the wire, each as its reader sees it. */
    public static List<WireMessage> of(List<Entry> entries, Role reader) {
        return entries.stream().flatMap(entry -> of(entry, reader).stream()).toList();
    }

    private static Optional<WireMessage> of(Entry entry, Role reader) {
        return switch (entry.kind()) {
            case MESSAGE -> Optional.of(of(entry, reader, Form.ofMessage(entry)));
            case EVENT -> Optional.of(of(entry, reader, Form.ofEvent(entry)));
            case NOTE, AMENDMENT -> Optional.empty();
        };
    }

    /** A customer's previous entry is the previous one the customer may see. */
    private static WireMessage of(Entry entry, Role reader, Form form) {
        return new WireMessage(
                entry.id().value(),
                entry.seq(),
                reader.isAgent() ? entry.seq() - 1 : entry.prevVisibleSeq(),
                entry.text(),
                form.type(),
                form.event(),
                form.sender(),
                WireTime.format(entry.claimedAt() == null ? entry.at() : entry.claimedAt()),
                WireTime.format(entry.at()),
                form.adminInfo(),
                entry.replyTo() == null ? null : entry.replyTo().value(),
                storedObject(entry.metadata()));
    }

    /** The parts of the form in which messages and events differ. */
    private record Form(
            String type,
            @Nullable String event,
            String sender,
            @Nullable WireAdminInfo adminInfo) {
        static Form ofMessage(Entry entry) {
            Author author = entry.author();
            return new Form(entry.type(), null, WireNames.sender(author), WireAdminInfo.of(author));
        }

        static Form ofEvent(Entry entry) {
            return new Form("system", entry.type(), "system", null);
        }
    }

    /** Stored text as the object it is; nothing if a host has stored something else. */
    static @Nullable ObjectNode storedObject(@Nullable String json) {
        return json == null ? null : WireJson.readObject(json).orElse(null);
    }
}
