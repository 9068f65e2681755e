package dev.helpline.chat.http.internal.wire;

import dev.helpline.chat.spi.entry.Author;
import dev.helpline.chat.spi.entry.ParticipantType;
import dev.helpline.chat.spi.session.Assignment;
import org.jspecify.annotations.Nullable;

/** The agent who wrote a message or is assigned to a session, as JSON. */
record WireAdminInfo(@Nullable String name, @Nullable String department) {
    static @Nullable WireAdminInfo of(Author author) {
        return author.type() == ParticipantType.AGENT ? of(author.name(), author.department()) : null;
    }

    static @Nullable WireAdminInfo of(@Nullable Assignment assignment) {
        return assignment == null ? null : of(assignment.name(), assignment.department());
    }

    private static @Nullable WireAdminInfo of(@Nullable String name, @Nullable String department) {
        return name == null && department == null ? null : new WireAdminInfo(name, department);
    }
}
