package dev.helpline.chat.client.agent;

import dev.helpline.chat.client.internal.JsonFields;
import dev.helpline.chat.client.participant.AgentInfo;
import dev.helpline.chat.client.session.SessionState;

/** Which agent has a session now. */
public final class Assignment {
    private final String sessionId;
    private final String status;
    private final SessionState state;
    private final AgentInfo agent;

    /** For the SDK: reads it from a response. */
    public Assignment(JsonFields json) {
        sessionId = json.text("sessionId");
        status = json.text("status");
        state = json.named("state", SessionState::of);
        agent = json.object("agent", AgentInfo::new);
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

    /** The agent who has it. */
    public AgentInfo agent() {
        return agent;
    }

    @Override
    public String toString() {
        return "Assignment{sessionId=" + sessionId + ", state=" + state + "}";
    }
}
