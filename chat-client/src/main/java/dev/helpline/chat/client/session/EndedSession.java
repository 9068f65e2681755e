package dev.helpline.chat.client.session;

import dev.helpline.chat.client.internal.JsonFields;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** What the server says about a session that has been ended. */
public final class EndedSession {
    private final String sessionId;
    private final String status;
    private final Instant endTime;
    private final @Nullable Duration duration;
    private final @Nullable Long messageCount;
    private final EndedBy endedBy;

    /** For the SDK: reads one from what the server sent. */
    public EndedSession(JsonFields json) {
        sessionId = json.text("sessionId");
        status = json.text("status");
        endTime = json.instant("endTime");
        duration = json.secondsOrNull("duration");
        messageCount = json.numberOrNull("messageCount");
        endedBy = json.named("endedBy", EndedBy::of);
    }

    /** The id of the session. */
    public String sessionId() {
        return sessionId;
    }

    /** The session's status in the words of the wire, such as {@code ended_by_user}. */
    public String status() {
        return status;
    }

    /** When the session ended: the claim of the one who ended it if sane, or the server's time. */
    public Instant endTime() {
        return endTime;
    }

    /** From start to end, in whole seconds. */
    public Optional<Duration> duration() {
        return Optional.ofNullable(duration);
    }

    /** How many messages were written. */
    public OptionalLong messageCount() {
        return messageCount == null ? OptionalLong.empty() : OptionalLong.of(messageCount);
    }

    /** Who ended it. Not necessarily the caller, if somebody was faster. */
    public EndedBy endedBy() {
        return endedBy;
    }

    @Override
    public String toString() {
        return "EndedSession{sessionId=" + sessionId + ", status=" + status + "}";
    }
}
