package dev.helpline.chat.client.agent;

import dev.helpline.chat.client.internal.JsonFields;
import java.util.List;

/** The changes that admins and the host made to one agent. */
public final class AgentHistory {
    private final String agentId;
    private final List<AgentChange> changes;

    /** For the SDK: reads it from a response. */
    public AgentHistory(JsonFields json) {
        agentId = json.text("agentId");
        changes = json.list("changes", AgentChange::new);
    }

    /** The id of the agent. */
    public String agentId() {
        return agentId;
    }

    /** The changes, the oldest first. */
    public List<AgentChange> changes() {
        return changes;
    }

    @Override
    public String toString() {
        return "AgentHistory{agentId=" + agentId + ", changes=" + changes.size() + "}";
    }
}
