package dev.helpline.chat.client.session;

import dev.helpline.chat.client.internal.Ids;
import dev.helpline.chat.client.internal.JsonBody;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A request to end a session. Immutable. */
public final class EndRequest {
    private final String sessionId;
    private final @Nullable Instant endTime;
    private final @Nullable String endReason;
    private final @Nullable String outcome;

    private EndRequest(Builder builder) {
        sessionId = builder.sessionId;
        endTime = builder.endTime;
        endReason = builder.endReason;
        outcome = builder.outcome;
    }

    /**
     * Starts a builder.
     *
     * @param sessionId the session to end
     */
    public static Builder builder(String sessionId) {
        return new Builder(sessionId);
    }

    /** The session to end. */
    public String sessionId() {
        return sessionId;
    }

    /** For the SDK: returns the body of the request. */
    public JsonBody toJson() {
        return new JsonBody()
                .put("sessionId", sessionId)
                .put("endTime", endTime)
                .put("endReason", endReason)
                .put("outcome", outcome);
    }

    @Override
    public String toString() {
        return "EndRequest{sessionId=" + sessionId + "}";
    }

    /** Collects what is optional. Not thread-safe. */
    public static final class Builder {
        private final String sessionId;
        private @Nullable Instant endTime;
        private @Nullable String endReason;
        private @Nullable String outcome;

        private Builder(String sessionId) {
            this.sessionId = Ids.require(sessionId, "sessionId");
        }

        /** When the caller ended the session, by the caller's clock. Default: the server's time. */
        public Builder endTime(Instant endTime) {
            this.endTime = Objects.requireNonNull(endTime, "endTime");
            return this;
        }

        /** The reason. Default: none. */
        public Builder endReason(String endReason) {
            this.endReason = Objects.requireNonNull(endReason, "endReason");
            return this;
        }

        /** The outcome of the session, such as {@code resolved}; for agents only. Default: none. */
        public Builder outcome(String outcome) {
            this.outcome = Objects.requireNonNull(outcome, "outcome");
            return this;
        }

        /** Makes the EndRequest; the builder can be used again. */
        public EndRequest build() {
            return new EndRequest(this);
        }
    }
}
