package dev.helpline.chat.spi.cursor;

import dev.helpline.chat.spi.AgentId;
import dev.helpline.chat.spi.Checks;

/**
 * A reader of a session: its customer, or one of the agents.
 *
 * @param key {@code customer}, or {@code agent:} and the agent's id; at most 160 ASCII characters
 */
public record Reader(String key) {
    private static final int MAX_KEY = 160;

    /** The session's customer, on all devices together. */
    public static final Reader CUSTOMER = new Reader("customer");

    /** Checks the length, which every store can keep. */
    public Reader {
        Checks.require(key.length() <= MAX_KEY, "key must have at most " + MAX_KEY + " characters");
    }

    /** Returns an agent as a reader. */
    public static Reader agent(AgentId agent) {
        return new Reader("agent:" + agent.value());
    }
}
