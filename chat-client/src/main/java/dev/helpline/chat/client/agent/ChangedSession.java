package dev.helpline.chat.client.agent;

import dev.helpline.chat.client.internal.JsonFields;
import dev.helpline.chat.client.participant.AgentInfo;
import dev.helpline.chat.client.session.SessionState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A session after an agent changed its priority or tags, escalated it, or gave it away. */
public final class ChangedSession {
    private final String sessionId;
    private final String status;
    private final SessionState state;
    private final String priority;
    private final @Nullable String department;
    private final List<String> tags;
    private final @Nullable Instant escalatedAt;
    private final @Nullable AgentInfo agent;

    /** For the SDK: reads it from a response. */
    public ChangedSession(JsonFields json) {
        sessionId = json.text("sessionId");
        status = json.text("status");
        state = json.named("state", SessionState::of);
        priority = json.text("priority");
        department = json.textOrNull("department");
        tags = json.texts("tags");
        escalatedAt = json.instantOrNull("escalatedAt");
        agent = json.objectOrNull("agent", AgentInfo::new);
    }

    /** The id of the session. */
    public String sessionId() {
        return sessionId;
    }

    /**
     * The status as the protocol spells it: {@code active} for every open session; {@link #state()} distinguishes more
     * states.
     */
    public String status() {
        return status;
    }

    /** The state of the session. */
    public SessionState state() {
        return state;
    }

    /** {@code low}, {@code normal}, {@code high} or {@code urgent}. */
    public String priority() {
        return priority;
    }

    /** The department whose queue the session belongs to. */
    public Optional<String> department() {
        return Optional.ofNullable(department);
    }

    /** The tags, in lower case. */
    public List<String> tags() {
        return tags;
    }

    /** When the session was escalated; empty once a supervisor has seen to it. */
    public Optional<Instant> escalatedAt() {
        return Optional.ofNullable(escalatedAt);
    }

    /** The agent who has the session; empty if it waits. */
    public Optional<AgentInfo> agent() {
        return Optional.ofNullable(agent);
    }

    @Override
    public String toString() {
        return "ChangedSession{sessionId=" + sessionId + ", state=" + state + "}";
    }
}
