package dev.helpline.chat.client.session;

import dev.helpline.chat.client.internal.JsonFields;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** A session that the server has opened for the caller, now or earlier under the same id. */
public final class StartedSession {
    private final String sessionId;
    private final String status;
    private final SessionState state;
    private final Instant createdAt;
    private final @Nullable Duration estimatedWaitTime;
    private final @Nullable Duration estimatedWaitTimeP90;
    private final @Nullable Integer queuePosition;
    private final @Nullable String sessionToken;

    /** For the SDK: reads it from a response. */
    public StartedSession(JsonFields json) {
        sessionId = json.text("sessionId");
        status = json.text("status");
        state = json.named("state", SessionState::of);
        createdAt = json.instant("createdAt");
        estimatedWaitTime = json.secondsOrNull("estimatedWaitTime");
        estimatedWaitTimeP90 = json.secondsOrNull("estimatedWaitTimeP90");
        queuePosition = json.integerOrNull("queuePosition");
        sessionToken = json.textOrNull("sessionToken");
    }

    /** The id of the session. */
    public String sessionId() {
        return sessionId;
    }

    /** The session's status as the protocol spells it, such as {@code active}. */
    public String status() {
        return status;
    }

    /** The state of the session. */
    public SessionState state() {
        return state;
    }

    /** When the server opened the session. */
    public Instant createdAt() {
        return createdAt;
    }

    /** The time within which half of all customers at this place are served (P50), if the server knows. */
    public Optional<Duration> estimatedWaitTime() {
        return Optional.ofNullable(estimatedWaitTime);
    }

    /** The time within which nine of ten customers at this place are served (P90); known when {@link #estimatedWaitTime} is. */
    public Optional<Duration> estimatedWaitTimeP90() {
        return Optional.ofNullable(estimatedWaitTimeP90);
    }

    /** The place in the queue, 1 for the next customer to be served; absent once the session has an agent. */
    public OptionalInt queuePosition() {
        return queuePosition == null ? OptionalInt.empty() : OptionalInt.of(queuePosition);
    }

    /** A bearer token for this session, which only guests get. The SDK never logs it. */
    public Optional<String> sessionToken() {
        return Optional.ofNullable(sessionToken);
    }

    @Override
    public String toString() {
        return "StartedSession{sessionId=" + sessionId + ", state=" + state + "}";
    }
}
