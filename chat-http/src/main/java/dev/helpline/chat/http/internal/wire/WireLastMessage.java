package dev.helpline.chat.http.internal.wire;

import dev.helpline.chat.spi.entry.Entry;
import org.jspecify.annotations.Nullable;

/** The preview of a session's newest message, as JSON. */
record WireLastMessage(String message, String sender, String timestamp) {
    static @Nullable WireLastMessage of(@Nullable Entry entry) {
        return entry == null
                ? null
                : new WireLastMessage(
                        entry.text(),
                        WireNames.sender(entry.author()),
                        WireTime.format(entry.claimedAt() == null ? entry.at() : entry.claimedAt()));
    }
}
