package dev.helpline.chat.socketio.internal.gateway;

import dev.helpline.chat.spi.ChatException;
import dev.helpline.chat.spi.ErrorCode;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Why an event or a call of a client is refused: a code for programs, a message for people, and the status over HTTP. */
public final class Failure extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(Failure.class);

    private final int status;
    private final String code;

    private Failure(int status, String code, String message) {
        super(message, null, false, false);
        this.status = status;
        this.code = code;
    }

    /** What a client sent breaks a rule. */
    public static Failure invalid(String message) {
        return new Failure(400, "VALIDATION_ERROR", message);
    }

    /** The caller may not do this. */
    public static Failure forbidden(String message) {
        return new Failure(403, "FORBIDDEN", message);
    }

    /** The caller is not known, or not any more. */
    public static Failure unauthenticated() {
        return new Failure(401, "AUTHENTICATION_REQUIRED", "A valid token is required");
    }

    /** What the client asks for is not possible now. */
    public static Failure conflict(String message) {
        return new Failure(409, "SESSION_CONFLICT", message);
    }

    /** There is nothing of this name. */
    public static Failure unknown(String code, String message) {
        return new Failure(404, code, message);
    }

    /** The client sends too much. */
    public static Failure tooMany() {
        return new Failure(429, "RATE_LIMITED", "Too many requests");
    }

    /** A body or file is too long. */
    public static Failure tooLarge(String message) {
        return new Failure(413, "PAYLOAD_TOO_LARGE", message);
    }

    /** The method does not fit the path. */
    public static Failure wrongMethod() {
        return new Failure(405, "METHOD_NOT_ALLOWED", "The path has no such method");
    }

    /** The server cannot take more at the moment. */
    public static Failure busy() {
        return new Failure(503, "UNAVAILABLE", "Try again later");
    }

    /** Returns why something failed. A failure that is not the caller's is logged, and told without any detail. */
    public static Failure of(Throwable thrown) {
        Throwable cause = thrown;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        if (cause instanceof Failure failure) {
            return failure;
        }
        if (cause instanceof ChatException refusal) {
            return of(refusal);
        }
        LOG.error("a client's request failed unexpectedly", cause);
        return new Failure(500, "INTERNAL_ERROR", "Something went wrong on our side");
    }

    /** The message of the engine is replaced where it may name facts that the caller must not know. */
    private static Failure of(ChatException refusal) {
        ErrorCode code = refusal.code();
        String message = switch (code) {
            case SESSION_NOT_FOUND -> "There is no such session";
            case MESSAGE_NOT_FOUND -> "There is no such message";
            case ATTACHMENT_NOT_FOUND -> "There is no such file";
            case AUTHENTICATION_REQUIRED -> "A valid token is required";
            case AGENT_INACTIVE -> "The agent is not active";
            case STORE_UNAVAILABLE -> "The store cannot be reached; try again";
            default -> String.valueOf(refusal.getMessage());
        };
        return new Failure(status(code), code == ErrorCode.INVALID_REQUEST ? "VALIDATION_ERROR" : code.name(), message);
    }

    /** The table of the engine's codes and their statuses. The switch is exhaustive, so the compiler rejects a missing code. */
    static int status(ErrorCode code) {
        return switch (code) {
            case INVALID_REQUEST, INVALID_SESSION, INVALID_MESSAGE, INVALID_RATING, INVALID_ATTACHMENT -> 400;
            case CONTENT_REJECTED -> 422;
            case AUTHENTICATION_REQUIRED -> 401;
            case FORBIDDEN, CUSTOMER_BLOCKED, AGENT_INACTIVE, LEGAL_HOLD -> 403;
            case SESSION_NOT_FOUND, MESSAGE_NOT_FOUND, ATTACHMENT_NOT_FOUND, CANNED_RESPONSE_NOT_FOUND -> 404;
            case ATTACHMENTS_UNSUPPORTED -> 404;
            case ATTACHMENT_TOO_LARGE -> 413;
            case RATE_LIMITED, TOO_MANY_SESSIONS -> 429;
            case QUEUE_FULL, STORE_UNAVAILABLE -> 503;
            case RATING_EXISTS,
                    RATING_CLOSED,
                    SESSION_NOT_OPEN,
                    SESSION_NOT_ENDED,
                    SESSION_EXPIRED,
                    SESSION_CONFLICT,
                    MESSAGE_NOT_EDITABLE,
                    MESSAGE_CONFLICT,
                    ATTACHMENT_CONFLICT,
                    CANNED_RESPONSE_CONFLICT,
                    DRAFT_CONFLICT,
                    AGENT_CONFLICT -> 409;
        };
    }

    /** The status over HTTP. */
    public int status() {
        return status;
    }

    /** The code for programs. */
    public String code() {
        return code;
    }

    /** The message for people. */
    public String message() {
        return String.valueOf(getMessage());
    }

    /** Whether the caller has no access any more, so that its sockets are closed. */
    boolean endsAccess() {
        return code.equals("AUTHENTICATION_REQUIRED") || code.equals("AGENT_INACTIVE");
    }
}
