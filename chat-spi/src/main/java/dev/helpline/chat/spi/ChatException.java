package dev.helpline.chat.spi;

import java.io.Serial;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A refusal or failure at the engine's public face. The message says what was refused and what happens next; it never
 * carries the text of a chat message, a token or a person's name.
 *
 * <p>Except for {@link ErrorCode#STORE_UNAVAILABLE} with the detail {@code stored=unknown}, nothing was changed.
 */
public final class ChatException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final ErrorCode code;

    @SuppressWarnings("serial") // an unmodifiable map of strings is serializable
    private final Map<String, String> details;

    private final @Nullable Duration retryAfter;

    /** A refusal with nothing more to say. */
    public ChatException(ErrorCode code, String message) {
        this(code, message, Map.of(), null, null);
    }

    /** A refusal with facts a program can read, such as {@code sessionStatus}. */
    public ChatException(ErrorCode code, String message, Map<String, String> details) {
        this(code, message, details, null, null);
    }

    /**
     * A refusal or failure with all there is to say.
     *
     * @param details facts a program can read; empty if there are none
     * @param retryAfter how long to wait before trying again, or null if that does not help or is not known
     * @param cause what went wrong below, or null
     */
    public ChatException(
            ErrorCode code,
            String message,
            Map<String, String> details,
            @Nullable Duration retryAfter,
            @Nullable Throwable cause) {
        super(Objects.requireNonNull(message, "message"), cause);
        this.code = Objects.requireNonNull(code, "code");
        this.details = Map.copyOf(details);
        this.retryAfter = retryAfter;
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
}
