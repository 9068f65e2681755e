package dev.helpline.chat.core;

import dev.helpline.chat.core.block.BlockList;
import dev.helpline.chat.core.board.BoardAnswer;
import dev.helpline.chat.core.board.BoardRequest;
import dev.helpline.chat.core.canned.CannedResponses;
import dev.helpline.chat.core.desk.Colleague;
import dev.helpline.chat.core.desk.OpenSessionPage;
import dev.helpline.chat.core.desk.SessionDetail;
import dev.helpline.chat.core.message.MessagePage;
import dev.helpline.chat.core.session.SessionView;
import dev.helpline.chat.core.subscription.Receiver;
import dev.helpline.chat.core.subscription.Subscription;
import dev.helpline.chat.spi.AgentId;
import dev.helpline.chat.spi.ChatException;
import dev.helpline.chat.spi.EntryId;
import dev.helpline.chat.spi.ErrorCode;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.entry.Entry;
import dev.helpline.chat.spi.store.OpenSessionKey;
import dev.helpline.chat.spi.store.OpenSessionQuery;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * What one agent can do. Made by {@link ChatEngine#agent}; cheap and thread-safe, so a host may make one per call or keep one.
 * Whatever an agent changes is recorded in the session's audit chain by the same commit. The error codes that every method may
 * throw are listed at {@link ChatParticipant}.
 */
public interface AgentDesk extends ChatParticipant {
    /**
     * A page of the open sessions.
     *
     * @param page from 1
     * @param limit how many sessions a page holds, from 1 to 100
     * @throws ChatException {@link ErrorCode#INVALID_REQUEST} for a page, limit or filter out of bounds
     */
    OpenSessionPage openSessions(OpenSessionQuery query, int page, int limit);

    /**
     * The open sessions behind a key.
     *
     * @param after the {@link OpenSessionPage#next} of an earlier page of this query
     * @param limit how many sessions to return, from 1 to 100
     * @throws ChatException {@link ErrorCode#INVALID_REQUEST} for a limit or filter out of bounds
     */
    OpenSessionPage openSessions(OpenSessionQuery query, OpenSessionKey after, int limit);

    /**
     * Returns what changed among all open sessions since the request's cursor, or all of them if it has none; blocks for up to the time
     * the request is willing to wait if nothing changed. Changes are told 50 milliseconds after their commit, and a second later if
     * another engine made them. Whether the agent may have the answer is judged when it is made, as with {@link #poll}.
     */
    BoardAnswer board(BoardRequest request);

    /** As {@link #board}, without holding a thread while it waits. Cancelling the stage's future ends the wait. */
    CompletionStage<BoardAnswer> boardAsync(BoardRequest request);

    /**
     * Delivers what changed among all open sessions since the request's cursor, and then each change as {@link #board} would tell it. The
     * first delivery comes at once in any case. A delivery that {@linkplain BoardAnswer#hasMore() has more} is followed by the rest.
     */
    Subscription subscribeBoard(BoardRequest request, Receiver<BoardAnswer> receiver);

    /** A session with its timeline and the customer's earlier sessions, without its messages. */
    SessionDetail detail(SessionId session);

    /**
     * Returns the newest entries of every kind, the oldest of them first: {@code limit} of them, from 1 to 500, or as many as
     * {@link MessagePage#MAX_BYTES} allow. The first entry's seq is above 1 if there are earlier ones.
     *
     * @throws ChatException {@link ErrorCode#INVALID_REQUEST} for a limit out of bounds
     */
    List<Entry> newest(SessionId session, int limit);

    /**
     * Assigns a waiting session to this agent. If several agents claim one session, one of them gets it and the others are told
     * who. Claiming one's own session again returns it.
     *
     * @throws ChatException {@link ErrorCode#SESSION_CONFLICT} if another agent has the session, or if this agent has no free
     *     slot; {@link ErrorCode#SESSION_NOT_OPEN} or {@link ErrorCode#SESSION_EXPIRED} if it has ended
     */
    SessionView claim(SessionId session);

    /**
     * Assigns a waiting session to an agent. Any agent may assign to themselves; only supervisors and admins may assign to
     * others.
     *
     * @param force assigns the session even if the agent has no free slot; for supervisors and admins
     * @throws ChatException as {@link #claim}; {@link ErrorCode#FORBIDDEN} for an agent who assigns to another one or forces;
     *     {@link ErrorCode#INVALID_REQUEST} if there is no such active agent
     */
    SessionView assign(SessionId session, AgentId agent, boolean force);

    /**
     * Puts an active session on hold until the customer writes or an agent resumes it. Holding it again returns it.
     *
     * @throws ChatException {@link ErrorCode#SESSION_CONFLICT} if the session waits; {@link ErrorCode#SESSION_NOT_OPEN} or
     *     {@link ErrorCode#SESSION_EXPIRED} if it has ended
     */
    SessionView hold(SessionId session);

    /**
     * Takes a session off hold. Resuming an active session returns it.
     *
     * @throws ChatException as {@link #hold}
     */
    SessionView resume(SessionId session);

    /**
     * Returns a message as it was sent, followed by its amendments as they were made, the oldest first. No other call returns a text that was
     * replaced or withdrawn.
     *
     * @throws ChatException {@link ErrorCode#FORBIDDEN} if the agent does not have the session and is neither a supervisor nor an
     *     admin; {@link ErrorCode#MESSAGE_NOT_FOUND} if the session has no such message
     */
    List<Entry> messageHistory(SessionId session, EntryId message);

    /** The customers and network addresses that are blocked; for supervisors and admins. */
    BlockList blocks();

    /** The texts that the agent uses again and again. */
    CannedResponses cannedResponses();

    /** All agents the directory knows, in the order of their ids, at most 1000. */
    List<Colleague> agents();
}
