package dev.helpline.chat.http.internal.wire;

import dev.helpline.chat.spi.ErrorCode;

/** The table of the engine's error codes and their codes on the wire. */
public final class ErrorTable {
    private ErrorTable() {}

    /** Returns the code on the wire. The switch is exhaustive, so the compiler rejects a missing code. */
    public static WireError of(ErrorCode code) {
        return switch (code) {
            case INVALID_REQUEST -> WireError.VALIDATION_ERROR;
            case INVALID_SESSION -> WireError.INVALID_SESSION_DATA;
            case INVALID_MESSAGE -> WireError.INVALID_MESSAGE_DATA;
            case CONTENT_REJECTED -> WireError.CONTENT_REJECTED;
            case INVALID_RATING -> WireError.INVALID_RATING;
            case RATING_EXISTS -> WireError.RATING_EXISTS;
            case RATING_CLOSED -> WireError.RATING_CLOSED;
            case AUTHENTICATION_REQUIRED -> WireError.AUTHENTICATION_FAILED;
            case FORBIDDEN -> WireError.FORBIDDEN;
            case CUSTOMER_BLOCKED -> WireError.FORBIDDEN;
            case AGENT_INACTIVE -> WireError.INVALID_ADMIN;
            case SESSION_NOT_FOUND -> WireError.SESSION_NOT_FOUND;
            case SESSION_NOT_OPEN -> WireError.SESSION_NOT_FOUND;
            case SESSION_NOT_ENDED -> WireError.SESSION_NOT_FOUND;
            case SESSION_EXPIRED -> WireError.SESSION_EXPIRED;
            case SESSION_CONFLICT -> WireError.SESSION_CONFLICT;
            case MESSAGE_NOT_FOUND -> WireError.MESSAGE_NOT_FOUND;
            case MESSAGE_NOT_EDITABLE -> WireError.MESSAGE_NOT_EDITABLE;
            case MESSAGE_CONFLICT -> WireError.MESSAGE_CONFLICT;
            case INVALID_ATTACHMENT -> WireError.INVALID_ATTACHMENT;
            case ATTACHMENT_TOO_LARGE -> WireError.ATTACHMENT_TOO_LARGE;
            case ATTACHMENT_NOT_FOUND -> WireError.ATTACHMENT_NOT_FOUND;
            case ATTACHMENT_CONFLICT -> WireError.ATTACHMENT_CONFLICT;
            case ATTACHMENTS_UNSUPPORTED -> WireError.NOT_FOUND;
            case CANNED_RESPONSE_NOT_FOUND -> WireError.CANNED_RESPONSE_NOT_FOUND;
            case DRAFT_CONFLICT -> WireError.DRAFT_CONFLICT;
            case AGENT_CONFLICT -> WireError.AGENT_CONFLICT;
            case CANNED_RESPONSE_CONFLICT -> WireError.CANNED_RESPONSE_CONFLICT;
            case LEGAL_HOLD -> WireError.FORBIDDEN;
            case RATE_LIMITED -> WireError.RATE_LIMITED;
            case TOO_MANY_SESSIONS -> WireError.TOO_MANY_SESSIONS;
            case QUEUE_FULL -> WireError.QUEUE_FULL;
            case STORE_UNAVAILABLE -> WireError.STORE_UNAVAILABLE;
        };
    }
}
