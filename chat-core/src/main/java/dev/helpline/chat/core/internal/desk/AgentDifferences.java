package dev.helpline.chat.core.internal.desk;

import dev.helpline.chat.core.internal.change.Differences;
import dev.helpline.chat.spi.agent.Agent;
import org.jspecify.annotations.Nullable;

/** Says what a change to an agent changed, for its audit. */
final class AgentDifferences {
    private static final Differences<Agent> PARTS = Differences.<Agent>ofParts()
            .and("name", Agent::name)
            .and("email", Agent::email)
            .and("departments", Agent::departments)
            .and("skills", Agent::skills)
            .and("languages", Agent::languages)
            .and("role", Agent::role)
            .and("active", Agent::active)
            .and("capacity", Agent::capacity);

    private AgentDifferences() {}

    /** The name of what was done. */
    static String action(@Nullable Agent before, Agent after) {
        if (before == null) {
            return "AGENT_CREATED";
        }
        if (before.active() == after.active()) {
            return "AGENT_CHANGED";
        }
        return after.active() ? "AGENT_ACTIVATED" : "AGENT_DEACTIVATED";
    }

    /** The parts that differ. */
    static String detail(@Nullable Agent before, Agent after) {
        return PARTS.between(before, after);
    }

    /** Whether no part differs. */
    static boolean areNone(Agent one, Agent other) {
        return PARTS.areNone(one, other);
    }
}
