package dev.helpline.chat.client.agent;

import dev.helpline.chat.client.HelplineClient;
import dev.helpline.chat.client.call.ChatApiException;
import dev.helpline.chat.client.call.ChatCall;
import dev.helpline.chat.client.call.ErrorCodes;
import dev.helpline.chat.client.message.OutgoingMessage;
import dev.helpline.chat.client.message.SentMessage;
import dev.helpline.chat.client.session.EndRequest;
import dev.helpline.chat.client.session.EndedSession;

/**
 * The calls of an agent, one method each; all need an agent's token. Nothing happens before the {@link ChatCall} is made;
 * its failures are {@link ChatApiException}s. Have one from {@link HelplineClient#support()}.
 *
 * <p>Thread-safe.
 */
public interface SupportApi {
    /** Lists the open sessions: waiting first by priority, then by age. */
    ChatCall<ActiveSessions> activeSessions(ActiveSessionsRequest request);

    /** Reads everything about one session. */
    ChatCall<SessionDetails> session(String sessionId);

    /** Reads the newest messages of a session, at most 500, oldest first. */
    ChatCall<SessionMessages> newestMessages(String sessionId);

    /**
     * Reads the messages behind a cursor.
     *
     * @param cursor the {@link SessionMessages#cursor()} of the last answer
     * @param limit the most messages to bring, from 1
     */
    ChatCall<SessionMessages> messagesAfter(String sessionId, String cursor, int limit);

    /** Answers a customer. Answering a waiting session claims it. Repeats work as for customers. */
    ChatCall<SentMessage> sendMessage(OutgoingMessage message);

    /** Gives a session to an agent. Of two racing claims one wins; the other is {@link ErrorCodes#SESSION_CONFLICT}. */
    ChatCall<Assignment> assign(AssignRequest request);

    /**
     * Puts an active session on hold, while it waits for its customer, whose next message makes it active again. Holding one that is on hold gets the same answer; one
     * that waits for an agent is {@link ErrorCodes#SESSION_CONFLICT}.
     */
    ChatCall<Assignment> holdSession(String sessionId);

    /** Takes a session off hold. Resuming an active one gets the same answer. */
    ChatCall<Assignment> resumeSession(String sessionId);

    /** Ends a session. Ending an ended one gets the first answer. */
    ChatCall<EndedSession> endSession(EndRequest request);

    /** Lists the agents: who is there, and how busy. */
    ChatCall<Agents> agents();
}
