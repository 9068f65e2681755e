package dev.helpline.chat.core.internal.board;

import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.session.Session;
import java.util.Collection;
import java.util.Map;

/** Counts the messages of customers that the session's agent has not read, or no agent while the session waits. */
public interface UnreadByAgents {
    /**
     * Counts for at most 1000 sessions; those without any may be left out. May read the store.
     *
     * @param told up to where some of the sessions are read according to other nodes, by the session's agent, or by any while it waits
     */
    Map<SessionId, Long> count(Collection<Session> sessions, Map<SessionId, Long> told);
}
