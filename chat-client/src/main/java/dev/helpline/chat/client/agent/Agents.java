package dev.helpline.chat.client.agent;

import dev.helpline.chat.client.internal.JsonFields;
import java.util.List;

/** A list of agents. */
public final class Agents {
    private final List<Agent> agents;

    /** For the SDK: reads it from a response. */
    public Agents(JsonFields json) {
        agents = json.list("agents", Agent::new);
    }

    /** All agents, in the order of the server. */
    public List<Agent> agents() {
        return agents;
    }

    @Override
    public String toString() {
        return "Agents{agents=" + agents + "}";
    }
}
