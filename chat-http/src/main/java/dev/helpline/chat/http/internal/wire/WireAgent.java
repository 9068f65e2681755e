package dev.helpline.chat.http.internal.wire;

import dev.helpline.chat.spi.session.Assignment;
import org.jspecify.annotations.Nullable;

/** The agent that a session is assigned to, as JSON. */
public record WireAgent(
        String agentId, @Nullable String name, @Nullable String department) {
    public static @Nullable WireAgent of(@Nullable Assignment assignment) {
        return assignment == null
                ? null
                : new WireAgent(assignment.agent().value(), assignment.name(), assignment.department());
    }
}
