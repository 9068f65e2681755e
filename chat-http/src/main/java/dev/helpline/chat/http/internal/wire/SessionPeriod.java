package dev.helpline.chat.http.internal.wire;

import dev.helpline.chat.spi.session.Ending;
import dev.helpline.chat.spi.session.Session;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The start and end of a session as its clients claim them, or by the server's clock if they claim nothing. If the
 * claimed start is after the end, the server's clock decides both.
 *
 * @param end null while the session is open
 */
public record SessionPeriod(Instant start, @Nullable Instant end) {
    public static SessionPeriod of(Session session) {
        Instant createdAt = session.timeline().createdAt();
        Instant claimedStart = session.timeline().claimedStart();
        Instant start = claimedStart == null ? createdAt : claimedStart;
        Ending ending = session.ending();
        if (ending == null) {
            return new SessionPeriod(start, null);
        }
        Instant end = ending.claimedAt() == null ? ending.at() : ending.claimedAt();
        return start.isAfter(end) ? new SessionPeriod(createdAt, ending.at()) : new SessionPeriod(start, end);
    }

    String startTime() {
        return WireTime.format(start);
    }

    @Nullable
    public String endTime() {
        return end == null ? null : WireTime.format(end);
    }

    /** Whole seconds, never negative; null while the session is open. */
    @Nullable
    public Long duration() {
        return end == null ? null : Math.max(0, Duration.between(start, end).toSeconds());
    }
}
