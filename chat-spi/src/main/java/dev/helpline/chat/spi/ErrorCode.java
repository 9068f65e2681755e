package dev.helpline.chat.spi;

/**
 * Why the engine refused or failed. A code is stable once released; its spelling on the wire and its HTTP status are
 * the business of {@code chat-http}.
 */
public enum ErrorCode {
    /** A request is malformed, and no other code is more specific. */
    INVALID_REQUEST,
    /** The data for a new session breaks a rule. */
    INVALID_SESSION,
    /** A message breaks a rule: blank, too long, control characters, a reply to nothing. */
    INVALID_MESSAGE,
    /** A content filter of the host refused the message; the details name the filter and its reason. */
    CONTENT_REJECTED,
    /** A rating breaks a rule: not 1 to 5, feedback or categories out of bounds. */
    INVALID_RATING,
    /** The session has been rated already, with another rating. */
    RATING_EXISTS,
    /** The session ended too long ago to be rated. */
    RATING_CLOSED,
    /** The call needs an authenticated caller, and there is none. */
    AUTHENTICATION_REQUIRED,
    /** The caller is known and may not do this: wrong side, role too low, guests not allowed. */
    FORBIDDEN,
    /** The customer, or the network address of the call, is blocked; the exception says until when, if the block has an end. */
    CUSTOMER_BLOCKED,
    /** The agent is known to the directory as deactivated. */
    AGENT_INACTIVE,
    /** There is no such session, or it belongs to another customer; the caller cannot tell the two apart. */
    SESSION_NOT_FOUND,
    /** The session has ended, so nothing can be added. */
    SESSION_NOT_OPEN,
    /** The session has not ended, so it cannot be rated yet. */
    SESSION_NOT_ENDED,
    /** The session ended because neither side wrote for too long. */
    SESSION_EXPIRED,
    /** The id is taken, another agent has the session, or this move is not allowed now. */
    SESSION_CONFLICT,
    /** The session has no message with this id that the caller may see. */
    MESSAGE_NOT_FOUND,
    /** The message cannot be changed: its time is up, it was withdrawn, or the policy lets its author change none. */
    MESSAGE_NOT_EDITABLE,
    /** A message with this id exists in the session and is not the one that was sent. */
    MESSAGE_CONFLICT,
    /** A file breaks a rule: its name, size or type, or malware in it; the detail {@code reason} says which. */
    INVALID_ATTACHMENT,
    /** A file is larger than the policy allows, or its uploader has used up a quota; the details name the limit in bytes. */
    ATTACHMENT_TOO_LARGE,
    /** The session has no such file, or none that the caller may have. */
    ATTACHMENT_NOT_FOUND,
    /** Another upload of the session has the id. */
    ATTACHMENT_CONFLICT,
    /** The engine has no blob store, so files cannot be attached. */
    ATTACHMENTS_UNSUPPORTED,
    /** There is no such canned response, or it belongs to another agent. */
    CANNED_RESPONSE_NOT_FOUND,
    /** A canned response was changed meanwhile, or its id or shortcut is taken; the detail {@code field} says which. */
    CANNED_RESPONSE_CONFLICT,
    /** The agent has another draft than the one that the request replaces, or none any more. */
    DRAFT_CONFLICT,
    /** An agent was changed in the directory meanwhile. */
    AGENT_CONFLICT,
    /** A legal hold protects the customer or the session, so nothing of it is erased. */
    LEGAL_HOLD,
    /** Too many requests; the exception says how long to wait. */
    RATE_LIMITED,
    /** The customer has as many open sessions as the policy allows. */
    TOO_MANY_SESSIONS,
    /** As many sessions wait for an agent as the policy allows; the exception says when it may help to try again. */
    QUEUE_FULL,
    /** The store or the engine cannot take this request now; the exception says whether it was stored. */
    STORE_UNAVAILABLE
}
