package dev.helpline.chat.http;

import dev.helpline.chat.spi.session.Assignment;
import org.jspecify.annotations.Nullable;

/** The agent a session belongs to, as JSON. */
record WireAgent(
        String agentId, @Nullable String name, @Nullable String department) {
    static @Nullable WireAgent of(@Nullable Assignment assignment) {
        return assignment == null
                ? null
                : new WireAgent(assignment.agent().value(), assignment.name(), assignment.department());
    }
}
