package dev.helpline.chat.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.helpline.chat.spi.entry.Entry;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An entry of a session's log, as JSON. What is not a message has the type {@code system} and says in {@code event} what
 * happened.
 */
record WireMessage(
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

    /** As its reader sees it: a customer's previous entry is the previous one the customer may see. */
    static WireMessage of(Entry entry, Caller reader) {
        return new WireMessage(
                entry.id().value(),
                entry.seq(),
                reader.isAgent() ? entry.seq() - 1 : entry.prevVisibleSeq(),
                entry.text(),
                entry.isMessage() ? entry.type() : "system",
                entry.isMessage() ? null : entry.type(),
                entry.isMessage() ? Words.sender(entry.author()) : "system",
                WireTime.format(entry.claimedAt() == null ? entry.at() : entry.claimedAt()),
                WireTime.format(entry.at()),
                entry.isMessage() ? WireAdminInfo.of(entry.author()) : null,
                entry.replyTo() == null ? null : entry.replyTo().value(),
                storedObject(entry.metadata()));
    }

    static List<WireMessage> of(List<Entry> entries, Caller reader) {
        return entries.stream().map(entry -> of(entry, reader)).toList();
    }

    /** Stored text as the object it is; nothing if a host has stored something else. */
    static @Nullable ObjectNode storedObject(@Nullable String json) {
        return json == null ? null : Json.readObject(json).orElse(null);
    }
}
