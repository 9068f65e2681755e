package dev.helpline.chat.http.internal.socket;

import dev.helpline.chat.core.subscription.SubscriptionEnd;
import dev.helpline.chat.http.internal.wire.WireError;

/**
 * Why the chat closes a WebSocket. The code tells the client whether to come back, and with what. A code and its meaning are stable
 * once released. Codes below 4000 are those of RFC 6455, section 7.4.1, and of its registry at IANA.
 */
public enum CloseCode {
    /** The server stops. Come back with the cursor after some seconds; another node may serve at once. */
    GOING_AWAY(1001, "the server stops; come back with your cursor"),
    /** The client sent a binary message. Do not come back before the client is repaired. */
    BINARY_FRAME(1003, "only text frames are accepted"),
    /** A message is not one JSON object with a known type. Do not come back before the client is repaired. */
    MALFORMED_FRAME(1007, "a frame is not a JSON object with a known type"),
    /** A message is longer than 65,536 bytes. Come back with the cursor, but do not send this message again. */
    FRAME_TOO_LONG(1009, "a frame is too long"),
    /** The server failed. Come back with the cursor. */
    INTERNAL_ERROR(1011, "something went wrong on our side; come back with your cursor"),
    /** The store does not serve at the moment. Come back with the cursor after some seconds. */
    TRY_AGAIN_LATER(1013, "the chat cannot serve at the moment; come back with your cursor"),
    /** The token is missing, not valid or has expired. Come back with the cursor and a new token. */
    AUTHENTICATION_REQUIRED(4001, "a valid token is required"),
    /** The caller may not have this session, or the agent was deactivated. Do not come back. */
    NOT_ALLOWED(4003, "not allowed; do not come back"),
    /** The client reads too slowly. Come back with the cursor. */
    TOO_SLOW(4008, "the client reads too slowly; come back with your cursor"),
    /** The client has sent nothing for 2 minutes, or did not complete a message in time. Come back with the cursor. */
    IDLE(4009, "nothing arrived for too long; come back with your cursor"),
    /** Too many sockets are open, or too many frames were sent. Come back with the cursor after a minute, or poll. */
    TOO_MANY(4029, "too many sockets or frames; come back later");

    private final int code;
    private final String reason;

    CloseCode(int code, String reason) {
        this.code = code;
        this.reason = reason;
    }

    /** Returns the code for the end of a subscription that ends the connection. */
    static CloseCode of(SubscriptionEnd.Reason reason) {
        return switch (reason) {
            case TOKEN_EXPIRED -> AUTHENTICATION_REQUIRED;
            case NOT_ALLOWED -> NOT_ALLOWED;
            case RECEIVER_TOO_SLOW -> TOO_SLOW;
            case RECEIVER_FAILED -> INTERNAL_ERROR;
            case ENGINE_CLOSED -> GOING_AWAY;
        };
    }

    /** Returns the code for a problem after which the connection cannot go on. */
    static CloseCode of(WireError problem) {
        if (problem == WireError.INVALID_ADMIN) {
            return NOT_ALLOWED;
        }
        return switch (problem.status()) {
            case 401 -> AUTHENTICATION_REQUIRED;
            case 429 -> TOO_MANY;
            case 500 -> INTERNAL_ERROR;
            case 503 -> TRY_AGAIN_LATER;
            default -> NOT_ALLOWED;
        };
    }

    /** Whether the caller can make no further use of the connection after this problem. */
    static boolean isFinal(WireError problem) {
        return problem.status() == 401;
    }

    /** The code in the close frame. */
    public int code() {
        return code;
    }

    /** The reason in the close frame, for people. */
    public String reason() {
        return reason;
    }
}
