package dev.helpline.chat.core.internal.desk;

import dev.helpline.chat.core.internal.change.Digests;
import dev.helpline.chat.spi.AgentId;
import dev.helpline.chat.spi.agent.AgentChange;
import dev.helpline.chat.spi.auth.Principal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Links the changes of an agent to a chain, as {@link dev.helpline.chat.core.internal.change.AuditChain} does for a session. */
public final class AgentChain {
    private AgentChain() {}

    /** What is linked: the action, what it changed, and the salt of the commitment. */
    record Link(String action, String detail, String salt) {}

    /**
     * Returns the change that follows {@code previous}.
     *
     * @param previous the agent's newest change; null if there is none
     * @param by the admin who made the change; null for the host
     */
    static AgentChange link(
            AgentId agent, @Nullable AgentChange previous, @Nullable Principal by, Instant at, Link link) {
        long number = previous == null ? 1 : previous.number() + 1;
        String previousHash = previous == null ? "" : previous.hash();
        String actor = by == null ? null : by.id();
        String commitment = Digests.sha256(link.salt(), actor, link.detail());
        String role = by == null ? null : by.role().name();
        return new AgentChange(
                agent,
                number,
                at,
                by == null ? null : by.role(),
                actor,
                link.action(),
                link.detail(),
                link.salt(),
                commitment,
                previousHash,
                hash(agent, number, at, role, link.action(), commitment, previousHash));
    }

    /**
     * Returns whether {@link #link} made this change, as number {@code number} and following {@code previousHash}. A change that was
     * erased has no salt; its commitment then stands for its actor and its detail.
     */
    public static boolean isGenuine(AgentChange change, long number, String previousHash) {
        String salt = change.salt();
        boolean kept =
                salt == null || change.commitment().equals(Digests.sha256(salt, change.actor(), change.detail()));
        String role = change.role() == null ? null : change.role().name();
        return kept
                && change.number() == number
                && change.previousHash().equals(previousHash)
                && change.hash()
                        .equals(hash(
                                change.agent(),
                                number,
                                change.at(),
                                role,
                                change.action(),
                                change.commitment(),
                                previousHash));
    }

    private static String hash(
            AgentId agent,
            long number,
            Instant at,
            @Nullable String role,
            String action,
            String commitment,
            String previousHash) {
        return Digests.sha256(
                agent.value(),
                Long.toString(number),
                Long.toString(at.toEpochMilli()),
                role,
                action,
                commitment,
                previousHash);
    }
}
