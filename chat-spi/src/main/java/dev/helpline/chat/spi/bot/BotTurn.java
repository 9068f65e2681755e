package dev.helpline.chat.spi.bot;

import dev.helpline.chat.spi.Experimental;
import dev.helpline.chat.spi.entry.Entry;
import dev.helpline.chat.spi.session.Session;
import java.util.List;
import java.util.Objects;

/** What a bot is asked about. Immutable. */
@Experimental
public final class BotTurn {
    /** How many messages {@link #history()} holds at most. */
    public static final int MAX_HISTORY = 50;

    private final Session session;
    private final Entry message;
    private final List<Entry> history;

    private BotTurn(Session session, Entry message, List<Entry> history) {
        this.session = Objects.requireNonNull(session, "session");
        this.message = Objects.requireNonNull(message, "message");
        this.history = List.copyOf(history);
    }

    /** Returns a turn; for the engine and for tests of responders. */
    public static BotTurn of(Session session, Entry message, List<Entry> history) {
        return new BotTurn(session, message, history);
    }

    /** The session, which waits for its first agent. */
    public Session session() {
        return session;
    }

    /** The customer's newest message. */
    public Entry message() {
        return message;
    }

    /** The messages that customers see, of all sides, up to {@link #message()} and with it, the oldest first. Unmodifiable. */
    public List<Entry> history() {
        return history;
    }

    /** The session and the id of the message. */
    @Override
    public String toString() {
        return "BotTurn[" + session.id() + " " + message.id() + "]";
    }
}
