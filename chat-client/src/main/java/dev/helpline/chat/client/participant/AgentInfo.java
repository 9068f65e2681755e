package dev.helpline.chat.client.participant;

import dev.helpline.chat.client.internal.JsonBody;
import dev.helpline.chat.client.internal.JsonFields;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An agent who has a session, wrote a message or types. */
public final class AgentInfo {
    private final @Nullable String agentId;
    private final @Nullable String name;
    private final @Nullable String department;

    /** For the SDK: reads it from a response. */
    public AgentInfo(JsonFields json) {
        agentId = json.textOrNull("agentId");
        name = json.textOrNull("name");
        department = json.textOrNull("department");
    }

    /** For the SDK: writes it as {@link #AgentInfo(JsonFields)} reads it. */
    public JsonBody toJson() {
        return new JsonBody().put("agentId", agentId).put("name", name).put("department", department);
    }

    /** The id of the agent. Absent where a customer reads who wrote a message or types: the server tells that to agents alone. */
    public Optional<String> agentId() {
        return Optional.ofNullable(agentId);
    }

    /** The name to show. */
    public Optional<String> name() {
        return Optional.ofNullable(name);
    }

    /** The department of the agent. */
    public Optional<String> department() {
        return Optional.ofNullable(department);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        if (!(other instanceof AgentInfo)) {
            return false;
        }
        AgentInfo that = (AgentInfo) other;
        return Objects.equals(agentId, that.agentId)
                && Objects.equals(name, that.name)
                && Objects.equals(department, that.department);
    }

    @Override
    public int hashCode() {
        return Objects.hash(agentId, name, department);
    }

    @Override
    public String toString() {
        return "AgentInfo{agentId=" + agentId + "}";
    }
}
