package dev.helpline.chat.core.inbox;

import dev.helpline.chat.spi.Experimental;
import dev.helpline.chat.spi.inbox.InboxCommand;
import dev.helpline.chat.spi.inbox.InboxCounts;
import java.util.List;

/** What became of the commands in the inbox, on all nodes. Each method but {@link #look} throws ChatException STORE_UNAVAILABLE if the store cannot be reached. Thread-safe. */
@Experimental
public interface Inbox {
    /**
     * Carries out soon what is committed by now. Returns at once. Call it after the commit; without it, commands are carried out within a
     * second or two.
     */
    void look();

    /** Counts the commands. Takes time in proportion to them. */
    InboxCounts counts();

    /**
     * Returns the refused commands with a number above {@code after}, by number.
     *
     * @param after 0 for the first ones
     * @param limit from 1 to 1000
     * @throws IllegalArgumentException if the limit is out of bounds
     */
    List<InboxCommand> refused(long after, int limit);

    /** Tries a refused command again, as if it had never been tried, after the commands of its session that come before it. Returns whether it was there. */
    boolean retry(InboxCommand refused);

    /** Removes a refused command for good. Returns whether it was there. */
    boolean discard(InboxCommand refused);
}
