package dev.helpline.chat.core;

import dev.helpline.chat.core.desk.Colleague;
import dev.helpline.chat.core.desk.OpenSessionPage;
import dev.helpline.chat.core.desk.SessionDetail;
import dev.helpline.chat.core.message.MessagePage;
import dev.helpline.chat.core.message.MessagesQuery;
import dev.helpline.chat.core.message.SendMessage;
import dev.helpline.chat.core.poll.PollAnswer;
import dev.helpline.chat.core.poll.PollRequest;
import dev.helpline.chat.core.session.EndSession;
import dev.helpline.chat.core.session.SessionView;
import dev.helpline.chat.spi.AgentId;
import dev.helpline.chat.spi.ChatException;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.entry.Entry;
import dev.helpline.chat.spi.store.OpenSessionKey;
import dev.helpline.chat.spi.store.OpenSessionQuery;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * What one agent can do. Made by {@link ChatEngine#agent}; cheap, thread-safe, to be made per call or kept. Whatever an
 * agent changes is recorded in the session's audit chain by the same commit.
 *
 * <p>Every method throws {@link ChatException} with the code that says why it refused. The {@code …Async} twins fail
 * their stage with the same exception.
 */
public interface AgentDesk {
    /**
     * A page of the open sessions.
     *
     * @param page from 1
     * @param limit how many a page holds, from 1 to 100
     */
    OpenSessionPage openSessions(OpenSessionQuery query, int page, int limit);

    /**
     * The open sessions behind a key.
     *
     * @param after the {@link OpenSessionPage#next} of another answer to this query
     * @param limit how many to answer, from 1 to 100
     */
    OpenSessionPage openSessions(OpenSessionQuery query, OpenSessionKey after, int limit);

    /** All about one session but its messages. */
    SessionDetail session(SessionId session);

    /** Some of what was said, both sides, the oldest first. */
    MessagePage messages(MessagesQuery query);

    /**
     * Returns the newest entries of every kind, the oldest of them first: {@code limit} of them, from 1 to 500, or as many as
     * {@link MessagePage#MAX_BYTES} allow. The first entry's seq is above 1 where there are earlier ones.
     */
    List<Entry> newest(SessionId session, int limit);

    /**
     * What is new in a session; blocks for up to the time the request is willing to wait. Whether the caller may have the
     * answer is judged when it is made: a poll that waits while the token expires or the agent is deactivated is refused, and tells nothing
     * that was written meanwhile.
     */
    PollAnswer poll(PollRequest request);

    /** As {@link #poll}, without holding a thread while it waits. */
    CompletionStage<PollAnswer> pollAsync(PollRequest request);

    /** Takes a waiting session. Of several agents one gets it; the others are told who. Again is answered alike. */
    SessionView claim(SessionId session);

    /**
     * Gives a waiting session to an agent. To oneself any agent may, to others supervisors and admins.
     *
     * @param force takes no account of the agent's capacity; for supervisors and admins
     */
    SessionView assign(SessionId session, AgentId agent, boolean force);

    /** Says something; in a waiting session that claims it. The answer means that it is stored durably. */
    Entry send(SendMessage message);

    /** As {@link #send}. */
    CompletionStage<Entry> sendAsync(SendMessage message);

    /** Puts an active session on hold until the customer writes or an agent resumes it. */
    SessionView hold(SessionId session);

    /** Takes a session off hold. */
    SessionView resume(SessionId session);

    /** Ends a session, or answers how it ended. */
    SessionView end(EndSession request);

    /** All agents the directory knows, in the order of their ids, at most 1000. */
    List<Colleague> agents();
}
