package dev.helpline.chat.client;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A call that did not bring what was asked for. {@link #getMessage()} tells method, path, status, code and what the cause
 * says; the SDK puts no token, no query and no text of a message into it.
 */
public final class ChatApiException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Statuses of something on the way for which a body, a URL or a header is too long (RFC 9110, RFC 6585). */
    private static final Set<Integer> TOO_LONG =
            Collections.unmodifiableSet(new HashSet<>(Arrays.asList(413, 414, 431)));

    private final String code;
    private final @Nullable Integer httpStatus;
    private final @Nullable Duration retryAfter;
    private final @Nullable String requestId;
    private final @Nullable String serverMessage;
    private final transient Map<String, Object> details;

    ChatApiException(Problem problem) {
        super(problem.summary(), problem.cause);
        code = problem.code;
        httpStatus = problem.httpStatus;
        retryAfter = problem.retryAfter;
        requestId = problem.requestId;
        serverMessage = problem.serverMessage;
        details = problem.details;
    }

    /**
     * Makes one that came from no server: for a call of one's own making, in a fake or a decorator.
     *
     * @param request what was tried, in words fit for a log
     * @param code see {@link #code()}
     */
    public static ChatApiException of(String request, String code) {
        return new ChatApiException(
                new Problem(Objects.requireNonNull(request, "request"), Objects.requireNonNull(code, "code")));
    }

    /**
     * As {@link #of(String, String)}, because of something that was thrown.
     *
     * @param cause what was thrown; its text becomes part of the message
     */
    public static ChatApiException of(String request, String code, Throwable cause) {
        Problem problem = new Problem(Objects.requireNonNull(request, "request"), Objects.requireNonNull(code, "code"));
        problem.cause = Objects.requireNonNull(cause, "cause");
        return new ChatApiException(problem);
    }

    /** What went wrong, as one of {@link ErrorCodes} or a code of a newer server. Stable; branch on this. */
    public String code() {
        return code;
    }

    /** The HTTP status, if anything was answered; 200 with a network error or timeout means that the answer broke off. */
    public OptionalInt httpStatus() {
        return httpStatus == null ? OptionalInt.empty() : OptionalInt.of(httpStatus);
    }

    /** How long the server wants to be left alone, if it says so. Never negative. */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }

    /** The id under which the server's logs know the request. */
    public Optional<String> requestId() {
        return Optional.ofNullable(requestId);
    }

    /** The server's explanation, in its own words. For developers; may quote what was sent. */
    public Optional<String> serverMessage() {
        return Optional.ofNullable(serverMessage);
    }

    /** Facts about the failure, as plain values, lists and maps; empty if there are none. */
    public Map<String, Object> details() {
        // null only after Java serialization, which drops it
        return details == null ? Collections.emptyMap() : details;
    }

    /**
     * Whether the same request, with the same ids, may succeed later: the network, the time, the load or the server's own
     * state was at fault, not the request. A refusal that is not in the words of the protocol comes from something on the way,
     * such as a proxy or a portal that wants a sign-in, which may let the request through later; unless it is too long for it.
     */
    public boolean isRetryable() {
        if (code.equals(ErrorCodes.CANCELED)) {
            return false;
        }
        if (httpStatus == null) {
            return true;
        }
        if (code.equals(ErrorCodes.MALFORMED_RESPONSE)) {
            return !TOO_LONG.contains(httpStatus);
        }
        return httpStatus < 400 || httpStatus == 408 || httpStatus == 425 || httpStatus == 429 || httpStatus >= 500;
    }
}
