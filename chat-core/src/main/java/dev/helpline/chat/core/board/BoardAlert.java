package dev.helpline.chat.core.board;

import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.entry.Entry;
import dev.helpline.chat.spi.notify.AlertType;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Tells the reader of a board of one event in an open session that concerns this reader; {@link AlertType} says which agents each type
 * concerns. Thread-safe: immutable.
 */
public final class BoardAlert {
    private final AlertType type;
    private final SessionId session;
    private final String eventId;
    private final long seq;
    private final Instant at;

    private BoardAlert(Builder builder) {
        type = builder.type;
        session = builder.session;
        eventId = builder.event.id().value();
        seq = builder.event.seq();
        at = builder.event.at();
    }

    /** Returns a builder of an alert to an entry of the session's log. */
    public static Builder builder(AlertType type, SessionId session, Entry event) {
        return new Builder(type, session, event);
    }

    /** Why the agent is alerted. */
    public AlertType type() {
        return type;
    }

    /** The session in which it happened. */
    public SessionId session() {
        return session;
    }

    /** The id of the log's entry that caused the alert. With the type, it identifies the alert among those of the reader. */
    public String eventId() {
        return eventId;
    }

    /** The number of that entry in the session's log. */
    public long seq() {
        return seq;
    }

    /** When it happened, at millisecond precision. */
    public Instant at() {
        return at;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        if (this == other) {
            return true;
        }
        return other instanceof BoardAlert that
                && type == that.type
                && session.equals(that.session)
                && eventId.equals(that.eventId)
                && seq == that.seq
                && at.equals(that.at);
    }

    @Override
    public int hashCode() {
        return Objects.hash(type, session, eventId, seq, at);
    }

    @Override
    public String toString() {
        return "BoardAlert[" + type + " " + session + " #" + seq + "]";
    }

    /** Builds a {@link BoardAlert}. Not thread-safe. */
    public static final class Builder {
        private final AlertType type;
        private final SessionId session;
        private final Entry event;

        private Builder(AlertType type, SessionId session, Entry event) {
            this.type = Objects.requireNonNull(type, "type");
            this.session = Objects.requireNonNull(session, "session");
            this.event = Objects.requireNonNull(event, "event");
        }

        /** Returns the alert. */
        public BoardAlert build() {
            return new BoardAlert(this);
        }
    }
}
