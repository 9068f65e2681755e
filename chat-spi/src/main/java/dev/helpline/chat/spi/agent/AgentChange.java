package dev.helpline.chat.spi.agent;

import dev.helpline.chat.spi.AgentId;
import dev.helpline.chat.spi.Checks;
import dev.helpline.chat.spi.auth.Role;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The audit record of one change to an agent in the directory. The changes to an agent form a chain: each contains the hash of the one
 * before it. The hash covers a salted digest of the actor's id and the detail rather than their text, so that erasing these with the salt
 * leaves the chain whole.
 *
 * @param agent whose entry was changed
 * @param number from 1, without gaps, among the changes of the agent
 * @param at UTC instant of the change, at millisecond precision
 * @param role the role of the admin who made the change; null for the host itself
 * @param actor the id of the admin who made the change; null for the host, or erased; at most 128 characters
 * @param action what was done, such as AGENT_CHANGED; at most 64 characters
 * @param detail each part that changed with its values before and after; null if erased; at most 12,000 code points
 * @param salt of the commitment, at most 128 characters; null if erased
 * @param commitment the salted digest of actor and detail, in hexadecimal; like the hashes at most 128 characters
 * @param previousHash the hash of the agent's change before this one; empty for the first
 * @param hash the digest of every part that is never erased, in hexadecimal
 */
public record AgentChange(
        AgentId agent,
        long number,
        Instant at,
        @Nullable Role role,
        @Nullable String actor,
        String action,
        @Nullable String detail,
        @Nullable String salt,
        String commitment,
        String previousHash,
        String hash) {
    /** Checks that the change is complete. */
    public AgentChange {
        Objects.requireNonNull(agent, "agent");
        Checks.within("number", number, 1, Long.MAX_VALUE);
        at = Checks.millis(at);
        Objects.requireNonNull(action, "action");
        Objects.requireNonNull(commitment, "commitment");
        Objects.requireNonNull(previousHash, "previousHash");
        Objects.requireNonNull(hash, "hash");
    }

    /** Throws {@link IllegalArgumentException} unless this is the change that made this version of the agent. */
    public void requireMade(Agent changed) {
        Checks.require(agent.equals(changed.id()), "the change must be of the agent");
        Checks.require(number == changed.version(), "the change must have the number of the agent's version");
    }

    /** The agent, the number and the action; neither the actor nor the detail. */
    @Override
    public String toString() {
        return "AgentChange[" + agent + " " + number + " " + action + "]";
    }
}
