package dev.helpline.chat.core;

import dev.helpline.chat.core.policy.ChatPolicy;
import dev.helpline.chat.core.rating.RateSession;
import dev.helpline.chat.core.session.HistoryQuery;
import dev.helpline.chat.core.session.SessionPage;
import dev.helpline.chat.core.session.SessionView;
import dev.helpline.chat.core.session.StartSession;
import dev.helpline.chat.spi.ChatException;
import dev.helpline.chat.spi.ErrorCode;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.store.SessionKey;
import java.util.Optional;

/**
 * What one customer can do. Made by {@link ChatEngine#customer}; cheap and thread-safe, so a host may make one per call or keep
 * one. Another customer's session is reported exactly like one that does not exist. The error codes that every method may throw
 * are listed at {@link ChatParticipant}.
 */
public interface CustomerChat extends ChatParticipant {
    /**
     * Starts a session. If this customer started one with the same id before, returns that one.
     *
     * @throws ChatException {@link ErrorCode#INVALID_SESSION} for a request that breaks a rule; {@link
     *     ErrorCode#AUTHENTICATION_REQUIRED} for a caller without a token; {@link ErrorCode#TOO_MANY_SESSIONS} if as many sessions
     *     are open as the policy allows; {@link ErrorCode#RATE_LIMITED} if the customer starts too many; {@link
     *     ErrorCode#SESSION_CONFLICT} if another customer has the id; {@link ErrorCode#INVALID_REQUEST} if the store rejected a
     *     value
     */
    SessionView start(StartSession request);

    /**
     * The customer's youngest open session.
     *
     * @throws ChatException {@link ErrorCode#AUTHENTICATION_REQUIRED} for a caller without a token
     */
    Optional<SessionView> current();

    /**
     * Returns the customer's youngest open session, or starts one. If a customer makes several such calls at once, one of them
     * starts a session and all return it.
     *
     * @throws ChatException as {@link #start}; {@link ErrorCode#SESSION_CONFLICT} also if the id is that of an ended session
     */
    SessionView currentOrStart(StartSession request);

    /**
     * Makes a guest's session that of this customer, with its history: the guest has signed in. The guest's token is worth nothing from then
     * on. Taking over again returns the session; to every other customer it looks like one that does not exist.
     *
     * @param guestToken the token that the guest got with the session
     * @throws ChatException {@link ErrorCode#SESSION_NOT_FOUND} if the token is not valid any more, or opens no session; {@link
     *     ErrorCode#TOO_MANY_SESSIONS} if the session is open and as many of the customer's sessions are open as the policy allows; {@link
     *     ErrorCode#FORBIDDEN} for a guest; {@link ErrorCode#CUSTOMER_BLOCKED} if the customer or the guest is blocked
     */
    SessionView takeOver(String guestToken);

    /**
     * Rates an ended session; the returned session carries the rating. Giving the same rating again returns the same result. Another rating
     * replaces the first one as long as the {@linkplain ChatPolicy#ratingEdits() policy} allows.
     *
     * @throws ChatException {@link ErrorCode#INVALID_RATING} for a rating that breaks a rule; {@link
     *     ErrorCode#SESSION_NOT_ENDED} while the session is open; {@link ErrorCode#RATING_EXISTS} if it has another rating that cannot be
     *     changed; {@link ErrorCode#RATING_CLOSED} if it has none and its end is longer ago than the {@linkplain ChatPolicy#ratingWindow()
     *     policy} allows; {@link ErrorCode#INVALID_REQUEST} if the store rejected a value
     */
    SessionView rate(RateSession request);

    /**
     * Returns whether the calling device is to ask the customer for a rating of an ended session. Of all devices that call this after one
     * end, with different ids, one gets true: the first, unless the session has been rated, its time to be rated is over, or the customer
     * is blocked. Repeating the call with the same id returns true again until the session is rated, so a device may retry it and may ask
     * again after a restart. The state is stored with the session, and {@link dev.helpline.chat.spi.session.Session#ratingPrompt()} has it.
     *
     * @param promptId chosen by the device for this session, best at random; spelled like the id of a session
     * @throws ChatException {@link ErrorCode#SESSION_NOT_ENDED} while the session is open; {@link ErrorCode#INVALID_REQUEST} for another
     *     spelling of the id
     */
    boolean askForRating(SessionId session, String promptId);

    /**
     * A page of the customer's sessions, the youngest first.
     *
     * @param page from 1
     * @param limit how many sessions a page holds, from 1 to 100
     * @throws ChatException {@link ErrorCode#INVALID_REQUEST} for a page or limit out of bounds; {@link
     *     ErrorCode#AUTHENTICATION_REQUIRED} for a caller without a token
     */
    SessionPage history(int page, int limit);

    /**
     * The customer's sessions that are older than a key, the youngest first. Pages by number move when a session is started;
     * pages by key neither repeat nor skip one.
     *
     * @param olderThan the {@link SessionPage#next} of an earlier page
     * @param limit how many sessions to return, from 1 to 100
     * @throws ChatException as {@link #history(int, int)}
     */
    SessionPage history(SessionKey olderThan, int limit);

    /**
     * A page of those of the customer's sessions that match the query, the youngest first.
     *
     * @throws ChatException as {@link #history(int, int)}; {@link ErrorCode#INVALID_REQUEST} also for an external reference that no session
     *     can have
     */
    SessionPage history(HistoryQuery query);
}
