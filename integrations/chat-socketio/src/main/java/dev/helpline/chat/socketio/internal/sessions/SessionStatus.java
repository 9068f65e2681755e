package dev.helpline.chat.socketio.internal.sessions;

import dev.helpline.chat.spi.session.EndedBy;
import dev.helpline.chat.spi.session.Ending;
import dev.helpline.chat.spi.session.Outcome;
import dev.helpline.chat.spi.session.Session;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The states of a session as this dialect names them. */
enum SessionStatus {
    WAITING,
    ACTIVE,
    RESOLVED,
    CLOSED;

    /** Returns the status of a session; a session on hold is active. */
    static SessionStatus of(Session session) {
        return switch (session.state()) {
            case WAITING -> WAITING;
            case ACTIVE, ON_HOLD -> ACTIVE;
            case ENDED -> isResolved(session.ending()) ? RESOLVED : CLOSED;
        };
    }

    private static boolean isResolved(@Nullable Ending ending) {
        return ending != null && ending.by() == EndedBy.AGENT && ending.outcome() == Outcome.RESOLVED;
    }

    static Optional<SessionStatus> parse(String name) {
        for (SessionStatus status : values()) {
            if (status.wireName().equals(name)) {
                return Optional.of(status);
            }
        }
        return Optional.empty();
    }

    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
