package dev.helpline.chat.core;

import dev.helpline.chat.core.attachment.Attachments;
import dev.helpline.chat.core.message.AmendMessage;
import dev.helpline.chat.core.message.MessagePage;
import dev.helpline.chat.core.message.MessagesQuery;
import dev.helpline.chat.core.message.SendMessage;
import dev.helpline.chat.core.poll.PollAnswer;
import dev.helpline.chat.core.poll.PollRequest;
import dev.helpline.chat.core.session.EndSession;
import dev.helpline.chat.core.session.SessionActivity;
import dev.helpline.chat.core.session.SessionView;
import dev.helpline.chat.core.subscription.Receiver;
import dev.helpline.chat.core.subscription.Subscription;
import dev.helpline.chat.spi.ChatException;
import dev.helpline.chat.spi.EntryId;
import dev.helpline.chat.spi.ErrorCode;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.entry.Entry;
import java.util.Collection;
import java.util.concurrent.CompletionStage;

/**
 * What customers and agents do alike in a session: they read it, send, poll and end it. A caller that serves both, such as
 * a transport, decides once which of them it has. Thread-safe.
 *
 * <p>Every method throws {@link ChatException}; its {@link ErrorCode} says why. Besides the codes that a method lists, each may
 * throw
 *
 * <ul>
 *   <li>{@link ErrorCode#AUTHENTICATION_REQUIRED} once the caller's token has expired, or if the call needs a token and the
 *       caller has none;
 *   <li>{@link ErrorCode#AGENT_INACTIVE} for an agent who was deactivated;
 *   <li>{@link ErrorCode#SESSION_NOT_FOUND} if there is no such session, or if another customer has it;
 *   <li>{@link ErrorCode#STORE_UNAVAILABLE} if the store does not serve, or if the engine is closing; the detail {@code stored}
 *       says whether anything was stored.
 * </ul>
 *
 * <p>The {@code …Async} methods complete their stage with the same exceptions. They may read the store on the calling thread,
 * but do not wait for other threads.
 */
public interface ChatParticipant {
    /** How many entries one call may name as read: as many as one poll delivers. */
    int MAX_READ_IDS = 100;

    /**
     * Sends a message. When the method returns, the message is stored durably. Sending the same message again, under the same
     * id, returns the stored entry, whatever happened to the session since. An agent's message to a waiting session claims it;
     * a customer's message takes the session off hold, and reopens an ended one within the time that the policy gives
     * ({@link #reopen}).
     *
     * @throws ChatException {@link ErrorCode#INVALID_MESSAGE} for a text, metadata, reply or attachment that breaks a rule; {@link
     *     ErrorCode#MESSAGE_CONFLICT} if another message has the id; {@link ErrorCode#SESSION_NOT_OPEN} or {@link
     *     ErrorCode#SESSION_EXPIRED} if the session has ended; {@link ErrorCode#RATE_LIMITED} if the caller sends too much;
     *     {@link ErrorCode#FORBIDDEN} if another agent has the session and the policy does not let others answer; {@link
     *     ErrorCode#SESSION_CONFLICT} if an agent without a free slot sends to a waiting session; {@link
     *     ErrorCode#INVALID_REQUEST} if the store rejected a value
     */
    Entry send(SendMessage message);

    /** As {@link #send}, without waiting. */
    CompletionStage<Entry> sendAsync(SendMessage message);

    /**
     * What the caller does with files.
     *
     * @throws ChatException {@link ErrorCode#ATTACHMENTS_UNSUPPORTED} if the engine has no blob store
     */
    Attachments attachments();

    /**
     * Edits or withdraws a message that the caller has sent, within the time that the policy gives its author. When the method returns, the
     * change is stored durably. Every reader gets it: a reader who has the message as an entry of kind {@code AMENDMENT} that names it, and
     * a reader who comes later as the message itself with its new text, or without any; a text that was replaced is told to no reader any
     * more. Of several changes the last one counts, and a message that was withdrawn stays withdrawn.
     *
     * <p>Making the same change again, under the same id, returns the first result. Withdrawing a message that was withdrawn changes nothing.
     *
     * @return the message as it is now, with {@link Entry#editedAt()} or {@link Entry#deletedAt()}
     * @throws ChatException {@link ErrorCode#MESSAGE_NOT_FOUND} if the session has no such message; {@link ErrorCode#FORBIDDEN} if the
     *     caller did not send it; {@link ErrorCode#MESSAGE_NOT_EDITABLE} if it is too old, was withdrawn, or the policy lets the caller
     *     change none; {@link ErrorCode#SESSION_NOT_OPEN} or {@link ErrorCode#SESSION_EXPIRED} if the session has ended and the policy
     *     allows no changes after the end; {@link ErrorCode#INVALID_MESSAGE} or {@link ErrorCode#CONTENT_REJECTED} for a text that breaks a
     *     rule; {@link ErrorCode#MESSAGE_CONFLICT} if another entry has the id of the change; {@link ErrorCode#RATE_LIMITED} if the caller
     *     sends and changes too much
     */
    Entry amend(AmendMessage request);

    /** As {@link #amend}, without waiting. */
    CompletionStage<Entry> amendAsync(AmendMessage request);

    /**
     * Returns what is new in a session; blocks for up to the time the request is willing to wait. Whether the caller may have
     * the answer is judged when it is made: if the token expires or the agent is deactivated while a poll waits, the poll is
     * rejected and tells nothing that was written meanwhile.
     */
    PollAnswer poll(PollRequest request);

    /** As {@link #poll}, without holding a thread while it waits. Cancelling the stage's future ends the wait. */
    CompletionStage<PollAnswer> pollAsync(PollRequest request);

    /**
     * Delivers what is new in a session to a receiver, from the request's cursor on, in order, until the subscription is cancelled
     * or ends. The first delivery comes at once: the session as it stands, and the first messages behind the cursor. Later ones
     * come whenever there are messages, or the session has changed; also after its end, since it may be rated.
     *
     * <p>Every delivery carries a cursor. A client may break off at any of them and go on from there with a poll or another
     * subscription, at any engine over the store, and gets each entry exactly once. Whether the subscriber may have a delivery is
     * judged just before it is made. A customer who is subscribed counts as present. The request's wait does not matter. This
     * method may read the store, but does not wait for other threads.
     */
    Subscription subscribe(PollRequest request, Receiver<PollAnswer> receiver);

    /**
     * Tells the other participants that the caller is typing, or has stopped. It is never stored, ends by itself {@link
     * SessionActivity#TYPING_LASTS} after the last such call, and with the caller's next message. A client repeats the call every
     * few seconds while its user types.
     *
     * @throws ChatException {@link ErrorCode#SESSION_NOT_OPEN} or {@link ErrorCode#SESSION_EXPIRED} if the session has ended; {@link
     *     ErrorCode#RATE_LIMITED} if the caller says so too often
     */
    void typing(SessionId session, boolean typing);

    /**
     * Notes that the caller's client has every entry up to this one. A client that polls need not say so: it presents a cursor. The
     * mark only moves forward; it is stored within seconds, and told to the other side within a second.
     *
     * @param upToSeq from 0; beyond the end of the log means its end
     * @throws ChatException {@link ErrorCode#INVALID_REQUEST} for a negative seq
     */
    void delivered(SessionId session, long upToSeq);

    /**
     * Notes that the caller has read every entry up to this one, also in an ended session. The mark only moves forward; it is stored
     * within seconds, and told to the other side at once.
     *
     * @param upToSeq from 0; beyond the end of the log means its end
     * @throws ChatException {@link ErrorCode#INVALID_REQUEST} for a negative seq
     */
    void read(SessionId session, long upToSeq);

    /**
     * As {@link #read(SessionId, long)}, up to the newest of these entries: reading is a mark in the log, so the entries before it
     * count as read, too. If one of the ids is refused, the mark does not move.
     *
     * @param entries ids of messages, or of other entries that the caller sees; 1 to {@link #MAX_READ_IDS}
     * @throws ChatException {@link ErrorCode#INVALID_REQUEST} for no id, too many ids, and an id that no entry of this session has
     *     that the caller may see; the caller cannot tell whether it exists elsewhere. The detail {@code entryId} names the id
     */
    void read(SessionId session, Collection<EntryId> entries);

    /** As {@link #read(SessionId, long)}, up to what was delivered to the caller: what the caller's clients have presented a cursor for, or said. */
    void readDelivered(SessionId session);

    /** The session as it stands. */
    SessionView session(SessionId session);

    /**
     * Returns a page of the messages of a session, of both sides, the oldest first.
     *
     * @throws ChatException {@link ErrorCode#INVALID_REQUEST} for a page, limit or cursor out of bounds
     */
    MessagePage messages(MessagesQuery query);

    /**
     * Reopens an ended session, within the policy's time after its end: it is back with its agent if that agent is present and has a free
     * slot, and waits otherwise. Its rating is gone, and its next end can be rated. Reopening an open session returns it.
     *
     * @throws ChatException {@link ErrorCode#SESSION_CONFLICT} if the time is over, the policy allows no reopening, or a customer reopens
     *     what an agent ended as spam; {@link ErrorCode#TOO_MANY_SESSIONS} if the customer has as many open sessions as the policy allows;
     *     {@link ErrorCode#RATE_LIMITED} if the customer starts and reopens too many
     */
    SessionView reopen(SessionId session);

    /**
     * Ends a session. Ending it again returns the session as it ended.
     *
     * @throws ChatException {@link ErrorCode#INVALID_REQUEST} for a reason that breaks a rule; {@link ErrorCode#FORBIDDEN} if a
     *     customer gives an outcome, which is for agents to say
     */
    SessionView end(EndSession request);
}
