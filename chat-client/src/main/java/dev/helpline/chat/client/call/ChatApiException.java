package dev.helpline.chat.client.call;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The failure of a call. {@link #getMessage()} contains method, path, status, code and the message of the cause; the SDK
 * puts no token, no query and no text of a chat message into it.
 */
public final class ChatApiException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Statuses of a proxy for which a body, a URL or a header is too long (RFC 9110, RFC 6585). */
    private static final Set<Integer> TOO_LONG =
            Collections.unmodifiableSet(new HashSet<>(Arrays.asList(413, 414, 431)));

    private final String code;
    private final @Nullable Integer httpStatus;
    private final @Nullable Duration retryAfter;
    private final @Nullable String requestId;
    private final @Nullable String serverMessage;
    private final transient Map<String, Object> details;

    private ChatApiException(Builder builder) {
        super(builder.message(), builder.cause);
        code = builder.code;
        httpStatus = builder.httpStatus;
        retryAfter = builder.retryAfter;
        requestId = builder.requestId;
        serverMessage = builder.serverMessage;
        details = builder.details;
    }

    /**
     * Starts a builder.
     *
     * @param request the request for the message and the log: method and path, without the query
     * @param code see {@link #code()}
     */
    public static Builder builder(String request, String code) {
        return new Builder(request, code);
    }

    /**
     * Makes a failure that no server reported, for a decorator or a fake of the calls.
     *
     * @param request the request for the message and the log
     * @param code see {@link #code()}
     */
    public static ChatApiException of(String request, String code) {
        return builder(request, code).build();
    }

    /**
     * Makes a failure with a cause that no server reported, for a decorator or a fake of the calls.
     *
     * @param request the request for the message and the log
     * @param code see {@link #code()}
     * @param cause the exception behind the failure; its text becomes part of the message
     */
    public static ChatApiException of(String request, String code, Throwable cause) {
        return builder(request, code).cause(cause).build();
    }

    /** The kind of failure: one of {@link ErrorCodes}, or a code of a newer server. Codes are stable, so branch on them. */
    public String code() {
        return code;
    }

    /**
     * The HTTP status; absent if no response arrived. A status of 200 with a network error or a timeout means that the
     * response broke off.
     */
    public OptionalInt httpStatus() {
        return httpStatus == null ? OptionalInt.empty() : OptionalInt.of(httpStatus);
    }

    /** How long the server asks the client to wait before the next attempt; absent if it does not say. Never negative. */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }

    /** The id of the request in the server's logs. */
    public Optional<String> requestId() {
        return Optional.ofNullable(requestId);
    }

    /** The server's explanation, for developers. It may quote what the client sent. */
    public Optional<String> serverMessage() {
        return Optional.ofNullable(serverMessage);
    }

    /** Details of the failure as plain values, lists and maps; empty if there are none. */
    public Map<String, Object> details() {
        // null only after Java serialization, which drops it
        return details == null ? Collections.emptyMap() : details;
    }

    /**
     * Whether the same request, with the same ids, may succeed later, because the network, a timeout, the load or the state
     * of the server was at fault. An error response that does not follow the protocol comes from a proxy or from a portal
     * that wants a sign-in; it is retryable, since the request may get through later, unless the request is too long for the
     * proxy. A file that cannot be read is not.
     */
    public boolean isRetryable() {
        if (code.equals(ErrorCodes.CANCELED) || code.equals(ErrorCodes.FILE_UNREADABLE)) {
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

    /** Sets the facts of a failed call. Not thread-safe. */
    public static final class Builder {
        private final String request;
        private final String code;
        private @Nullable Integer httpStatus;
        private @Nullable Duration retryAfter;
        private @Nullable String requestId;
        private @Nullable String serverMessage;
        private @Nullable String problem;
        private @Nullable Throwable cause;
        private Map<String, Object> details = Collections.emptyMap();

        private Builder(String request, String code) {
            this.request = Objects.requireNonNull(request, "request");
            this.code = Objects.requireNonNull(code, "code");
        }

        /** See {@link ChatApiException#httpStatus()}. Default: absent, no response arrived. */
        public Builder httpStatus(int httpStatus) {
            this.httpStatus = httpStatus;
            return this;
        }

        /** See {@link ChatApiException#retryAfter()}. Default: absent. */
        public Builder retryAfter(Duration retryAfter) {
            if (retryAfter.isNegative()) {
                throw new IllegalArgumentException("retryAfter must not be negative, was " + retryAfter);
            }
            this.retryAfter = retryAfter;
            return this;
        }

        /** See {@link ChatApiException#requestId()}. Default: absent. */
        public Builder requestId(String requestId) {
            this.requestId = Objects.requireNonNull(requestId, "requestId");
            return this;
        }

        /** See {@link ChatApiException#serverMessage()}. Default: absent. */
        public Builder serverMessage(String serverMessage) {
            this.serverMessage = Objects.requireNonNull(serverMessage, "serverMessage");
            return this;
        }

        /** See {@link ChatApiException#details()}. Default: empty. */
        public Builder details(Map<String, Object> details) {
            this.details = Collections.unmodifiableMap(new LinkedHashMap<>(details));
            return this;
        }

        /**
         * What is wrong with the response, for {@link ChatApiException#getMessage()}, without quoting it. Default: absent.
         */
        public Builder problem(String problem) {
            this.problem = Objects.requireNonNull(problem, "problem");
            return this;
        }

        /** The exception behind the failure; its text becomes part of the message. Default: absent. */
        public Builder cause(Throwable cause) {
            this.cause = Objects.requireNonNull(cause, "cause");
            return this;
        }

        /** Makes the exception. */
        public ChatApiException build() {
            return new ChatApiException(this);
        }

        private String message() {
            StringBuilder message = new StringBuilder(request).append(": ").append(code);
            if (httpStatus != null) {
                message.append(" (HTTP ").append(httpStatus).append(')');
            }
            if (problem != null) {
                message.append(", ").append(problem);
            }
            if (requestId != null) {
                message.append(", request ").append(requestId);
            }
            if (cause != null) {
                message.append(": ")
                        .append(cause.getMessage() == null ? cause.getClass().getName() : cause.getMessage());
            }
            return message.toString();
        }
    }
}
