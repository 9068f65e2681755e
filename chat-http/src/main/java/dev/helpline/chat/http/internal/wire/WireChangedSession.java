package dev.helpline.chat.http.internal.wire;

import dev.helpline.chat.spi.session.Session;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A session after an agent's act, with everything that such an act can change, as JSON. */
public record WireChangedSession(
        String sessionId,
        String status,
        String state,
        String priority,
        @Nullable String department,
        List<String> tags,
        @Nullable String escalatedAt,
        @Nullable WireAgent agent) {
    public static WireChangedSession of(Session session) {
        return new WireChangedSession(
                session.id().value(),
                WireNames.status(session),
                WireNames.of(session.state()),
                WireNames.of(session.priority()),
                session.department(),
                List.copyOf(session.tags()),
                WireTime.formatOrNull(session.timeline().escalatedAt()),
                WireAgent.of(session.assignment()));
    }
}
