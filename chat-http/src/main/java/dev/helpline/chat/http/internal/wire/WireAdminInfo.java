package dev.helpline.chat.http.internal.wire;

import dev.helpline.chat.spi.auth.Role;
import dev.helpline.chat.spi.entry.Author;
import dev.helpline.chat.spi.session.Assignment;
import org.jspecify.annotations.Nullable;

/**
 * The agent who wrote a message, types or is assigned to a session, or the bot that wrote a message, as JSON.
 *
 * @param agentId the id of the agent who writes; for agents only
 */
record WireAdminInfo(
        @Nullable String agentId,
        @Nullable String name,
        @Nullable String department) {
    static @Nullable WireAdminInfo of(Author author, Role reader) {
        return switch (author.type()) {
            case AGENT -> of(reader.isAgent() ? author.id() : null, author.name(), author.department());
            case BOT -> of(null, author.name(), null);
            case CUSTOMER, SYSTEM -> null;
        };
    }

    static @Nullable WireAdminInfo of(@Nullable Assignment assignment) {
        return assignment == null ? null : of(null, assignment.name(), assignment.department());
    }

    private static @Nullable WireAdminInfo of(
            @Nullable String agentId, @Nullable String name, @Nullable String department) {
        boolean isEmpty = agentId == null && name == null && department == null;
        return isEmpty ? null : new WireAdminInfo(agentId, name, department);
    }
}
