package dev.helpline.chat.http.internal.wire;

/** Every error code on the wire, with its status. A code and its status are stable once released. */
public enum WireError {
    /** The request is not valid HTTP. */
    BAD_REQUEST(400),
    VALIDATION_ERROR(400),
    INVALID_SESSION_DATA(400),
    INVALID_MESSAGE_DATA(400),
    INVALID_ATTACHMENT(400),
    INVALID_RATING(400),
    INVALID_SENDER(400),
    RATING_EXISTS(400),
    CONTENT_REJECTED(400),
    AUTHENTICATION_FAILED(401),
    NO_TOKEN(401),
    AUTH_FAILED(401),
    INVALID_ADMIN(401),
    FORBIDDEN(403),
    SESSION_NOT_FOUND(404),
    MESSAGE_NOT_FOUND(404),
    ATTACHMENT_NOT_FOUND(404),
    CANNED_RESPONSE_NOT_FOUND(404),
    NOT_FOUND(404),
    METHOD_NOT_ALLOWED(405),
    REQUEST_INCOMPLETE(408),
    SESSION_CONFLICT(409),
    MESSAGE_CONFLICT(409),
    MESSAGE_NOT_EDITABLE(409),
    ATTACHMENT_CONFLICT(409),
    RATING_CLOSED(409),
    CANNED_RESPONSE_CONFLICT(409),
    SESSION_EXPIRED(410),
    PAYLOAD_TOO_LARGE(413),
    ATTACHMENT_TOO_LARGE(413),
    URI_TOO_LONG(414),
    UNSUPPORTED_MEDIA_TYPE(415),
    RANGE_NOT_SATISFIABLE(416),
    RATE_LIMITED(429),
    TOO_MANY_SESSIONS(429),
    HEADERS_TOO_LARGE(431),
    SESSION_CREATION_FAILED(500),
    MESSAGE_SEND_FAILED(500),
    INTERNAL_ERROR(500),
    STORE_UNAVAILABLE(503);

    private final int status;

    WireError(int status) {
        this.status = status;
    }

    public int status() {
        return status;
    }
}
