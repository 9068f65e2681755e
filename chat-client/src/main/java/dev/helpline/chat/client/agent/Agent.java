package dev.helpline.chat.client.agent;

import dev.helpline.chat.client.internal.JsonFields;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** One agent, as other agents see one, or as the directory has one after a save. */
public final class Agent {
    private final String agentId;
    private final @Nullable String name;
    private final @Nullable String email;
    private final @Nullable String department;
    private final List<String> departments;
    private final List<String> skills;
    private final List<String> languages;
    private final @Nullable String role;
    private final boolean active;
    private final @Nullable Instant lastSeenAt;
    private final long version;
    private final @Nullable String presence;
    private final @Nullable Integer capacity;
    private final @Nullable Integer load;

    /** For the SDK: reads it from a response. */
    public Agent(JsonFields json) {
        agentId = json.text("agentId");
        name = json.textOrNull("name");
        email = json.textOrNull("email");
        department = json.textOrNull("department");
        departments = json.has("departments") ? json.texts("departments") : List.of();
        skills = json.has("skills") ? json.texts("skills") : List.of();
        languages = json.has("languages") ? json.texts("languages") : List.of();
        role = json.textOrNull("role");
        active = !json.has("active") || json.flag("active");
        lastSeenAt = json.instantOrNull("lastSeenAt");
        Long saved = json.numberOrNull("version");
        version = saved == null ? 0 : saved;
        presence = json.textOrNull("presence");
        capacity = json.integerOrNull("capacity");
        load = json.integerOrNull("load");
    }

    /** The id of the agent. */
    public String agentId() {
        return agentId;
    }

    /** The name to show. */
    public Optional<String> name() {
        return Optional.ofNullable(name);
    }

    /** The address for notifications, which customers do not see. */
    public Optional<String> email() {
        return Optional.ofNullable(email);
    }

    /** The first department of the agent, which customers see. */
    public Optional<String> department() {
        return department == null && !departments.isEmpty()
                ? Optional.of(departments.get(0))
                : Optional.ofNullable(department);
    }

    /** The departments of the agent. */
    public List<String> departments() {
        return departments;
    }

    /** What the agent knows about. */
    public List<String> skills() {
        return skills;
    }

    /** The languages of the agent as language tags, the best one first. */
    public List<String> languages() {
        return languages;
    }

    /** {@code agent}, {@code supervisor} or {@code admin}. */
    public Optional<String> role() {
        return Optional.ofNullable(role);
    }

    /** Whether the agent may work. */
    public boolean active() {
        return active;
    }

    /** When the agent was seen last; may lag by some seconds. Absent after a save. */
    public Optional<Instant> lastSeenAt() {
        return Optional.ofNullable(lastSeenAt);
    }

    /** How often admins and the host have changed the agent; the next save names it. */
    public long version() {
        return version;
    }

    /** {@code online}, {@code away} or {@code offline}; absent after a save. */
    public Optional<String> presence() {
        return Optional.ofNullable(presence);
    }

    /** How many sessions the agent can have at a time. */
    public OptionalInt capacity() {
        return capacity == null ? OptionalInt.empty() : OptionalInt.of(capacity);
    }

    /** How many sessions the agent has now. */
    public OptionalInt load() {
        return load == null ? OptionalInt.empty() : OptionalInt.of(load);
    }

    @Override
    public String toString() {
        return "Agent{agentId=" + agentId + ", presence=" + presence + "}";
    }
}
