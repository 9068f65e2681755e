package dev.helpline.chat.core.host;

import dev.helpline.chat.core.desk.Colleague;
import dev.helpline.chat.core.desk.TransferSession;
import dev.helpline.chat.core.message.MessagePage;
import dev.helpline.chat.core.message.MessagesQuery;
import dev.helpline.chat.core.message.SendMessage;
import dev.helpline.chat.core.session.EndSession;
import dev.helpline.chat.core.session.SessionView;
import dev.helpline.chat.core.session.StartSession;
import dev.helpline.chat.spi.ChatException;
import dev.helpline.chat.spi.ErrorCode;
import dev.helpline.chat.spi.Experimental;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.auth.Principal;
import dev.helpline.chat.spi.entry.Entry;
import dev.helpline.chat.spi.store.OpenSessionCounts;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * What the host does in sessions itself: it needs no agent for that, no token, and no role. Its calls take from no participant's budget, and
 * audit records name the actor {@code host}, without a role. Only code in this process can make them; what they write is told to clients like
 * all else. Thread-safe.
 *
 * <p>Every method throws {@link ChatException}: {@link ErrorCode#SESSION_NOT_FOUND} if there is no such session, {@link
 * ErrorCode#STORE_UNAVAILABLE} if the store does not serve or the engine is closing, and what it lists. Each call is a commit of its own: it
 * does not join a transaction of the caller's.
 */
@Experimental
public interface HostChat {
    /** The actor of the host's audit records. */
    String ACTOR = "host";

    /**
     * Sends a message. When the method returns, it is stored durably. Sending the same message again, under the same id and with the same
     * voice, returns the stored entry, whatever happened to the session since. A waiting session goes on waiting. Content filters judge the
     * message; whether participants may send rich content does not matter.
     *
     * @throws ChatException {@link ErrorCode#INVALID_MESSAGE} for a text, metadata, content or reply that breaks a rule, and for a message
     *     with files; {@link ErrorCode#CONTENT_REJECTED} if a filter refuses it; {@link ErrorCode#MESSAGE_CONFLICT} if another message has
     *     the id; {@link ErrorCode#SESSION_NOT_OPEN} or {@link ErrorCode#SESSION_EXPIRED} if the session has ended; {@link
     *     ErrorCode#CUSTOMER_BLOCKED} if the voice is the customer's, who is blocked
     */
    Entry send(Voice voice, SendMessage message);

    /** As {@link #send}, without waiting. */
    CompletionStage<Entry> sendAsync(Voice voice, SendMessage message);

    /**
     * Starts a session on a customer's behalf, which waits for an agent. Starting again under the same id returns the session. The session
     * does not count against {@linkplain dev.helpline.chat.core.policy.ChatPolicy.Builder#maxOpenSessions how many} the customer may have
     * open, nor against how often the customer may start one. The policy's form and consent are not asked for; what the request has of
     * either is checked. An initial message is the customer's.
     *
     * @param customer a customer with an account
     * @throws ChatException {@link ErrorCode#FORBIDDEN} for an agent or a guest; {@link ErrorCode#AUTHENTICATION_REQUIRED} for {@link
     *     Principal#ANONYMOUS}; {@link ErrorCode#INVALID_SESSION} for a value that breaks a rule; {@link ErrorCode#SESSION_CONFLICT} if another
     *     customer has the id; {@link ErrorCode#CUSTOMER_BLOCKED} if the customer is blocked; {@link ErrorCode#QUEUE_FULL} if the queue is;
     *     {@link ErrorCode#TOO_MANY_SESSIONS} if 1000 sessions of the customer that the host started are open
     */
    SessionView start(Principal customer, StartSession request);

    /**
     * Ends a session, by the system. Ending it again returns the session as it ended.
     *
     * @throws ChatException {@link ErrorCode#INVALID_REQUEST} for a reason that breaks a rule
     */
    SessionView end(EndSession request);

    /**
     * Gives an open session to an agent, to the queue of a department or back to its queue. A session that is there already stays as it is.
     *
     * @throws ChatException {@link ErrorCode#INVALID_REQUEST} for an agent who is not active, a department without an active agent, and for a
     *     note, which only agents write; {@link ErrorCode#SESSION_NOT_OPEN} or {@link ErrorCode#SESSION_EXPIRED} if the session has ended;
     *     {@link ErrorCode#SESSION_CONFLICT} if the agent has no free slot and the request does not force it, or if another agent has the
     *     session than the request says
     */
    SessionView transfer(TransferSession request);

    /** The session as it stands. */
    SessionView session(SessionId session);

    /**
     * Returns a page of the transcript of a session: the messages of all participants, the oldest first, with their edits.
     *
     * @throws ChatException {@link ErrorCode#INVALID_REQUEST} for a page, limit or cursor out of bounds
     */
    MessagePage messages(MessagesQuery query);

    /** Returns how many sessions wait for an agent, are active and on hold, on all nodes. */
    OpenSessionCounts openSessionCounts();

    /** Returns the agents as they see each other, in the order of their ids, at most 1000. */
    List<Colleague> agents();
}
