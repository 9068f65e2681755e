package dev.helpline.chat.client.session;

import dev.helpline.chat.client.internal.JsonFields;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** An ended session. */
public final class EndedSession {
    private final String sessionId;
    private final String status;
    private final Instant endTime;
    private final @Nullable Duration duration;
    private final @Nullable Long messageCount;
    private final EndedBy endedBy;

    /** For the SDK: reads it from a response. */
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

    /** The session's status as the protocol spells it, such as {@code ended_by_user}. */
    public String status() {
        return status;
    }

    /**
     * When the session ended: the time that the participant who ended it claimed, or the server's time if the claim was
     * implausible.
     */
    public Instant endTime() {
        return endTime;
    }

    /** The time from start to end, in whole seconds. */
    public Optional<Duration> duration() {
        return Optional.ofNullable(duration);
    }

    /** How many messages were written. */
    public OptionalLong messageCount() {
        return messageCount == null ? OptionalLong.empty() : OptionalLong.of(messageCount);
    }

    /** Who ended it. Not the caller, if another participant ended it first. */
    public EndedBy endedBy() {
        return endedBy;
    }

    @Override
    public String toString() {
        return "EndedSession{sessionId=" + sessionId + ", status=" + status + "}";
    }
}
