package dev.helpline.chat.core.desk;

import dev.helpline.chat.spi.agent.Agent;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An agent as other agents see them. Thread-safe: immutable.
 */
public final class Colleague {
    private final Agent agent;
    private final boolean online;
    private final int openSessions;
    private final int capacity;

    private Colleague(Builder builder) {
        agent = builder.agent;
        online = builder.online;
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

    /** Returns whether the agent was seen within the last minute. */
    public boolean online() {
        return online;
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
                && online == that.online
                && openSessions == that.openSessions
                && capacity == that.capacity;
    }

    @Override
    public int hashCode() {
        return Objects.hash(agent, online, openSessions, capacity);
    }

    @Override
    public String toString() {
        return "Colleague[" + agent + ", online " + online + ", sessions " + openSessions + " of " + capacity + "]";
    }

    /** Builds a {@link Colleague}. Not thread-safe. */
    public static final class Builder {
        private final Agent agent;
        private boolean online;
        private int openSessions;
        private int capacity;

        private Builder(Agent agent) {
            this.agent = Objects.requireNonNull(agent, "agent");
        }

        private Builder(Colleague colleague) {
            agent = colleague.agent;
            online = colleague.online;
            openSessions = colleague.openSessions;
            capacity = colleague.capacity;
        }

        /** See {@link Colleague#online()}. Default: false. */
        public Builder online(boolean value) {
            online = value;
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
