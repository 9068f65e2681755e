package dev.helpline.chat.client.agent;

import dev.helpline.chat.client.internal.JsonFields;
import java.util.List;

/** The agents of the desk. */
public final class Agents {
    private final List<Agent> agents;

    /** For the SDK: reads one from what the server sent. */
    public Agents(JsonFields json) {
        agents = json.list("agents", Agent::new);
    }

    /** All of them, in the order of the server. */
    public List<Agent> agents() {
        return agents;
    }

    @Override
    public String toString() {
        return "Agents{agents=" + agents + "}";
    }
}
