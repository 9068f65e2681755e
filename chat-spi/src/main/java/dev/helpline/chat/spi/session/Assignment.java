package dev.helpline.chat.spi.session;

import dev.helpline.chat.spi.AgentId;
import dev.helpline.chat.spi.Checks;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The agent who has a session, or had it when it ended.
 *
 * @param agent the agent
 * @param name the name that the customer sees, as known when the session was assigned
 * @param department the agent's department at that time
 * @param at UTC instant of the assignment, at millisecond precision
 */
public record Assignment(
        AgentId agent, @Nullable String name, @Nullable String department, Instant at) {
    /** Cuts the instant to milliseconds. */
    public Assignment {
        Objects.requireNonNull(agent, "agent");
        at = Checks.millis(at);
    }
}
