package dev.helpline.chat.client.call;

/**
 * The codes of {@link ChatApiException#code()} an app may want to tell apart. The list is open: a newer server may send
 * others, and they are passed on as they are.
 */
public final class ErrorCodes {
    /** The server could not be reached, or the connection broke. Whether it did what was asked is unknown. */
    public static final String NETWORK_ERROR = "NETWORK_ERROR";

    /** The server did not answer in time. Whether it did what was asked is unknown. */
    public static final String TIMEOUT = "TIMEOUT";

    /** Something answered, but not as the protocol says: a proxy, a login page, a truncated or oversized body. */
    public static final String MALFORMED_RESPONSE = "MALFORMED_RESPONSE";

    /** The call was cancelled, or the thread waiting for it interrupted. */
    public static final String CANCELED = "CANCELED";

    /** The {@link TokenSupplier} failed; nothing was sent. */
    public static final String TOKEN_UNAVAILABLE = "TOKEN_UNAVAILABLE";

    /**
     * A part of the app that the call passes through threw: an interceptor, an event listener, a decorator. Whether the
     * server did what was asked is unknown; {@link Throwable#getCause()} is what was thrown.
     */
    public static final String CLIENT_FAILURE = "CLIENT_FAILURE";

    /** What the session's messages name as the one before is missing, and stays so. Reported, never thrown. */
    public static final String MESSAGE_GAP = "MESSAGE_GAP";

    /** The token is missing or no longer good, and refreshing it did not help. */
    public static final String AUTHENTICATION_FAILED = "AUTHENTICATION_FAILED";

    /** The caller may not do this. */
    public static final String FORBIDDEN = "FORBIDDEN";

    /** The session is unknown, somebody else's, or no longer open. */
    public static final String SESSION_NOT_FOUND = "SESSION_NOT_FOUND";

    /** The session ended because nobody said anything for too long. */
    public static final String SESSION_EXPIRED = "SESSION_EXPIRED";

    /** The id is taken, the session assigned, or the move not possible now. */
    public static final String SESSION_CONFLICT = "SESSION_CONFLICT";

    /** The message id was used before for something else. */
    public static final String MESSAGE_CONFLICT = "MESSAGE_CONFLICT";

    /** The session was rated before, differently. */
    public static final String RATING_EXISTS = "RATING_EXISTS";

    /** The text was refused by the server's filters. */
    public static final String CONTENT_REJECTED = "CONTENT_REJECTED";

    /** Too many requests; {@link ChatApiException#retryAfter()} says when to come back. */
    public static final String RATE_LIMITED = "RATE_LIMITED";

    /** The customer has as many open sessions as the host allows; ending one helps, waiting does not. */
    public static final String TOO_MANY_SESSIONS = "TOO_MANY_SESSIONS";

    private ErrorCodes() {}
}
