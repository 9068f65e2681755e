package dev.helpline.chat.spi;

import java.io.Serial;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A refusal or failure of a call to the engine. The message says what was refused and what happens next; it never
 * contains the text of a chat message, a token or a person's name.
 *
 * <p>The call changed nothing, except where the code is {@link ErrorCode#STORE_UNAVAILABLE} with the detail {@code
 * stored=unknown}: then it may have.
 */
public final class ChatException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final ErrorCode code;

    @SuppressWarnings("serial") // an unmodifiable map of strings is serializable
    private final Map<String, String> details;

    private final @Nullable Duration retryAfter;

    /** Creates a refusal without further facts. */
    public ChatException(ErrorCode code, String message) {
        this(builder(code, message));
    }

    /** Creates a refusal with facts that a program can read, such as {@code sessionStatus}. */
    public ChatException(ErrorCode code, String message, Map<String, String> details) {
        this(builder(code, message).details(details));
    }

    private ChatException(Builder builder) {
        super(builder.message, builder.cause);
        code = builder.code;
        details = builder.details;
        retryAfter = builder.retryAfter;
    }

    /** Returns a builder of a refusal without further facts. */
    public static Builder builder(ErrorCode code, String message) {
        return new Builder(code, message);
    }

    /** What kind of refusal or failure this is. */
    public ErrorCode code() {
        return code;
    }

    /** Facts a program can read; unmodifiable. */
    public Map<String, String> details() {
        return details;
    }

    /** How long to wait before trying again, where trying again helps. */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }

    /** Builds a {@link ChatException}. Not thread-safe. */
    public static final class Builder {
        private final ErrorCode code;
        private final String message;
        private Map<String, String> details = Map.of();
        private @Nullable Duration retryAfter;
        private @Nullable Throwable cause;

        private Builder(ErrorCode code, String message) {
            this.code = Objects.requireNonNull(code, "code");
            this.message = Objects.requireNonNull(message, "message");
        }

        /** Facts that a program can read. Default: none. */
        public Builder details(Map<String, String> value) {
            details = Map.copyOf(value);
            return this;
        }

        /** How long to wait before trying again; null, the default, if that does not help or is not known. */
        public Builder retryAfter(@Nullable Duration value) {
            retryAfter = value;
            return this;
        }

        /** The exception that caused this one. Default: none. */
        public Builder cause(@Nullable Throwable value) {
            cause = value;
            return this;
        }

        /** Returns the exception. */
        public ChatException build() {
            return new ChatException(this);
        }
    }
}
