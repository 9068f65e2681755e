package dev.helpline.chat.core.internal.board;

import dev.helpline.chat.core.session.SessionSummary;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.entry.Entry;
import dev.helpline.chat.spi.session.Session;
import org.jspecify.annotations.Nullable;

/**
 * A session on the board, or one that left it.
 *
 * @param version of the session; 0 if the store has lost it
 * @param revision of the board when this became known
 * @param summary null if the session is no longer open
 */
record BoardItem(
        SessionId id, long version, long revision, @Nullable SessionSummary summary) {
    boolean isOpen() {
        return summary != null;
    }

    @Nullable
    Session session() {
        return summary == null ? null : summary.view().session();
    }

    /** How many messages of the customer the session's agent has not read, or no agent while it waits. */
    long unreadCount() {
        Long count = summary == null ? null : summary.view().unreadCount();
        return count == null ? 0 : count;
    }

    @Nullable
    Entry lastMessage() {
        return summary == null ? null : summary.lastMessage();
    }
}
