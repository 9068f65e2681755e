package dev.helpline.chat.spi.agent;

import dev.helpline.chat.spi.AgentId;
import dev.helpline.chat.spi.Checks;
import dev.helpline.chat.spi.auth.Role;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A person who replies to customers, as the directory knows them. Thread-safe: immutable.
 */
public final class Agent {
    private final AgentId id;
    private final @Nullable String name;
    private final @Nullable String department;
    private final Role role;
    private final boolean active;
    private final @Nullable Integer capacity;
    private final Instant enrolledAt;
    private final Instant seenAt;

    private Agent(Builder builder) {
        id = Objects.requireNonNull(builder.id, "id");
        name = builder.name;
        department = builder.department;
        role = Objects.requireNonNull(builder.role, "role");
        active = builder.active;
        capacity = builder.capacity;
        enrolledAt = Checks.millis(builder.enrolledAt);
        seenAt = Checks.millis(builder.seenAt);
        Checks.require(role.isAgent(), "role must be an agent's");
    }

    /** Returns a builder of an active agent of role AGENT, last seen when enrolled. */
    public static Builder builder(AgentId id, Instant enrolledAt) {
        return new Builder(id, enrolledAt);
    }

    /** Returns a builder that starts with the parts of this one. */
    public Builder toBuilder() {
        return new Builder(this);
    }

    /** The subject of the agent's token. */
    public AgentId id() {
        return id;
    }

    /** What customers are shown; at most 255 code points. */
    public @Nullable String name() {
        return name;
    }

    /** At most 255 code points. */
    public @Nullable String department() {
        return department;
    }

    /** AGENT, SUPERVISOR or ADMIN. */
    public Role role() {
        return role;
    }

    /** Whether the agent may work; a deactivated agent is rejected whatever the token says. */
    public boolean active() {
        return active;
    }

    /** How many sessions the agent may have at once; null for the policy's default. */
    public @Nullable Integer capacity() {
        return capacity;
    }

    /** When the directory first saw the agent, at millisecond precision. */
    public Instant enrolledAt() {
        return enrolledAt;
    }

    /** When the agent was last seen, at millisecond precision; may lag by some seconds. */
    public Instant seenAt() {
        return seenAt;
    }

    /**
     * Returns this agent with what a new enrolment changes: name, department and role as in {@code fresh}, and the
     * later {@code seenAt} of the two.
     */
    public Agent enrolledAgain(Agent fresh) {
        return toBuilder()
                .name(fresh.name)
                .department(fresh.department)
                .role(fresh.role)
                .seenAt(seenAt.isAfter(fresh.seenAt) ? seenAt : fresh.seenAt)
                .build();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        if (this == other) {
            return true;
        }
        return other instanceof Agent that
                && id.equals(that.id)
                && Objects.equals(name, that.name)
                && Objects.equals(department, that.department)
                && role.equals(that.role)
                && active == that.active
                && Objects.equals(capacity, that.capacity)
                && enrolledAt.equals(that.enrolledAt)
                && seenAt.equals(that.seenAt);
    }

    @Override
    public int hashCode() {
        return Objects.hash(id, name, department, role, active, capacity, enrolledAt, seenAt);
    }

    /** Id, role and whether active; no name. */
    @Override
    public String toString() {
        return "Agent[" + id + " " + role + (active ? "" : " inactive") + "]";
    }

    /** Builds an {@link Agent}. Not thread-safe. */
    public static final class Builder {
        private final AgentId id;
        private @Nullable String name;
        private @Nullable String department;
        private Role role = Role.AGENT;
        private boolean active = true;
        private @Nullable Integer capacity;
        private final Instant enrolledAt;
        private Instant seenAt;

        private Builder(AgentId id, Instant enrolledAt) {
            this.id = Objects.requireNonNull(id, "id");
            this.enrolledAt = Objects.requireNonNull(enrolledAt, "enrolledAt");
            this.seenAt = enrolledAt;
        }

        private Builder(Agent agent) {
            id = agent.id;
            name = agent.name;
            department = agent.department;
            role = agent.role;
            active = agent.active;
            capacity = agent.capacity;
            enrolledAt = agent.enrolledAt;
            seenAt = agent.seenAt;
        }

        /** See {@link Agent#name()}. Default: none. */
        public Builder name(@Nullable String value) {
            name = value;
            return this;
        }

        /** See {@link Agent#department()}. Default: none. */
        public Builder department(@Nullable String value) {
            department = value;
            return this;
        }

        /** See {@link Agent#role()}. Default: AGENT. */
        public Builder role(Role value) {
            role = Objects.requireNonNull(value, "role");
            return this;
        }

        /** See {@link Agent#active()}. Default: true. */
        public Builder active(boolean value) {
            active = value;
            return this;
        }

        /** See {@link Agent#capacity()}. Default: null. */
        public Builder capacity(@Nullable Integer value) {
            capacity = value;
            return this;
        }

        /** See {@link Agent#seenAt()}. Default: when the agent was enrolled. */
        public Builder seenAt(Instant value) {
            seenAt = Objects.requireNonNull(value, "seenAt");
            return this;
        }

        /** Returns the Agent; throws {@link IllegalArgumentException} if its parts do not agree. */
        public Agent build() {
            return new Agent(this);
        }
    }
}
