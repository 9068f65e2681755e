package dev.helpline.chat.core.internal.live;

import dev.helpline.chat.spi.entry.Entry;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.store.SessionCommit;
import java.util.List;

/** Hears of this node's commits. */
@FunctionalInterface
public interface CommitObserver {
    /**
     * A commit was stored. Called on the thread that stored it, for one session in the order of its versions; must return at once and
     * must not throw.
     */
    void committed(Session session, List<Entry> entries);

    /** The same, for observers that need to know who did it. */
    default void committed(SessionCommit commit) {
        committed(commit.next(), commit.entries());
    }
}
