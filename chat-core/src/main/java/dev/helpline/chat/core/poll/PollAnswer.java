package dev.helpline.chat.core.poll;

import dev.helpline.chat.core.session.SessionView;
import dev.helpline.chat.spi.entry.Entry;
import java.util.List;
import java.util.Objects;

/**
 * What is new in a session.
 *
 * @param view the session as it stands
 * @param messages what was asked for, in the order of seq
 * @param hasMore whether there is more to fetch at once, with {@code cursor}
 * @param cursor what to come back with; opaque, begins with a character that no message id has
 */
public record PollAnswer(SessionView view, List<Entry> messages, boolean hasMore, String cursor) {
    /** Copies the list. */
    public PollAnswer {
        Objects.requireNonNull(view, "view");
        messages = List.copyOf(messages);
        Objects.requireNonNull(cursor, "cursor");
    }
}
