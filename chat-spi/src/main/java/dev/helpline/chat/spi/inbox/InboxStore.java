package dev.helpline.chat.spi.inbox;

import dev.helpline.chat.spi.Experimental;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.StoreException;
import java.time.Instant;
import java.util.List;

/**
 * Keeps commands that are to be carried out. A {@link dev.helpline.chat.spi.store.ChatStore} may implement this port, too; it then also says
 * how a host adds a command in a transaction of its own. The store numbers the commands in the order in which they are added.
 *
 * <p>Thread-safe. Every read sees all that was committed before it began. Every method throws {@link StoreException} if the store cannot be
 * reached; a {@code limit} is at least 1.
 */
@Experimental
public interface InboxStore {
    /** Adds a command in a transaction of the store's own. Its number does not matter. */
    void addCommand(InboxCommand command);

    /**
     * Returns the sessions whose first command is due at {@code now} or before, at most {@code limit}, those that are due for longest first.
     * Refused commands do not count.
     */
    List<SessionId> sessionsWithCommands(Instant now, int limit);

    /** Returns the commands of a session without refused ones, by number, at most {@code limit}. */
    List<InboxCommand> commandsOf(SessionId session, int limit);

    /** Removes the command of this number, unless it was refused. */
    void commandDone(InboxCommand command);

    /**
     * Stores that an attempt failed: the number of attempts, the failure, and when the next attempt is due, before which the later commands
     * of the session are not due either. If {@code failed} has no due time, it is refused, and holds up no other one. Has no effect if the
     * command is gone.
     */
    void commandFailed(InboxCommand failed);

    /** Returns the refused commands with a number above {@code after}, by number, at most {@code limit}. */
    List<InboxCommand> refusedCommands(long after, int limit);

    /** Makes a refused command due at {@code now}, as if it had never been tried. Returns whether there was one. */
    boolean retryCommand(InboxCommand refused, Instant now);

    /** Removes a refused command. Returns whether there was one. */
    boolean discardCommand(InboxCommand refused);

    /** Counts the commands. Takes time in proportion to them. */
    InboxCounts inboxCounts();
}
