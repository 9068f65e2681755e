package dev.helpline.chat.spi.agent;

import dev.helpline.chat.spi.AgentId;
import dev.helpline.chat.spi.Checks;
import dev.helpline.chat.spi.auth.Role;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who answers, as the directory knows them.
 *
 * @param id the subject of the agent's token
 * @param name what customers are shown; at most 255 code points
 * @param department at most 255 code points
 * @param role AGENT, SUPERVISOR or ADMIN
 * @param active whether the agent may work; a deactivated agent is refused whatever the token says
 * @param capacity how many sessions the agent may have at once; null for the policy's default
 * @param enrolledAt when the directory first saw the agent, at millisecond precision
 * @param seenAt when the agent was last seen, at millisecond precision; may lag by some seconds
 */
public record Agent(
        AgentId id,
        @Nullable String name,
        @Nullable String department,
        Role role,
        boolean active,
        @Nullable Integer capacity,
        Instant enrolledAt,
        Instant seenAt) {
    /** Checks the role and cuts instants to milliseconds. */
    public Agent {
        Objects.requireNonNull(id, "id");
        Checks.require(role.isAgent(), "role must be an agent's");
        enrolledAt = Checks.millis(enrolledAt);
        seenAt = Checks.millis(seenAt);
    }
}
