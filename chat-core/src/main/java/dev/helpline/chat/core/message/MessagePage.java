package dev.helpline.chat.core.message;

import dev.helpline.chat.core.session.SessionActivity;
import dev.helpline.chat.spi.entry.Entry;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Messages of one session, the oldest first. A page that was asked for by a cursor ends after {@value #MAX_BYTES} bytes
 * even if fewer messages than its limit fit.
 *
 * @param messages the messages of all participants, without events
 * @param total how many messages the session has
 * @param next the cursor of the next page: for {@link MessagesQuery#before} if this page was, and otherwise for {@link
 *     MessagesQuery#after}; null if there are no more messages in that direction
 * @param activity what goes on in the session, as the caller's side sees it; it says when each message was delivered and read
 */
public record MessagePage(
        List<Entry> messages, long total, @Nullable String next, SessionActivity activity) {
    /**
     * The most bytes of entries that one page or one answer to a poll holds; a page always holds at least one entry.
     * Counts texts, metadata, content and the names of authors in UTF-8, 256 bytes per entry for everything else, and 2840 bytes
     * more per reply for what it quotes.
     */
    public static final int MAX_BYTES = 1024 * 1024;

    /** Copies the list. */
    public MessagePage {
        messages = List.copyOf(messages);
    }
}
