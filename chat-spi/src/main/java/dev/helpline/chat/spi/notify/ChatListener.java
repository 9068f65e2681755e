package dev.helpline.chat.spi.notify;

import dev.helpline.chat.spi.AgentId;
import dev.helpline.chat.spi.entry.Entry;
import dev.helpline.chat.spi.rating.Rating;
import dev.helpline.chat.spi.session.Session;

/**
 * Receives what happened, after it was committed and on a thread of the engine's. The calls for one session come in
 * the order of its log. Best effort: if the process dies right after a commit, the call is never made.
 *
 * <p>Methods must return quickly; an exception is logged and otherwise ignored. Each call passes the session as it
 * was after the commit, which may contain more than this one change.
 */
public interface ChatListener {
    /** A customer started a session. */
    default void onSessionStarted(Session session) {}

    /** A message was appended. */
    default void onMessage(Session session, Entry message) {}

    /**
     * The author of a message edited or withdrew it.
     *
     * @param amendment names the message in {@link Entry#replyTo()}; its {@link dev.helpline.chat.spi.entry.AmendmentType} says which of
     *     both, and its text is the new one
     */
    default void onMessageAmended(Session session, Entry amendment) {}

    /** An agent took, or was given, the session. */
    default void onSessionAssigned(Session session) {}

    /** An agent put the session on hold. */
    default void onSessionHeld(Session session) {}

    /** The session is no longer on hold: an agent resumed it, or its customer wrote. */
    default void onSessionResumed(Session session) {}

    /** The session waits for an agent again: its agent did not write in time, or an agent gave it back to a queue. */
    default void onSessionReturned(Session session) {}

    /** The participants were warned that the session ends at {@link dev.helpline.chat.spi.session.Timeline#endsAt()}. */
    default void onSessionEnding(Session session) {}

    /** The session ended. */
    default void onSessionEnded(Session session) {}

    /** An ended session goes on: its customer wrote, or a participant reopened it. It has no rating any more. */
    default void onSessionReopened(Session session) {}

    /**
     * A content filter changed or flagged a message.
     *
     * @param event says what the filters noted, and names the message in {@link Entry#replyTo()}
     */
    default void onMessageFlagged(Session session, Entry event) {}

    /**
     * An agent added a note, which customers never see.
     *
     * @param note its author is the agent
     */
    default void onNote(Session session, Entry note) {}

    /** A note mentions an agent. Called after {@link #onNote}, for each agent whom the note mentions. */
    default void onMention(Session session, Entry note, AgentId mentioned) {}

    /** An agent changed the priority; see {@link dev.helpline.chat.spi.entry.EventType#PRIORITY_CHANGED} for the event. */
    default void onPriorityChanged(Session session, Entry event) {}

    /** An agent changed the tags; see {@link dev.helpline.chat.spi.entry.EventType#TAGS_CHANGED} for the event. */
    default void onTagsChanged(Session session, Entry event) {}

    /** An agent asks the supervisors for help; the text of the event is the reason. */
    default void onSessionEscalated(Session session, Entry event) {}

    /**
     * An agent gave the session to another agent or to the queue of a department. {@link #onSessionAssigned} or {@link #onSessionReturned}
     * is called before it.
     *
     * @param event see {@link dev.helpline.chat.spi.entry.EventType#SESSION_TRANSFERRED}
     */
    default void onSessionTransferred(Session session, Entry event) {}

    /** The time of a service level is up; see {@link dev.helpline.chat.spi.entry.EventType#SLA_BREACHED} for the event. */
    default void onSlaBreached(Session session, Entry event) {}

    /**
     * The session waited too long in the queue of its department and moved to that of another one.
     *
     * @param event see {@link dev.helpline.chat.spi.entry.EventType#SESSION_OVERFLOWED}
     */
    default void onSessionOverflowed(Session session, Entry event) {}

    /** Routing offers the session to an agent; see {@link dev.helpline.chat.spi.entry.EventType#SESSION_OFFERED} for the event. */
    default void onSessionOffered(Session session, Entry event) {}

    /**
     * An offer of the session ended without success, and the session waits on. An offer that is accepted, or that ends because the session is
     * given to another agent or ends, is not told.
     *
     * @param event see {@link dev.helpline.chat.spi.entry.EventType#OFFER_ENDED}
     */
    default void onOfferEnded(Session session, Entry event) {}

    /** A guest signed in, and the session became that of {@link Session#customer()}. */
    default void onCustomerSignedIn(Session session) {}

    /** The customer rated the session, or changed the rating, which then has {@link Rating#editedAt()}. */
    default void onSessionRated(Session session, Rating rating) {}
}
