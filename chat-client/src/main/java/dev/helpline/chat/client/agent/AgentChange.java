package dev.helpline.chat.client.agent;

import dev.helpline.chat.client.internal.JsonFields;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One change to an agent in the directory. */
public final class AgentChange {
    private final long version;
    private final String action;
    private final Instant changedAt;
    private final @Nullable String changedBy;
    private final @Nullable String detail;

    /** For the SDK: reads it from a response. */
    public AgentChange(JsonFields json) {
        version = json.number("version");
        action = json.text("action");
        changedAt = json.instant("changedAt");
        changedBy = json.textOrNull("changedBy");
        detail = json.textOrNull("detail");
    }

    /** The version of the agent that the change made. */
    public long version() {
        return version;
    }

    /** {@code agent_created}, {@code agent_changed}, {@code agent_activated} or {@code agent_deactivated}. */
    public String action() {
        return action;
    }

    /** When it was made. */
    public Instant changedAt() {
        return changedAt;
    }

    /** The id of the admin who made it; absent if the host did. */
    public Optional<String> changedBy() {
        return Optional.ofNullable(changedBy);
    }

    /** A line per part that changed, with its values before and after. */
    public Optional<String> detail() {
        return Optional.ofNullable(detail);
    }

    /** The version and the action. */
    @Override
    public String toString() {
        return "AgentChange{" + version + ", " + action + "}";
    }
}
