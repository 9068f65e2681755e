package dev.helpline.chat.spi.outbox;

import dev.helpline.chat.spi.Experimental;
import dev.helpline.chat.spi.SessionId;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A session was erased, with all that its customer and its agents wrote, as it is told to a {@link DurableListener}: for other systems that hold
 * copies. It has the id of the session and nothing about persons. Immutable.
 */
@Experimental
public final class ErasureEvent {
    private final SessionId session;
    private final int attempt;

    private ErasureEvent(SessionId session, int attempt) {
        this.session = Objects.requireNonNull(session, "session");
        this.attempt = attempt;
    }

    /** Returns an event. {@code attempt} is 1 when it is handed over for the first time. */
    public static ErasureEvent of(SessionId session, int attempt) {
        return new ErasureEvent(session, attempt);
    }

    /** The same each time the event is handed over: the id of the session, and {@code /erased}. */
    public String id() {
        return session + "/erased";
    }

    /** The session that is gone. Ids of its events began with this id, see {@link ChatEvent#id()}. */
    public SessionId session() {
        return session;
    }

    /** How often the event has been handed over, with this time: 1 or more. */
    public int attempt() {
        return attempt;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ErasureEvent that && session.equals(that.session) && attempt == that.attempt;
    }

    @Override
    public int hashCode() {
        return Objects.hash(session, attempt);
    }

    @Override
    public String toString() {
        return "ErasureEvent[" + session + ", attempt " + attempt + "]";
    }
}
