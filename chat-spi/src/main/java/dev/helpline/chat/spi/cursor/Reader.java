package dev.helpline.chat.spi.cursor;

import dev.helpline.chat.spi.AgentId;
import java.util.Objects;

/**
 * Who reads a session: its customer, or one of the agents.
 *
 * @param key {@code customer}, or {@code agent:} and the agent's id
 */
public record Reader(String key) {
    /** The session's customer, on whatever device. */
    public static final Reader CUSTOMER = new Reader("customer");

    /** Checks presence. */
    public Reader {
        Objects.requireNonNull(key, "key");
    }

    /** One of the agents. */
    public static Reader agent(AgentId agent) {
        return new Reader("agent:" + agent.value());
    }
}
