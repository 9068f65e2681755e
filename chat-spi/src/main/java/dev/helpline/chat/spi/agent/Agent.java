package dev.helpline.chat.spi.agent;

import dev.helpline.chat.spi.AgentId;
import dev.helpline.chat.spi.Checks;
import dev.helpline.chat.spi.audit.AuditRecord;
import dev.helpline.chat.spi.audit.AuditSubject;
import dev.helpline.chat.spi.auth.Role;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A person who replies to customers, as the directory knows them: once an admin or the host has saved the agent, as they said
 * ({@link #managed()}), and else as the agent's token says. Thread-safe: immutable.
 */
public final class Agent {
    private final AgentId id;
    private final @Nullable String name;
    private final @Nullable String email;
    private final List<String> departments;
    private final List<String> skills;
    private final List<String> languages;
    private final Role role;
    private final boolean active;
    private final @Nullable Integer capacity;
    private final boolean managed;
    private final long version;
    private final Presence presence;
    private final Instant enrolledAt;
    private final Instant seenAt;

    private Agent(Builder builder) {
        id = Objects.requireNonNull(builder.id, "id");
        name = builder.name;
        email = builder.email;
        departments = List.copyOf(builder.departments);
        skills = List.copyOf(builder.skills);
        languages = List.copyOf(builder.languages);
        role = Objects.requireNonNull(builder.role, "role");
        active = builder.active;
        capacity = builder.capacity;
        managed = builder.managed;
        version = Checks.within("version", builder.version, 0, Long.MAX_VALUE);
        presence = builder.presence;
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

    /** The address for notifications; at most 255 code points. Other agents see it, customers do not. */
    public @Nullable String email() {
        return email;
    }

    /** At most 10 departments of at most 255 code points each. Customers are shown the first one. */
    public List<String> departments() {
        return departments;
    }

    /** The first department; null if there is none. */
    public @Nullable String mainDepartment() {
        return departments.isEmpty() ? null : departments.get(0);
    }

    /** What the agent knows about, for routing; at most 30 words of at most 64 code points each. */
    public List<String> skills() {
        return skills;
    }

    /** The languages that the agent writes, as language tags such as {@code de}, the best one first; at most 10. */
    public List<String> languages() {
        return languages;
    }

    /** AGENT, SUPERVISOR or ADMIN. Of a managed agent, the highest role that a token can have. */
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

    /**
     * Whether an admin or the host has saved the agent. Name, e-mail, departments and role of such an agent are the directory's, and those
     * of any other agent come from the token.
     */
    public boolean managed() {
        return managed;
    }

    /** How often admins and the host have changed the agent: the number of the newest {@linkplain dev.helpline.chat.spi.audit.AuditRecord audit record} of the agent, or 0. */
    public long version() {
        return version;
    }

    /** What the agent chose last. Tells nothing about an agent who was not seen for a while, see {@link #presenceAt}. */
    public Presence presence() {
        return presence;
    }

    /**
     * Returns the agent's presence as others see it: what the agent chose, as long as the agent is active and was seen at {@code seenSince}
     * or later, and otherwise OFFLINE.
     */
    public Presence presenceAt(Instant seenSince) {
        return active && !seenAt.isBefore(seenSince) ? presence : Presence.OFFLINE;
    }

    /** When the directory first saw the agent, at millisecond precision. */
    public Instant enrolledAt() {
        return enrolledAt;
    }

    /** When the agent was last seen, at millisecond precision; may lag by some seconds. {@link Instant#EPOCH} if never. */
    public Instant seenAt() {
        return seenAt;
    }

    /**
     * Returns this agent with what a new enrolment changes: the later {@code seenAt} of the two and, unless this agent is managed, name,
     * e-mail, departments and role as in {@code fresh}.
     */
    public Agent enrolledAgain(Agent fresh) {
        Builder again = toBuilder().seenAt(later(fresh));
        if (!managed) {
            again.name(fresh.name)
                    .email(fresh.email)
                    .departments(fresh.departments)
                    .role(fresh.role);
        }
        return again.build();
    }

    /** Returns {@code saved} with what saving does not change: this agent's presence and {@code enrolledAt}, and the later {@code seenAt}. */
    public Agent replacedBy(Agent saved) {
        Builder replaced = new Builder(id, enrolledAt);
        return replaced.name(saved.name)
                .email(saved.email)
                .departments(saved.departments)
                .skills(saved.skills)
                .languages(saved.languages)
                .role(saved.role)
                .active(saved.active)
                .capacity(saved.capacity)
                .managed(saved.managed)
                .version(saved.version)
                .presence(presence)
                .seenAt(later(saved))
                .build();
    }

    /** Throws {@link IllegalArgumentException} unless this is the agent at the version that the record is about. */
    public void requireChangedBy(AuditRecord change) {
        change.requireAbout(AuditSubject.of(id));
        Checks.require(change.number() == version, "the change must have the number of the agent's version");
    }

    private Instant later(Agent other) {
        return seenAt.isAfter(other.seenAt) ? seenAt : other.seenAt;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        if (this == other) {
            return true;
        }
        return other instanceof Agent that
                && id.equals(that.id)
                && Objects.equals(name, that.name)
                && Objects.equals(email, that.email)
                && departments.equals(that.departments)
                && skills.equals(that.skills)
                && languages.equals(that.languages)
                && role.equals(that.role)
                && active == that.active
                && Objects.equals(capacity, that.capacity)
                && managed == that.managed
                && version == that.version
                && presence == that.presence
                && enrolledAt.equals(that.enrolledAt)
                && seenAt.equals(that.seenAt);
    }

    @Override
    public int hashCode() {
        return Objects.hash(
                id,
                name,
                email,
                departments,
                skills,
                languages,
                role,
                active,
                capacity,
                managed,
                version,
                presence,
                enrolledAt,
                seenAt);
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
        private @Nullable String email;
        private List<String> departments = List.of();
        private List<String> skills = List.of();
        private List<String> languages = List.of();
        private Role role = Role.AGENT;
        private boolean active = true;
        private @Nullable Integer capacity;
        private boolean managed;
        private long version;
        private Presence presence = Presence.ONLINE;
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
            email = agent.email;
            departments = agent.departments;
            skills = agent.skills;
            languages = agent.languages;
            role = agent.role;
            active = agent.active;
            capacity = agent.capacity;
            managed = agent.managed;
            version = agent.version;
            presence = agent.presence;
            enrolledAt = agent.enrolledAt;
            seenAt = agent.seenAt;
        }

        /** See {@link Agent#name()}. Default: none. */
        public Builder name(@Nullable String value) {
            name = value;
            return this;
        }

        /** See {@link Agent#email()}. Default: none. */
        public Builder email(@Nullable String value) {
            email = value;
            return this;
        }

        /** See {@link Agent#departments()}. Default: none. */
        public Builder departments(List<String> value) {
            departments = Objects.requireNonNull(value, "departments");
            return this;
        }

        /** The only department, or none. */
        public Builder department(@Nullable String value) {
            return departments(value == null ? List.of() : List.of(value));
        }

        /** See {@link Agent#skills()}. Default: none. */
        public Builder skills(List<String> value) {
            skills = Objects.requireNonNull(value, "skills");
            return this;
        }

        /** See {@link Agent#languages()}. Default: none. */
        public Builder languages(List<String> value) {
            languages = Objects.requireNonNull(value, "languages");
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

        /** See {@link Agent#managed()}. Default: false. */
        public Builder managed(boolean value) {
            managed = value;
            return this;
        }

        /** See {@link Agent#version()}. Default: 0. */
        public Builder version(long value) {
            version = value;
            return this;
        }

        /** See {@link Agent#presence()}. Default: ONLINE. */
        public Builder presence(Presence value) {
            presence = Objects.requireNonNull(value, "presence");
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
