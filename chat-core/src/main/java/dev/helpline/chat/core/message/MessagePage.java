package dev.helpline.chat.core.message;

import dev.helpline.chat.spi.entry.Entry;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Messages of one session, the oldest first.
 *
 * @param messages what everybody said, events left out
 * @param total how many messages the session has
 * @param next the cursor to go on with: {@link MessagesQuery#before} if this was asked for so, and otherwise
 *     {@link MessagesQuery#after}; null if there is no more that way
 */
public record MessagePage(
        List<Entry> messages, long total, @Nullable String next) {
    /** Copies the list. */
    public MessagePage {
        messages = List.copyOf(messages);
    }
}
