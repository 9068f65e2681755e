package dev.helpline.chat.client.agent;

import dev.helpline.chat.client.internal.Ids;
import dev.helpline.chat.client.internal.JsonBody;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A request to give a session to another agent or to the queue of a department. Immutable. */
public final class TransferRequest {
    private final String sessionId;
    private final @Nullable String toAgentId;
    private final @Nullable String toDepartment;
    private final @Nullable String fromAgentId;
    private final @Nullable String note;
    private final @Nullable Boolean force;

    private TransferRequest(Builder builder) {
        sessionId = builder.sessionId;
        toAgentId = builder.toAgentId;
        toDepartment = builder.toDepartment;
        fromAgentId = builder.fromAgentId;
        note = builder.note;
        force = builder.force;
    }

    /** Starts a builder of a transfer to an agent. */
    public static Builder toAgent(String sessionId, String agentId) {
        return new Builder(sessionId, Ids.requireSubject(agentId, "agentId"), null);
    }

    /** Starts a builder of a transfer to the queue of a department. */
    public static Builder toDepartment(String sessionId, String department) {
        return new Builder(sessionId, null, Objects.requireNonNull(department, "department"));
    }

    /** The session. */
    public String sessionId() {
        return sessionId;
    }

    /** For the SDK: returns the body of the request. */
    public JsonBody toJson() {
        return new JsonBody()
                .put("sessionId", sessionId)
                .put("toAgentId", toAgentId)
                .put("toDepartment", toDepartment)
                .put("fromAgentId", fromAgentId)
                .put("note", note)
                .put("force", force);
    }

    /** All parts but the note. */
    @Override
    public String toString() {
        return "TransferRequest{sessionId=" + sessionId + ", toAgentId=" + toAgentId + ", toDepartment=" + toDepartment
                + "}";
    }

    /** Collects what is optional. Not thread-safe. */
    public static final class Builder {
        private final String sessionId;
        private final @Nullable String toAgentId;
        private final @Nullable String toDepartment;
        private @Nullable String fromAgentId;
        private @Nullable String note;
        private @Nullable Boolean force;

        private Builder(String sessionId, @Nullable String toAgentId, @Nullable String toDepartment) {
            this.sessionId = Ids.require(sessionId, "sessionId");
            this.toAgentId = toAgentId;
            this.toDepartment = toDepartment;
        }

        /** The agent who has the session as far as the caller knows; if another has it, the transfer fails. Default: any. */
        public Builder fromAgentId(String agentId) {
            this.fromAgentId = Ids.requireSubject(agentId, "agentId");
            return this;
        }

        /** What the next agent should know; customers never see it. Default: none. */
        public Builder note(String note) {
            this.note = Objects.requireNonNull(note, "note");
            return this;
        }

        /** Whether the agent gets it even above capacity; for supervisors. Default: no. */
        public Builder force(boolean force) {
            this.force = force;
            return this;
        }

        /** Makes the TransferRequest; the builder can be used again. */
        public TransferRequest build() {
            return new TransferRequest(this);
        }
    }
}
