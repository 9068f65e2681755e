package dev.helpline.chat.client.agent;

import dev.helpline.chat.client.attachment.AttachmentApi;
import dev.helpline.chat.client.call.ChatApiException;
import dev.helpline.chat.client.call.ChatCall;
import dev.helpline.chat.client.call.ErrorCodes;
import dev.helpline.chat.client.message.AmendedMessage;
import dev.helpline.chat.client.message.MarkedRead;
import dev.helpline.chat.client.message.MessageEdit;
import dev.helpline.chat.client.message.OutgoingMessage;
import dev.helpline.chat.client.message.ReadRequest;
import dev.helpline.chat.client.message.SentMessage;
import dev.helpline.chat.client.session.EndRequest;
import dev.helpline.chat.client.session.EndedSession;
import dev.helpline.chat.client.session.SessionHead;
import java.io.OutputStream;
import java.util.List;

/**
 * The calls of an agent, one method each; all need an agent's token. A method only prepares a {@link ChatCall}; nothing is
 * sent before it is executed or enqueued, and it fails with a {@link ChatApiException}. {@code HelplineClient.support()}
 * returns one.
 *
 * <p>Thread-safe.
 */
public interface SupportApi {
    /** Lists the open sessions: those that wait come first by priority, then by age. */
    ChatCall<ActiveSessions> activeSessions(ActiveSessionsRequest request);

    /**
     * Reads the board: all open sessions, or what changed among them since a cursor, with the alerts that concern the caller. A request may wait
     * for changes; the server holds a bounded number per agent and responds to others at once.
     */
    ChatCall<Board> board(BoardRequest request);

    /** Lists the ended sessions, the one that ended last first. */
    ChatCall<EndedSessions> endedSessions(EndedSessionsRequest request);

    /** Reads everything about one session. */
    ChatCall<SessionDetails> session(String sessionId);

    /**
     * Reads the audit records of a session, for supervisors and admins: who did what and when.
     *
     * @param after the number of the last record that the caller has; 0 for none
     * @param limit the most records to return, from 1; more than 500 count as 500
     */
    ChatCall<SessionAudit> audit(String sessionId, long after, int limit);

    /** Reads the newest audit records of a request, for supervisors and admins; only admins see what was done to agents and to legal holds. */
    ChatCall<AuditPage> audit(AuditRequest request);

    /**
     * Writes the audit records of a request to a stream, the newest first, and returns the number of bytes; for admins. The page and the
     * limit of the request do not matter. If the call fails, what was written until then is a part of the export. Does not close the stream.
     *
     * @param format {@code ndjson} for an object of JSON and a line feed per record, {@code csv} for a table to read in a spreadsheet
     */
    ChatCall<Long> exportAudit(AuditRequest request, String format, OutputStream to);

    /** Reads the newest messages of a session, at most 500, oldest first. */
    ChatCall<SessionMessages> newestMessages(String sessionId);

    /**
     * Reads the messages that follow a cursor.
     *
     * @param cursor the {@link SessionMessages#cursor()} of the previous call
     * @param limit the most messages to return, from 1
     */
    ChatCall<SessionMessages> messagesAfter(String sessionId, String cursor, int limit);

    /**
     * Sends a message to the customer. A message to a waiting session also claims it. Sending can be repeated as by
     * customers.
     */
    ChatCall<SentMessage> sendMessage(OutgoingMessage message);

    /** Gives a message of the agent another text; see {@code ChatApi.editMessage}. */
    ChatCall<AmendedMessage> editMessage(MessageEdit edit);

    /** Withdraws a message of the agent; see {@code ChatApi.withdrawMessage}. */
    ChatCall<AmendedMessage> withdrawMessage(String sessionId, String messageId);

    /** The calls that upload and download files of sessions. */
    AttachmentApi attachments();

    /** Reads what a message said before it was edited or withdrawn. For the agent who has the session, supervisors and admins. */
    ChatCall<MessageHistory> messageHistory(String sessionId, String messageId);

    /** Says what the caller has read. The customer is told at once that an agent has read it. */
    ChatCall<MarkedRead> markRead(ReadRequest request);

    /**
     * Starts a session with a customer, which the calling agent has from its start. Fails with {@link ErrorCodes#FORBIDDEN} if the server
     * does not let agents start sessions, if the customer is a guest or blocked; with {@link ErrorCodes#TOO_MANY_SESSIONS} if the customer
     * has as many sessions open as allowed; with {@link ErrorCodes#SESSION_CONFLICT} if the agent has no free slot or the id is taken by
     * another customer's session. Starting again under the same id returns the session.
     */
    ChatCall<ChangedSession> startSession(OutboundRequest request);

    /**
     * Assigns a session to an agent. Of two concurrent claims one wins; the other fails with
     * {@link ErrorCodes#SESSION_CONFLICT}.
     */
    ChatCall<Assignment> assign(AssignRequest request);

    /**
     * Declines the {@linkplain ActiveSession#offer() offer} of a waiting session to the caller, which waits on. Without such an offer nothing
     * changes. {@link #assign} accepts an offer.
     */
    ChatCall<ChangedSession> declineSession(String sessionId);

    /**
     * Puts an active session on hold until its customer writes. Holding a session that is on hold changes nothing and
     * returns the same. A session that waits for an agent fails with {@link ErrorCodes#SESSION_CONFLICT}.
     */
    ChatCall<Assignment> holdSession(String sessionId);

    /** Makes a session that is on hold active. Resuming an active session changes nothing and returns the same. */
    ChatCall<Assignment> resumeSession(String sessionId);

    /**
     * Gives a session to another agent or to the queue of a department, with a note for the next agent. Fails with {@link
     * ErrorCodes#SESSION_CONFLICT} if the agent has no free slot, or if another agent has the session than the request names.
     */
    ChatCall<ChangedSession> transferSession(TransferRequest request);

    /** Gives a session back to its queue. A session that waits does not change. */
    ChatCall<ChangedSession> returnSession(String sessionId);

    /** Takes a session that another agent has. For supervisors and admins. */
    ChatCall<ChangedSession> takeOverSession(String sessionId);

    /**
     * Asks the supervisors for help with a session. Asking again changes nothing until one of them has seen to it.
     *
     * @param reason what they should know; customers never see it
     */
    ChatCall<ChangedSession> escalateSession(String sessionId, String reason);

    /**
     * Changes how urgent a session is.
     *
     * @param priority {@code low}, {@code normal}, {@code high} or {@code urgent}
     */
    ChatCall<ChangedSession> setPriority(String sessionId, String priority);

    /**
     * Adds tags to a session, and removes others. The server keeps them in lower case, at most 20 per session.
     *
     * @param add each of 1 to 40 characters, without quotation marks and backslashes
     * @param remove likewise
     */
    ChatCall<ChangedSession> changeTags(String sessionId, List<String> add, List<String> remove);

    /**
     * Adds a note to a session, which customers never see. {@code @} and an agent's id or name mention that agent. Adding the same note
     * again, under the same id, returns the stored one.
     *
     * @param noteId made by the caller, so that the call can be repeated
     */
    ChatCall<AddedNote> addNote(String sessionId, String noteId, String text);

    /** Does several acts in a session at once: all of them, or none if one is refused. */
    ChatCall<ChangedSession> applyMacro(MacroRequest request);

    /** Ends a session. Ending an ended session returns how it ended. */
    ChatCall<EndedSession> endSession(EndRequest request);

    /**
     * Blocks a customer or a network address, or changes the reason and the end of the block. For supervisors and admins. A blocked customer
     * reads and ends sessions, and does nothing else; such a call fails with {@link ErrorCodes#FORBIDDEN}.
     */
    ChatCall<Block> block(BlockRequest request);

    /** Ends the block of a customer, if there is one. For supervisors and admins. */
    ChatCall<Block> unblockCustomer(String userId);

    /** Ends the block of a network address, if there is one. For supervisors and admins. */
    ChatCall<Block> unblockAddress(String address);

    /**
     * Lists the blocks that hold, the newest first. For supervisors and admins.
     *
     * @param page from 1
     * @param limit blocks per page, from 1; more than 100 count as 100
     */
    ChatCall<Blocks> blocks(int page, int limit);

    /** Reads all changes to the block of a customer. For supervisors and admins. */
    ChatCall<BlockHistory> blockHistory(String userId);

    /**
     * Returns what the agent has written in a session and not sent yet, on whichever device. The agent's next message in the session deletes
     * it, and so does the end of the session.
     */
    ChatCall<Draft> draft(String sessionId);

    /**
     * Saves what the agent has written in a session and not sent yet. Repeating the call returns the same. Fails with {@link
     * ErrorCodes#DRAFT_CONFLICT} if the agent has another draft than the one that the request replaces, or none any more. Before a client
     * sends the text, it waits for its last save.
     */
    ChatCall<Draft> saveDraft(DraftRequest request);

    /** Returns which alerts the agent gets outside of the desk. */
    ChatCall<AlertPreferences> alertPreferences();

    /** Saves which alerts the agent gets outside of the desk, in place of what was saved before. Repeating the call returns the same. */
    ChatCall<AlertPreferences> saveAlertPreferences(AlertPreferences preferences);

    /** Lists the canned responses that all agents share, and the agent's own ones. */
    ChatCall<CannedResponses> cannedResponses();

    /**
     * Saves a canned response. Repeating the call returns the same. Fails with {@link ErrorCodes#CANNED_RESPONSE_CONFLICT} if it was changed
     * since the version that the request replaces, or if its id or shortcut is taken; with {@link ErrorCodes#FORBIDDEN} for an agent who
     * saves a shared one.
     */
    ChatCall<CannedResponse> saveCannedResponse(CannedResponseRequest request);

    /** Deletes a canned response, if there is one; returns its id. Fails with {@link ErrorCodes#FORBIDDEN} for an agent and a shared one. */
    ChatCall<String> deleteCannedResponse(String responseId);

    /** Fills the placeholders of a canned response with the facts of a session, and counts the use. Sends nothing. */
    ChatCall<FilledResponse> fillCannedResponse(String sessionId, String responseId);

    /** Reopens an ended session, as long as the server allows it; it is back with its agent or waits. It loses its rating. */
    ChatCall<SessionHead> reopenSession(String sessionId);

    /** Returns the live board: who waits and for how long, which agents are there, and which service levels are overdue. */
    ChatCall<LiveBoard> liveBoard();

    /** Lists the agents with their presence and load. */
    ChatCall<Agents> agents();

    /**
     * Says whether the agent takes part in the work; returns the agent as others see one from now on. While the agent makes no calls for a
     * minute, others see the agent offline all the same; polls and open sockets count as calls.
     */
    ChatCall<Agent> choosePresence(AgentPresence presence);

    /**
     * Saves an agent in the directory. For admins. Repeating the call returns the same. Fails with {@link ErrorCodes#AGENT_CONFLICT} if the
     * agent was changed since the version that the request replaces.
     */
    ChatCall<Agent> saveAgent(AgentRequest request);

    /** Reads the changes that admins and the host made to an agent. For admins. */
    ChatCall<AgentHistory> agentHistory(String agentId);
}
