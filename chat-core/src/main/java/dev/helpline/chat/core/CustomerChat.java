package dev.helpline.chat.core;

import dev.helpline.chat.core.message.MessagePage;
import dev.helpline.chat.core.message.MessagesQuery;
import dev.helpline.chat.core.message.SendMessage;
import dev.helpline.chat.core.poll.PollAnswer;
import dev.helpline.chat.core.poll.PollRequest;
import dev.helpline.chat.core.rating.RateSession;
import dev.helpline.chat.core.session.EndSession;
import dev.helpline.chat.core.session.SessionPage;
import dev.helpline.chat.core.session.SessionView;
import dev.helpline.chat.core.session.StartSession;
import dev.helpline.chat.spi.ChatException;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.entry.Entry;
import dev.helpline.chat.spi.store.SessionKey;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * What one customer can do. Made by {@link ChatEngine#customer}; cheap, thread-safe, to be made per call or kept.
 *
 * <p>Every method throws {@link ChatException} with the code that says why it refused; a session of somebody else's is
 * refused exactly like one that does not exist. The {@code …Async} twins fail their stage with the same exception; they
 * may read the store on the calling thread, but wait for nothing.
 */
public interface CustomerChat {
    /** Starts a session, or answers the one of the same id that this customer started before. */
    SessionView start(StartSession request);

    /** The customer's youngest open session. */
    Optional<SessionView> current();

    /** The customer's youngest open session, or a new one; of several such calls at once one starts a session. */
    SessionView currentOrStart(StartSession request);

    /** Says something. The answer means that it is stored durably. */
    Entry send(SendMessage message);

    /** As {@link #send}. */
    CompletionStage<Entry> sendAsync(SendMessage message);

    /**
     * What is new in a session; blocks for up to the time the request is willing to wait. Whether the caller may have the
     * answer is judged when it is made: a poll that waits while the token expires is refused, and tells nothing
     * that was written meanwhile.
     */
    PollAnswer poll(PollRequest request);

    /** As {@link #poll}, without holding a thread while it waits. Cancelling the stage's future ends the wait. */
    CompletionStage<PollAnswer> pollAsync(PollRequest request);

    /** The session as it stands. */
    SessionView session(SessionId session);

    /** Some of what was said, both sides, the oldest first. */
    MessagePage messages(MessagesQuery query);

    /** Ends a session, or answers how it ended. */
    SessionView end(EndSession request);

    /** Rates an ended session; the answer's session carries the rating. */
    SessionView rate(RateSession request);

    /**
     * A page of the customer's sessions, the youngest first.
     *
     * @param page from 1
     * @param limit how many a page holds, from 1 to 100
     */
    SessionPage history(int page, int limit);

    /**
     * The customer's sessions that are older than a key, the youngest first. Unlike pages by number, which move when a
     * session is started, they neither repeat nor skip one.
     *
     * @param olderThan the {@link SessionPage#next} of another answer
     * @param limit how many to answer, from 1 to 100
     */
    SessionPage history(SessionKey olderThan, int limit);
}
