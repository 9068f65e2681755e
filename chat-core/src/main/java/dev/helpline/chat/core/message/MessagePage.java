package dev.helpline.chat.core.message;

import dev.helpline.chat.spi.entry.Entry;
import java.util.List;

/**
 * Messages of one session, the oldest first.
 *
 * @param messages what everybody said, events left out
 * @param total how many messages the session has
 */
public record MessagePage(List<Entry> messages, long total) {
    /** Copies the list. */
    public MessagePage {
        messages = List.copyOf(messages);
    }
}
