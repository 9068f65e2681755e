package dev.helpline.chat.core.message;

import dev.helpline.chat.spi.SessionId;
import java.util.Objects;

/**
 * A query for some of a session's messages. They are returned oldest first in every case.
 *
 * @param session the session
 * @param from where the page begins, or ends
 * @param limit how many messages the page holds at most, from 1 to 100
 */
public record MessagesQuery(SessionId session, From from, int limit) {
    /** The largest {@code limit}. */
    public static final int MAX_LIMIT = 100;

    /** Checks presence; the engine checks the bounds. */
    public MessagesQuery {
        Objects.requireNonNull(session, "session");
        Objects.requireNonNull(from, "from");
    }

    /** A page by its number, counted from the oldest message. */
    public static MessagesQuery page(SessionId session, int page, int limit) {
        return new MessagesQuery(session, new Page(page), limit);
    }

    /** The messages that come right after a cursor. */
    public static MessagesQuery after(SessionId session, String cursor, int limit) {
        return new MessagesQuery(session, new After(cursor), limit);
    }

    /** The messages that come right before a cursor. */
    public static MessagesQuery before(SessionId session, String cursor, int limit) {
        return new MessagesQuery(session, new Before(cursor), limit);
    }

    /**
     * Where a page begins or ends. A cursor is the {@link MessagePage#next} of another page, the cursor of a poll – which stands
     * behind all entries read so far – or the id of a message of the session.
     */
    public sealed interface From {}

    /**
     * A page by its number.
     *
     * @param number from 1
     */
    public record Page(int number) implements From {}

    /**
     * Right after a cursor.
     *
     * @param cursor see {@link From}
     */
    public record After(String cursor) implements From {
        /** Checks presence. */
        public After {
            Objects.requireNonNull(cursor, "cursor");
        }
    }

    /**
     * Right before a cursor.
     *
     * @param cursor see {@link From}
     */
    public record Before(String cursor) implements From {
        /** Checks presence. */
        public Before {
            Objects.requireNonNull(cursor, "cursor");
        }
    }
}
