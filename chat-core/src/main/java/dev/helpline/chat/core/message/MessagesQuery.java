package dev.helpline.chat.core.message;

import dev.helpline.chat.spi.SessionId;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A query for some of a session's messages. They are returned oldest first in every case. Thread-safe: immutable. */
public final class MessagesQuery {
    /** The largest {@link #limit()}. */
    public static final int MAX_LIMIT = 100;

    private final SessionId session;
    private final From from;
    private final int limit;

    private MessagesQuery(SessionId session, From from, int limit) {
        this.session = Objects.requireNonNull(session, "session");
        this.from = Objects.requireNonNull(from, "from");
        this.limit = limit;
    }

    /**
     * The messages from some place on. The engine checks the bounds.
     *
     * @param limit how many messages the page holds at most, from 1 to 100
     */
    public static MessagesQuery from(SessionId session, From from, int limit) {
        return new MessagesQuery(session, from, limit);
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

    /** The session whose messages are read. */
    public SessionId session() {
        return session;
    }

    /** Where the page begins, or ends. */
    public From from() {
        return from;
    }

    /** How many messages the page holds at most. */
    public int limit() {
        return limit;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        if (this == other) {
            return true;
        }
        return other instanceof MessagesQuery that
                && session.equals(that.session)
                && from.equals(that.from)
                && limit == that.limit;
    }

    @Override
    public int hashCode() {
        return Objects.hash(session, from, limit);
    }

    @Override
    public String toString() {
        return "MessagesQuery[" + session + ", " + from + ", at most " + limit + "]";
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
