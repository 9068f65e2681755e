package dev.helpline.chat.spi.outbox;

import dev.helpline.chat.spi.Experimental;
import dev.helpline.chat.spi.entry.Entry;
import dev.helpline.chat.spi.session.Session;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened in a session, as it is handed to a {@link DurableListener}: an entry of the session's log, which is a message,
 * an event such as the start, the assignment or the end, an amendment, or a note. Immutable.
 */
@Experimental
public final class ChatEvent {
    private final Session session;
    private final Entry entry;
    private final int attempt;

    private ChatEvent(Session session, Entry entry, int attempt) {
        this.session = Objects.requireNonNull(session, "session");
        this.entry = Objects.requireNonNull(entry, "entry");
        this.attempt = attempt;
    }

    /** Returns an event. {@code attempt} is 1 when it is handed over for the first time. */
    public static ChatEvent of(Session session, Entry entry, int attempt) {
        return new ChatEvent(session, entry, attempt);
    }

    /**
     * The same each time the event is handed over, and different from the id of any other event: the id of the session, a slash, and the
     * number of the entry in the session's log. A receiver that keeps the ids of what it has dealt with deals with nothing twice.
     */
    public String id() {
        return entry.session() + "/" + entry.seq();
    }

    /** The session as it is at the time of the call, which may be later than the event. */
    public Session session() {
        return session;
    }

    /** What happened. A message that was withdrawn or erased since has lost its text. */
    public Entry entry() {
        return entry;
    }

    /** How often the event has been handed over, with this time: 1 or more. */
    public int attempt() {
        return attempt;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ChatEvent that
                && session.equals(that.session)
                && entry.equals(that.entry)
                && attempt == that.attempt;
    }

    @Override
    public int hashCode() {
        return Objects.hash(entry, attempt);
    }

    /** The id, the kind and type of the entry, and the attempt. */
    @Override
    public String toString() {
        return "ChatEvent[" + id() + ", " + entry.kind() + " " + entry.type() + ", attempt " + attempt + "]";
    }
}
