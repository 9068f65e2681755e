package dev.helpline.chat.core.poll;

import dev.helpline.chat.spi.Checks;
import dev.helpline.chat.spi.SessionId;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A question for what is new in a session.
 *
 * @param session which session
 * @param after the cursor of the last answer, or the id of a message; what is unknown or of another session, or null,
 *     means from the start
 * @param limit how many messages at most, at least 1; more than 100 counts as 100. Long messages end an answer earlier, see
 *     {@link dev.helpline.chat.core.message.MessagePage#MAX_BYTES}
 * @param maxWait how long to wait for something new if there is nothing, up to 25 seconds
 * @param include what to answer besides the other side's messages
 */
public record PollRequest(
        SessionId session, @Nullable String after, int limit, Duration maxWait, Set<Include> include) {
    /** What {@code limit} is where nobody says. */
    public static final int DEFAULT_LIMIT = 50;

    /** The most messages one answer holds. */
    public static final int MAX_LIMIT = 100;

    /** The longest {@code maxWait}; below the idle timeouts that proxies commonly have. */
    public static final Duration MAX_WAIT = Duration.ofSeconds(25);

    /** Checks the bounds. */
    public PollRequest {
        Objects.requireNonNull(session, "session");
        limit = (int) Math.min(Checks.within("limit", limit, 1, Integer.MAX_VALUE), MAX_LIMIT);
        Checks.require(
                !maxWait.isNegative() && maxWait.compareTo(MAX_WAIT) <= 0, "maxWait must be between 0 and 25 seconds");
        include = Set.copyOf(include);
    }

    /** A question for everything after a cursor, answered at once. */
    public static PollRequest everything(SessionId session, @Nullable String after) {
        return new PollRequest(session, after, MAX_LIMIT, Duration.ZERO, Set.of(Include.OWN, Include.SYSTEM));
    }

    /** The same question, but willing to wait. */
    public PollRequest waiting(Duration value) {
        return new PollRequest(session, after, limit, value, include);
    }
}
