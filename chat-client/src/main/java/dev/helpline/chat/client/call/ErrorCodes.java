package dev.helpline.chat.client.call;

/**
 * The values of {@link ChatApiException#code()} that an app may want to distinguish. The list is open: the SDK passes on
 * other codes of a newer server unchanged.
 */
public final class ErrorCodes {
    /** The server could not be reached, or the connection broke. The outcome of the request is unknown. */
    public static final String NETWORK_ERROR = "NETWORK_ERROR";

    /** The response did not arrive in time. The outcome of the request is unknown. */
    public static final String TIMEOUT = "TIMEOUT";

    /** The response does not follow the protocol: it came from a proxy or a login page, or was cut off or too large. */
    public static final String MALFORMED_RESPONSE = "MALFORMED_RESPONSE";

    /** The call was cancelled, or the thread that waited for it was interrupted. */
    public static final String CANCELED = "CANCELED";

    /** The {@link TokenSupplier} failed; nothing was sent. */
    public static final String TOKEN_UNAVAILABLE = "TOKEN_UNAVAILABLE";

    /**
     * A part of the app through which the call passes, such as an interceptor, an event listener or a decorator, threw an
     * exception: {@link Throwable#getCause()}. The outcome of the request is unknown.
     */
    public static final String CLIENT_FAILURE = "CLIENT_FAILURE";

    /** The source of a file to upload failed, or has fewer bytes than the file was said to have. */
    public static final String FILE_UNREADABLE = "FILE_UNREADABLE";

    /** A message names a preceding message that the server does not deliver. Reported to listeners, never thrown. */
    public static final String MESSAGE_GAP = "MESSAGE_GAP";

    /** The token is missing or not valid any more, and refreshing it did not help. */
    public static final String AUTHENTICATION_FAILED = "AUTHENTICATION_FAILED";

    /** The caller may not do this. */
    public static final String FORBIDDEN = "FORBIDDEN";

    /** Status 403: the caller is signed in by the host without a token, and the call does not come from a page of the host's own. */
    public static final String CROSS_ORIGIN = "CROSS_ORIGIN";

    /** The session is unknown, belongs to another customer, or is not open any more. */
    public static final String SESSION_NOT_FOUND = "SESSION_NOT_FOUND";

    /** The session ended because no participant wrote anything for too long. */
    public static final String SESSION_EXPIRED = "SESSION_EXPIRED";

    /** There is no such canned response, or it is another agent's. */
    public static final String CANNED_RESPONSE_NOT_FOUND = "CANNED_RESPONSE_NOT_FOUND";

    /** A canned response was changed meanwhile, or its id or shortcut is taken; the detail {@code field} says which. */
    public static final String CANNED_RESPONSE_CONFLICT = "CANNED_RESPONSE_CONFLICT";

    /** The agent has another draft than the one that the request replaces, or none any more. */
    public static final String DRAFT_CONFLICT = "DRAFT_CONFLICT";

    /** An agent was changed in the directory meanwhile. */
    public static final String AGENT_CONFLICT = "AGENT_CONFLICT";

    /** The id is taken, the session is assigned to another agent, or its state does not allow the call. */
    public static final String SESSION_CONFLICT = "SESSION_CONFLICT";

    /** The message id was used before for another message. */
    public static final String MESSAGE_CONFLICT = "MESSAGE_CONFLICT";

    /** The session has no such message. */
    public static final String MESSAGE_NOT_FOUND = "MESSAGE_NOT_FOUND";

    /** The message cannot be edited or withdrawn: it is too old, was withdrawn, or the server allows no changes. */
    public static final String MESSAGE_NOT_EDITABLE = "MESSAGE_NOT_EDITABLE";

    /** A message breaks a rule, for example because it has too many files. */
    public static final String INVALID_MESSAGE_DATA = "INVALID_MESSAGE_DATA";

    /** The server does not accept a file; {@code reason} in the details is {@code type}, {@code dimensions}, {@code malware} or {@code size}. */
    public static final String INVALID_ATTACHMENT = "INVALID_ATTACHMENT";

    /** A file is too large, or the session's or customer's quota is used up. */
    public static final String ATTACHMENT_TOO_LARGE = "ATTACHMENT_TOO_LARGE";

    /** The session has no such file, or none that the caller may read. */
    public static final String ATTACHMENT_NOT_FOUND = "ATTACHMENT_NOT_FOUND";

    /** The id was used for another file, or a message has the file already. */
    public static final String ATTACHMENT_CONFLICT = "ATTACHMENT_CONFLICT";

    /** The server does not have what the call needs, for example because it takes no files. */
    public static final String NOT_FOUND = "NOT_FOUND";

    /** The session already has another rating. */
    public static final String RATING_EXISTS = "RATING_EXISTS";

    /** The session ended too long ago to be rated. */
    public static final String RATING_CLOSED = "RATING_CLOSED";

    /** The server's filters rejected the text. */
    public static final String CONTENT_REJECTED = "CONTENT_REJECTED";

    /** Too many requests; {@link ChatApiException#retryAfter()} says how long to wait. */
    public static final String RATE_LIMITED = "RATE_LIMITED";

    /** As many sessions wait for an agent as the host allows; {@link ChatApiException#retryAfter()} says when trying again may help. */
    public static final String QUEUE_FULL = "QUEUE_FULL";

    /** The customer has as many open sessions as the host allows: one of them has to end first. */
    public static final String TOO_MANY_SESSIONS = "TOO_MANY_SESSIONS";

    private ErrorCodes() {}
}
