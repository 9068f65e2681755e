package dev.helpline.chat.core.desk;

import dev.helpline.chat.spi.AgentId;
import dev.helpline.chat.spi.Experimental;
import dev.helpline.chat.spi.SessionId;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A request to give a session to another agent, to the queue of a department, or back to its queue. Thread-safe: immutable. */
@Experimental
public final class TransferSession {
    private final SessionId session;
    private final @Nullable AgentId agent;
    private final @Nullable String department;
    private final @Nullable AgentId from;
    private final @Nullable String note;
    private final boolean force;

    private TransferSession(Builder builder) {
        session = builder.session;
        agent = builder.agent;
        department = builder.department;
        from = builder.from;
        note = builder.note;
        force = builder.force;
    }

    /** Returns a builder of a transfer to an agent. */
    public static Builder toAgent(SessionId session, AgentId agent) {
        return new Builder(session, Objects.requireNonNull(agent, "agent"), null);
    }

    /** Returns a builder of a transfer to the queue of a department. */
    public static Builder toDepartment(SessionId session, String department) {
        return new Builder(session, null, Objects.requireNonNull(department, "department"));
    }

    /** Returns a builder of a return to the queue that the session belongs to. */
    public static Builder toQueue(SessionId session) {
        return new Builder(session, null, null);
    }

    /** The session. */
    public SessionId session() {
        return session;
    }

    /** The agent who gets the session; null if a queue gets it. */
    public @Nullable AgentId agent() {
        return agent;
    }

    /** The department whose queue gets the session; null if an agent gets it, or the queue that it belongs to. */
    public @Nullable String department() {
        return department;
    }

    /** The agent who has the session as far as the caller knows. If another agent has it meanwhile, or none, the transfer is refused. */
    public @Nullable AgentId from() {
        return from;
    }

    /** What the next agent should know, added as a note; null for none. */
    public @Nullable String note() {
        return note;
    }

    /** Whether the agent may get the session above the capacity; only supervisors and admins may say so. */
    public boolean force() {
        return force;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        if (this == other) {
            return true;
        }
        return other instanceof TransferSession that
                && session.equals(that.session)
                && Objects.equals(agent, that.agent)
                && Objects.equals(department, that.department)
                && Objects.equals(from, that.from)
                && Objects.equals(note, that.note)
                && force == that.force;
    }

    @Override
    public int hashCode() {
        return Objects.hash(session, agent, department, from, note, force);
    }

    /** All parts but the note. */
    @Override
    public String toString() {
        return "TransferSession[" + session + " from " + from + " to " + (agent == null ? department : agent) + "]";
    }

    /** Builds a {@link TransferSession}. Not thread-safe. */
    public static final class Builder {
        private final SessionId session;
        private final @Nullable AgentId agent;
        private final @Nullable String department;
        private @Nullable AgentId from;
        private @Nullable String note;
        private boolean force;

        private Builder(SessionId session, @Nullable AgentId agent, @Nullable String department) {
            this.session = Objects.requireNonNull(session, "session");
            this.agent = agent;
            this.department = department;
        }

        /** See {@link TransferSession#from()}. Default: none. */
        public Builder from(@Nullable AgentId value) {
            from = value;
            return this;
        }

        /** See {@link TransferSession#note()}. Default: none. */
        public Builder note(@Nullable String value) {
            note = value;
            return this;
        }

        /** See {@link TransferSession#force()}. Default: false. */
        public Builder force(boolean value) {
            force = value;
            return this;
        }

        /** Returns the request. */
        public TransferSession build() {
            return new TransferSession(this);
        }
    }
}
