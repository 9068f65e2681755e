package dev.helpline.chat.core.internal.board;

import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.session.Session;
import java.util.Collection;
import java.util.Map;

/** Counts the messages of customers that no agent has read. */
public interface UnreadByAgents {
    /**
     * Counts for at most 1000 sessions; those without any may be left out. May read the store.
     *
     * @param told up to where agents have read some of the sessions according to other nodes
     */
    Map<SessionId, Long> count(Collection<Session> sessions, Map<SessionId, Long> told);
}
