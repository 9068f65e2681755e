package dev.helpline.chat.core.internal.follow;

import dev.helpline.chat.core.internal.live.LiveSession;
import dev.helpline.chat.spi.ChatException;
import dev.helpline.chat.spi.ErrorCode;
import dev.helpline.chat.spi.cursor.Reader;
import java.time.Duration;
import java.time.Instant;

/**
 * The caller of a poll. Whether the caller may read the answer is judged when the answer is made, not when the poll
 * comes in: meanwhile the token may have expired, or the agent may have been deactivated.
 *
 * @param reader the caller as a reader of the session
 * @param viewer the side the caller reads from
 * @param validUntil when the caller's token expires, exclusive
 * @param permission throws a {@link ChatException} once the caller may not read the session any more
 */
public record PollCaller(Reader reader, Viewer viewer, Instant validUntil, Runnable permission) {
    /** Notes that the caller is here, which is a sign of life of a customer. */
    public void noteSeen(LiveSession live) {
        if (viewer == Viewer.CUSTOMER) {
            live.readers().seen(reader);
        }
    }

    /** Throws if the caller may not have an answer at this instant. */
    public void requirePermission(Instant now) {
        requireValid(validUntil, now);
        permission.run();
    }

    /** Returns how long the caller may wait: {@code asked}, or until the token expires if that is sooner. */
    public Duration longestWait(Duration asked, Instant now) {
        if (now.plus(asked).isBefore(validUntil)) {
            return asked;
        }
        return now.isBefore(validUntil) ? Duration.between(now, validUntil) : Duration.ZERO;
    }

    /** Throws AUTHENTICATION_REQUIRED if a token that is valid until then has expired. */
    public static void requireValid(Instant validUntil, Instant now) {
        if (!now.isBefore(validUntil)) {
            throw expired();
        }
    }

    /** The refusal of a caller whose token has expired. */
    public static ChatException expired() {
        return new ChatException(ErrorCode.AUTHENTICATION_REQUIRED, "the token has expired");
    }
}
