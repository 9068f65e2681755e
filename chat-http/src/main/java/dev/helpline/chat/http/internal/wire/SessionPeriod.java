package dev.helpline.chat.http.internal.wire;

import dev.helpline.chat.spi.session.Ending;
import dev.helpline.chat.spi.session.Session;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * From when to when a session lasted as far as its clients say, or else by our clock. Claims that put the start after the end
 * give way to our clock.
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
