package dev.helpline.chat.spi.session;

import dev.helpline.chat.spi.AgentId;
import dev.helpline.chat.spi.Checks;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The agent a session belongs to, or belonged to when it ended.
 *
 * @param agent who
 * @param name what customers are shown, as known when the session was assigned
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
