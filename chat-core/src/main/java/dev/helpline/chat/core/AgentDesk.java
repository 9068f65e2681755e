package dev.helpline.chat.core;

import dev.helpline.chat.core.alert.AlertSettings;
import dev.helpline.chat.core.audit.AuditFormat;
import dev.helpline.chat.core.audit.AuditPage;
import dev.helpline.chat.core.block.BlockList;
import dev.helpline.chat.core.board.BoardAnswer;
import dev.helpline.chat.core.board.BoardRequest;
import dev.helpline.chat.core.canned.CannedResponses;
import dev.helpline.chat.core.desk.AddNote;
import dev.helpline.chat.core.desk.Colleague;
import dev.helpline.chat.core.desk.EndedSessionPage;
import dev.helpline.chat.core.desk.OpenSessionPage;
import dev.helpline.chat.core.desk.OutboundSession;
import dev.helpline.chat.core.desk.SessionDetail;
import dev.helpline.chat.core.desk.SessionMacro;
import dev.helpline.chat.core.desk.TransferSession;
import dev.helpline.chat.core.draft.Drafts;
import dev.helpline.chat.core.figures.Figures;
import dev.helpline.chat.core.message.MessagePage;
import dev.helpline.chat.core.session.SessionView;
import dev.helpline.chat.core.subscription.Receiver;
import dev.helpline.chat.core.subscription.Subscription;
import dev.helpline.chat.core.team.TeamDirectory;
import dev.helpline.chat.spi.AgentId;
import dev.helpline.chat.spi.ChatException;
import dev.helpline.chat.spi.EntryId;
import dev.helpline.chat.spi.ErrorCode;
import dev.helpline.chat.spi.Experimental;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.agent.Presence;
import dev.helpline.chat.spi.audit.AuditKey;
import dev.helpline.chat.spi.audit.AuditQuery;
import dev.helpline.chat.spi.entry.Entry;
import dev.helpline.chat.spi.session.Priority;
import dev.helpline.chat.spi.store.EndedSessionKey;
import dev.helpline.chat.spi.store.EndedSessionQuery;
import dev.helpline.chat.spi.store.OpenSessionKey;
import dev.helpline.chat.spi.store.OpenSessionQuery;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

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
     * A page of the ended sessions, the one that ended last first. They are not counted, since that would read all of them.
     *
     * @param after the {@link EndedSessionPage#next} of an earlier page of this query; null for the first page
     * @param limit how many sessions to return, from 1 to 100
     * @throws ChatException {@link ErrorCode#INVALID_REQUEST} for a limit or filter out of bounds
     */
    @Experimental
    EndedSessionPage endedSessions(EndedSessionQuery query, @Nullable EndedSessionKey after, int limit);

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
     * Returns the audit records of a session that follow a number, for supervisors and admins: who did what and when, and what was before
     * and after. {@link dev.helpline.chat.core.audit.AuditVerifier} tells whether all of them are as they were written.
     *
     * @param after the number after which to begin; 0 for the first record
     * @param limit how many records to return, from 1 to 500
     * @throws ChatException {@link ErrorCode#INVALID_REQUEST} for a number or limit out of bounds; {@link ErrorCode#FORBIDDEN}
     */
    @Experimental
    AuditPage audit(SessionId session, long after, int limit);

    /**
     * Returns the audit records of a query, the newest first, for supervisors and admins: what agents, customers, the host and the engine
     * did, in which session or to which canned response. Only admins see what was done to agents.
     *
     * @param after the {@linkplain AuditKey#of key} of the last record of an earlier page of this query; null for the first page
     * @param limit how many records to return, from 1 to 500
     * @throws ChatException {@link ErrorCode#INVALID_REQUEST} for a limit out of bounds and for an actor or action that is too long; {@link
     *     ErrorCode#FORBIDDEN} for agents, and for supervisors who ask about an agent
     */
    @Experimental
    AuditPage audit(AuditQuery query, @Nullable AuditKey after, int limit);

    /**
     * Exports the audit records of a query, the newest first, for admins: all parts of each record, so that its chain can be verified
     * elsewhere. Records that are written meanwhile are not in it. Whether the caller may have the export is judged by this call, which
     * reads the first records; further ones are read as the lines are taken, so that an export of any length takes little memory.
     *
     * @return the lines, each with its line break; taking one throws {@link dev.helpline.chat.spi.StoreException} if the store cannot be
     *     reached. Holds nothing that needs closing. Not thread-safe
     * @throws ChatException {@link ErrorCode#INVALID_REQUEST} for an actor or action that is too long; {@link ErrorCode#FORBIDDEN}
     */
    @Experimental
    Iterator<String> exportAudit(AuditQuery query, AuditFormat format);

    /**
     * Returns the newest entries of every kind, the oldest of them first: {@code limit} of them, from 1 to 500, or as many as
     * {@link MessagePage#MAX_BYTES} allow. The first entry's seq is above 1 if there are earlier ones.
     *
     * @throws ChatException {@link ErrorCode#INVALID_REQUEST} for a limit out of bounds
     */
    List<Entry> newest(SessionId session, int limit);

    /**
     * Starts a session with a customer, if {@linkplain dev.helpline.chat.core.policy.ChatPolicy.Builder#agentStarts the policy} lets agents
     * do that. The agent has the session from its start, and the customer finds it as {@linkplain CustomerChat#current the current one}.
     * It counts as one of the sessions that the customer may have open, and takes from the agent's budget of new sessions, not from the
     * customer's. Starting again under the same id returns the customer's session of this id, whatever happened to it since.
     *
     * @throws ChatException {@link ErrorCode#FORBIDDEN} if the policy does not allow it, and for a guest; {@link ErrorCode#INVALID_SESSION}
     *     for a value that breaks a rule; {@link ErrorCode#INVALID_REQUEST} if no active agent is of the department; {@link
     *     ErrorCode#SESSION_CONFLICT} if another customer has the id, or if the agent has no free slot; {@link ErrorCode#CUSTOMER_BLOCKED}
     *     if the customer is blocked; {@link ErrorCode#TOO_MANY_SESSIONS} if the customer has as many sessions open as allowed; {@link
     *     ErrorCode#RATE_LIMITED}; {@link ErrorCode#CONTENT_REJECTED} if a filter refuses the message
     */
    @Experimental
    SessionView start(OutboundSession request);

    /**
     * Assigns a waiting session to this agent. If several agents claim one session, one of them gets it and the others are told
     * who. Claiming one's own session again returns it.
     *
     * @throws ChatException {@link ErrorCode#SESSION_CONFLICT} if another agent has the session, or if this agent has no free
     *     slot; {@link ErrorCode#SESSION_NOT_OPEN} or {@link ErrorCode#SESSION_EXPIRED} if it has ended
     */
    SessionView claim(SessionId session);

    /**
     * Declines the offer of a waiting session to this agent: the session waits on, and is not offered to this agent again for the {@linkplain
     * dev.helpline.chat.core.routing.RoutingPolicy.Builder#offerAgainAfter time of the policy}. If the session is not offered to this agent,
     * or not any more, nothing changes. An offer is accepted by {@link #claim}.
     */
    @Experimental
    SessionView decline(SessionId session);

    /**
     * Assigns a waiting session to an agent. Any agent may assign to themselves; only supervisors and admins may assign to
     * others.
     *
     * @param force assigns the session even if the agent has no free slot; for supervisors and admins. An agent never has more sessions above
     *     capacity than were assigned by force
     * @throws ChatException as {@link #claim}; {@link ErrorCode#FORBIDDEN} for an agent who assigns to another one or forces;
     *     {@link ErrorCode#INVALID_REQUEST} if there is no such active agent
     */
    SessionView assign(SessionId session, AgentId agent, boolean force);

    /**
     * Gives a session to another agent, to the queue of a department, or back to its queue, with a note for the next agent. A session that
     * is there already does not change. An agent may give away an own session, and move a session that waits to another department;
     * supervisors and admins may move any session. A session on hold stays on hold if another agent gets it.
     *
     * @throws ChatException {@link ErrorCode#SESSION_CONFLICT} if the session is not {@linkplain TransferSession#from() where the caller
     *     believes}, or if the agent has no free slot; {@link ErrorCode#INVALID_REQUEST} if there is no such active agent, or none of the
     *     department; {@link ErrorCode#FORBIDDEN}; {@link ErrorCode#SESSION_NOT_OPEN} or {@link ErrorCode#SESSION_EXPIRED} if it has ended
     */
    @Experimental
    SessionView transfer(TransferSession request);

    /**
     * Takes a session that another agent has, for supervisors and admins: a {@link #transfer} to oneself.
     *
     * @throws ChatException as {@link #transfer}
     */
    @Experimental
    SessionView takeOver(SessionId session);

    /**
     * Asks the supervisors for help with an open session. It stays where it is until one of them assigns it, transfers it or takes it over;
     * until then, asking again changes nothing.
     *
     * @param reason not blank, of at most 1000 code points; only agents see it
     * @throws ChatException {@link ErrorCode#INVALID_REQUEST} for a reason that breaks the rule; {@link ErrorCode#SESSION_NOT_OPEN} or
     *     {@link ErrorCode#SESSION_EXPIRED} if the session has ended
     */
    @Experimental
    SessionView escalate(SessionId session, String reason);

    /**
     * Changes how urgent an open session is, and so its place in the queue.
     *
     * @throws ChatException {@link ErrorCode#SESSION_NOT_OPEN} or {@link ErrorCode#SESSION_EXPIRED} if the session has ended
     */
    @Experimental
    SessionView setPriority(SessionId session, Priority priority);

    /**
     * Adds tags to a session in any state, and removes others. Tags are kept in lower case, in Unicode's form NFC and with single blanks;
     * customers never see them. A session has at most 20.
     *
     * @param add each of 1 to 40 code points, without quotation marks, backslashes and control characters; at most 20
     * @param remove likewise; a tag in both lists is added
     * @throws ChatException {@link ErrorCode#INVALID_REQUEST} for a tag that breaks a rule, or if the session would have too many
     */
    @Experimental
    SessionView changeTags(SessionId session, Collection<String> add, Collection<String> remove);

    /**
     * Does several acts in a session by one commit, or none of them if one is refused. Each needs the same permission as by itself; the
     * refusal is that of the first act that is refused. Repeating it returns the session, if the macro {@linkplain SessionMacro can be
     * repeated}.
     *
     * @throws ChatException {@link ErrorCode#INVALID_REQUEST} if the macro has no act, if the reply has files, or if there are a reply and
     *     a note with an id; and as each of its acts
     */
    @Experimental
    SessionView apply(SessionMacro macro);

    /**
     * Adds a note to a session in any state, which no customer ever sees. Adding the same note again, under the same id, returns the
     * stored one. Notes count against the same limit as messages.
     *
     * @return the note, whose metadata has the ids of the agents whom it mentions in the array {@code mentions}
     * @throws ChatException {@link ErrorCode#INVALID_REQUEST} if the text is blank or too long; {@link ErrorCode#MESSAGE_CONFLICT} if the
     *     id is taken by another entry; {@link ErrorCode#RATE_LIMITED}
     */
    @Experimental
    Entry note(AddNote note);

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

    /** Returns the figures that the agent may see. */
    @Experimental
    Figures figures();

    /** The customers and network addresses that are blocked; for supervisors and admins. */
    BlockList blocks();

    /** What the agent has written and not sent yet. */
    @Experimental
    Drafts drafts();

    /** Which alerts the agent gets outside of the desk. */
    @Experimental
    AlertSettings alertSettings();

    /** The texts that the agent uses again and again. */
    CannedResponses cannedResponses();

    /**
     * The directory of agents, as admins change it.
     *
     * @return calls that fail with {@link ErrorCode#FORBIDDEN} for agents and supervisors
     */
    TeamDirectory directory();

    /**
     * Says whether this agent takes part in the work. The choice stands until the next one; while the agent makes no calls for a minute, others
     * see the agent OFFLINE all the same. Polls and subscriptions that are open count as calls. A choice changes no session.
     *
     * @return the agent as others see one from now on
     */
    Colleague choosePresence(Presence presence);

    /** The departments that this agent is of, as the directory has them. */
    @Experimental
    List<String> departments();

    /** All agents the directory knows, in the order of their ids, at most 1000. */
    List<Colleague> agents();
}
