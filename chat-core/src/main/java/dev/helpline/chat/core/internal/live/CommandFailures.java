package dev.helpline.chat.core.internal.live;

import dev.helpline.chat.spi.ChatException;
import dev.helpline.chat.spi.ErrorCode;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The exceptions that callers get when a command could not be carried out. */
public final class CommandFailures {
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);
    private static final String STORED = "stored";

    private CommandFailures() {}

    /** Certainly nothing was stored. */
    public static ChatException notStored(String why, @Nullable Throwable cause) {
        return unavailable(why + "; nothing was stored", "no", cause);
    }

    /** Nothing was stored, and repeating the command does not help: the store rejects one of its values. */
    public static ChatException rejected(String what, String reason) {
        return new ChatException(
                ErrorCode.INVALID_REQUEST,
                "the store rejected " + what + " (" + reason + "); nothing was stored, and repeating it does not help",
                Map.of(STORED, "no"));
    }

    /** It is not known whether anything was stored; repeating the command with the same ids settles it. */
    public static ChatException unknown(String why, @Nullable Throwable cause) {
        return unavailable(why + "; it is not known whether it was stored", "unknown", cause);
    }

    static boolean isNotStored(Throwable failure) {
        return failure instanceof ChatException e && "no".equals(e.details().get(STORED));
    }

    static boolean isUnknown(Throwable failure) {
        return failure instanceof ChatException e
                && "unknown".equals(e.details().get(STORED));
    }

    private static ChatException unavailable(String message, String stored, @Nullable Throwable cause) {
        return ChatException.builder(ErrorCode.STORE_UNAVAILABLE, message)
                .details(Map.of(STORED, stored))
                .retryAfter(RETRY_AFTER)
                .cause(cause)
                .build();
    }
}
