package dev.helpline.chat.core.team;

import dev.helpline.chat.spi.AgentId;
import dev.helpline.chat.spi.Experimental;
import dev.helpline.chat.spi.auth.Role;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A request to save an agent in the directory, whole. Thread-safe: immutable. */
@Experimental
public final class SaveAgent {
    private final AgentId agent;
    private final @Nullable String name;
    private final @Nullable String email;
    private final List<String> departments;
    private final List<String> skills;
    private final List<String> languages;
    private final Role role;
    private final boolean active;
    private final @Nullable Integer capacity;
    private final long replacedVersion;

    private SaveAgent(Builder builder) {
        agent = builder.agent;
        name = builder.name;
        email = builder.email;
        departments = List.copyOf(builder.departments);
        skills = List.copyOf(builder.skills);
        languages = List.copyOf(builder.languages);
        role = builder.role;
        active = builder.active;
        capacity = builder.capacity;
        replacedVersion = builder.replacedVersion;
    }

    /** Returns a builder of a request to save an active agent of role AGENT. */
    public static Builder builder(AgentId agent) {
        return new Builder(agent);
    }

    /** Returns a builder that starts with the parts of this one. */
    public Builder toBuilder() {
        return new Builder(this);
    }

    /** The subject of the agent's token. */
    public AgentId agent() {
        return agent;
    }

    /** What customers are shown; at most 255 characters. */
    public @Nullable String name() {
        return name;
    }

    /** The address for notifications; at most 255 characters. */
    public @Nullable String email() {
        return email;
    }

    /** At most 10 departments of at most 255 characters each; customers are shown the first one. */
    public List<String> departments() {
        return departments;
    }

    /** What the agent knows about; at most 30 words of at most 64 characters each. */
    public List<String> skills() {
        return skills;
    }

    /** Language tags such as {@code de}, the best language first; at most 10. */
    public List<String> languages() {
        return languages;
    }

    /** AGENT, SUPERVISOR or ADMIN: the highest role that a token can have. */
    public Role role() {
        return role;
    }

    /** Whether the agent may work. */
    public boolean active() {
        return active;
    }

    /** How many sessions the agent may have at once, from 0 to 1000; null for the policy's default. */
    public @Nullable Integer capacity() {
        return capacity;
    }

    /** The {@linkplain dev.helpline.chat.spi.agent.Agent#version() version} that the request replaces; 0 for an agent whom no admin has changed yet. */
    public long replacedVersion() {
        return replacedVersion;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        if (this == other) {
            return true;
        }
        return other instanceof SaveAgent that
                && agent.equals(that.agent)
                && Objects.equals(name, that.name)
                && Objects.equals(email, that.email)
                && departments.equals(that.departments)
                && skills.equals(that.skills)
                && languages.equals(that.languages)
                && role == that.role
                && active == that.active
                && Objects.equals(capacity, that.capacity)
                && replacedVersion == that.replacedVersion;
    }

    @Override
    public int hashCode() {
        return Objects.hash(
                agent, name, email, departments, skills, languages, role, active, capacity, replacedVersion);
    }

    /** Id, role and whether active; no name. */
    @Override
    public String toString() {
        return "SaveAgent[" + agent + " " + role + (active ? "" : " inactive") + "]";
    }

    /** Builds a {@link SaveAgent}. Not thread-safe. */
    public static final class Builder {
        private final AgentId agent;
        private @Nullable String name;
        private @Nullable String email;
        private List<String> departments = List.of();
        private List<String> skills = List.of();
        private List<String> languages = List.of();
        private Role role = Role.AGENT;
        private boolean active = true;
        private @Nullable Integer capacity;
        private long replacedVersion;

        private Builder(AgentId agent) {
            this.agent = Objects.requireNonNull(agent, "agent");
        }

        private Builder(SaveAgent request) {
            agent = request.agent;
            name = request.name;
            email = request.email;
            departments = request.departments;
            skills = request.skills;
            languages = request.languages;
            role = request.role;
            active = request.active;
            capacity = request.capacity;
            replacedVersion = request.replacedVersion;
        }

        /** See {@link SaveAgent#name()}. Default: none. */
        public Builder name(@Nullable String value) {
            name = value;
            return this;
        }

        /** See {@link SaveAgent#email()}. Default: none. */
        public Builder email(@Nullable String value) {
            email = value;
            return this;
        }

        /** See {@link SaveAgent#departments()}. Default: none. */
        public Builder departments(List<String> value) {
            departments = Objects.requireNonNull(value, "departments");
            return this;
        }

        /** See {@link SaveAgent#skills()}. Default: none. */
        public Builder skills(List<String> value) {
            skills = Objects.requireNonNull(value, "skills");
            return this;
        }

        /** See {@link SaveAgent#languages()}. Default: none. */
        public Builder languages(List<String> value) {
            languages = Objects.requireNonNull(value, "languages");
            return this;
        }

        /** See {@link SaveAgent#role()}. Default: AGENT. */
        public Builder role(Role value) {
            role = Objects.requireNonNull(value, "role");
            return this;
        }

        /** See {@link SaveAgent#active()}. Default: true. */
        public Builder active(boolean value) {
            active = value;
            return this;
        }

        /** See {@link SaveAgent#capacity()}. Default: null. */
        public Builder capacity(@Nullable Integer value) {
            capacity = value;
            return this;
        }

        /** See {@link SaveAgent#replacedVersion()}. Default: 0. */
        public Builder replacedVersion(long value) {
            replacedVersion = value;
            return this;
        }

        /** Returns the SaveAgent. */
        public SaveAgent build() {
            return new SaveAgent(this);
        }
    }
}
