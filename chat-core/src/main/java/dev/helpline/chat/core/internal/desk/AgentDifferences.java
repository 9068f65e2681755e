package dev.helpline.chat.core.internal.desk;

import dev.helpline.chat.spi.agent.Agent;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Says what a change to an agent changed, for its audit: a line per part, with its values before and after. */
final class AgentDifferences {
    private static final List<Part> PARTS = List.of(
            new Part("name", Agent::name),
            new Part("email", Agent::email),
            new Part("departments", Agent::departments),
            new Part("skills", Agent::skills),
            new Part("languages", Agent::languages),
            new Part("role", Agent::role),
            new Part("active", Agent::active),
            new Part("capacity", Agent::capacity));

    private AgentDifferences() {}

    /** A part of an agent that admins and the host can change. */
    private record Part(String name, Function<Agent, @Nullable Object> value) {
        @Nullable
        Object of(@Nullable Agent agent) {
            return agent == null ? null : value.apply(agent);
        }
    }

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
        List<String> lines = new ArrayList<>();
        for (Part part : PARTS) {
            Object old = part.of(before);
            Object now = part.of(after);
            if (!Objects.equals(old, now)) {
                lines.add(part.name() + ": " + told(old) + " -> " + told(now));
            }
        }
        return String.join("\n", lines);
    }

    /** Whether no part differs. */
    static boolean areNone(Agent one, Agent other) {
        return PARTS.stream().allMatch(part -> Objects.equals(part.of(one), part.of(other)));
    }

    private static String told(@Nullable Object value) {
        return value == null ? "none" : value.toString();
    }
}
