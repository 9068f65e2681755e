package dev.helpline.chat.spi;

/**
 * Why the engine refused or failed. A code is stable once released; its spelling on the wire and its HTTP status are
 * the business of {@code chat-http}.
 */
public enum ErrorCode {
    /** A request is malformed in a way no more specific code names. */
    INVALID_REQUEST,
    /** What a session was to be started with breaks a rule. */
    INVALID_SESSION,
    /** A message breaks a rule: blank, too long, control characters, a reply to nothing. */
    INVALID_MESSAGE,
    /** A rating breaks a rule: not 1 to 5, feedback or categories out of bounds. */
    INVALID_RATING,
    /** The session has been rated already, with another rating. */
    RATING_EXISTS,
    /** Nobody in particular is calling, and this call wants somebody. */
    AUTHENTICATION_REQUIRED,
    /** The caller is known and may not do this: wrong side, role too low, guests not allowed. */
    FORBIDDEN,
    /** The agent is known to the directory as deactivated. */
    AGENT_INACTIVE,
    /** There is no such session, or it is somebody else's; the two cannot be told apart. */
    SESSION_NOT_FOUND,
    /** The session has ended, so nothing can be added. */
    SESSION_NOT_OPEN,
    /** The session has not ended, so it cannot be rated yet. */
    SESSION_NOT_ENDED,
    /** The session ended because nobody wrote for too long. */
    SESSION_EXPIRED,
    /** The id is taken, somebody else has the session, or this move is not allowed now. */
    SESSION_CONFLICT,
    /** A message with this id exists in the session and is not the one that was sent. */
    MESSAGE_CONFLICT,
    /** Too many requests; the exception says when to come back. */
    RATE_LIMITED,
    /** The customer has as many open sessions as the policy allows. */
    TOO_MANY_SESSIONS,
    /** The store or the engine cannot take this now; the exception says whether it was stored. */
    STORE_UNAVAILABLE
}
