package dev.helpline.chat.core.desk;

import dev.helpline.chat.spi.agent.Agent;
import dev.helpline.chat.spi.agent.Presence;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An agent as other agents see them. Thread-safe: immutable.
 */
public final class Colleague {
    private final Agent agent;
    private final Presence presence;
    private final int openSessions;
    private final int capacity;

    private Colleague(Builder builder) {
        agent = builder.agent;
        presence = builder.presence;
        openSessions = builder.openSessions;
        capacity = builder.capacity;
    }

    /** Returns a builder of an agent who is offline and has no sessions. */
    public static Builder builder(Agent agent) {
        return new Builder(agent);
    }

    /** Returns a builder that starts with the parts of this one. */
    public Builder toBuilder() {
        return new Builder(this);
    }

    /** Returns the agent. */
    public Agent agent() {
        return agent;
    }

    /** Returns what the agent chose; OFFLINE for one who is not active, or who was not seen within the last minute. */
    public Presence presence() {
        return presence;
    }

    /** Returns whether the agent is ONLINE. */
    public boolean online() {
        return presence == Presence.ONLINE;
    }

    /** Returns how many open sessions the agent has. */
    public int openSessions() {
        return openSessions;
    }

    /** Returns how many open sessions the agent may have. */
    public int capacity() {
        return capacity;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        if (this == other) {
            return true;
        }
        return other instanceof Colleague that
                && agent.equals(that.agent)
                && presence == that.presence
                && openSessions == that.openSessions
                && capacity == that.capacity;
    }

    @Override
    public int hashCode() {
        return Objects.hash(agent, presence, openSessions, capacity);
    }

    @Override
    public String toString() {
        return "Colleague[" + agent + ", " + presence + ", sessions " + openSessions + " of " + capacity + "]";
    }

    /** Builds a {@link Colleague}. Not thread-safe. */
    public static final class Builder {
        private final Agent agent;
        private Presence presence = Presence.OFFLINE;
        private int openSessions;
        private int capacity;

        private Builder(Agent agent) {
            this.agent = Objects.requireNonNull(agent, "agent");
        }

        private Builder(Colleague colleague) {
            agent = colleague.agent;
            presence = colleague.presence;
            openSessions = colleague.openSessions;
            capacity = colleague.capacity;
        }

        /** See {@link Colleague#presence()}. Default: OFFLINE. */
        public Builder presence(Presence value) {
            presence = Objects.requireNonNull(value, "presence");
            return this;
        }

        /** See {@link Colleague#openSessions()}. Default: 0. */
        public Builder openSessions(int value) {
            openSessions = value;
            return this;
        }

        /** See {@link Colleague#capacity()}. Default: 0. */
        public Builder capacity(int value) {
            capacity = value;
            return this;
        }

        /** Returns the Colleague. */
        public Colleague build() {
            return new Colleague(this);
        }
    }
}
