package dev.helpline.chat.client.agent;

import dev.helpline.chat.client.internal.Ids;
import dev.helpline.chat.client.internal.JsonBody;
import org.jspecify.annotations.Nullable;

/** A request to assign a session to an agent. Immutable. */
public final class AssignRequest {
    private final String sessionId;
    private final @Nullable String agentId;
    private final @Nullable Boolean force;

    private AssignRequest(Builder builder) {
        sessionId = builder.sessionId;
        agentId = builder.agentId;
        force = builder.force;
    }

    /**
     * Starts a builder.
     *
     * @param sessionId the session to assign
     */
    public static Builder builder(String sessionId) {
        return new Builder(sessionId);
    }

    /** The session to assign. */
    public String sessionId() {
        return sessionId;
    }

    /** For the SDK: returns the body of the request. */
    public JsonBody toJson() {
        return new JsonBody()
                .put("sessionId", sessionId)
                .put("agentId", agentId)
                .put("force", force);
    }

    @Override
    public String toString() {
        return "AssignRequest{sessionId=" + sessionId + ", agentId=" + agentId + "}";
    }

    /** Collects what is optional. Not thread-safe. */
    public static final class Builder {
        private final String sessionId;
        private @Nullable String agentId;
        private @Nullable Boolean force;

        private Builder(String sessionId) {
            this.sessionId = Ids.require(sessionId, "sessionId");
        }

        /** The agent who gets the session. Default: the caller. */
        public Builder agentId(String agentId) {
            this.agentId = Ids.requireSubject(agentId, "agentId");
            return this;
        }

        /** Whether the agent gets it even above capacity; for supervisors. Default: no. */
        public Builder force(boolean force) {
            this.force = force;
            return this;
        }

        /** Makes the AssignRequest; the builder can be used again. */
        public AssignRequest build() {
            return new AssignRequest(this);
        }
    }
}
