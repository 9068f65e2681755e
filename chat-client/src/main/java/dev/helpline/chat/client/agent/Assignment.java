package dev.helpline.chat.client.agent;

import dev.helpline.chat.client.internal.JsonFields;
import dev.helpline.chat.client.participant.AgentInfo;
import dev.helpline.chat.client.session.SessionState;

/** Who answers a session now. */
public final class Assignment {
    private final String sessionId;
    private final String status;
    private final SessionState state;
    private final AgentInfo agent;

    /** For the SDK: reads one from what the server sent. */
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

    /** The status in the words of the wire: {@code active} for every open session; {@link #state()} tells more. */
    public String status() {
        return status;
    }

    /** Where the session stands. */
    public SessionState state() {
        return state;
    }

    /** The agent it was assigned to. */
    public AgentInfo agent() {
        return agent;
    }

    @Override
    public String toString() {
        return "Assignment{sessionId=" + sessionId + ", state=" + state + "}";
    }
}
