package dev.helpline.chat.client.agent;

import dev.helpline.chat.client.internal.JsonFields;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** One agent, as other agents see one. */
public final class Agent {
    private final String agentId;
    private final @Nullable String name;
    private final @Nullable String department;
    private final @Nullable String presence;
    private final @Nullable Integer capacity;
    private final @Nullable Integer load;

    /** For the SDK: reads it from a response. */
    public Agent(JsonFields json) {
        agentId = json.text("agentId");
        name = json.textOrNull("name");
        department = json.textOrNull("department");
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

    /** The department of the agent. */
    public Optional<String> department() {
        return Optional.ofNullable(department);
    }

    /** {@code online}, {@code away} or {@code offline}. */
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
