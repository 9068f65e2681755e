package dev.helpline.chat.socketio.internal.conversations;

import dev.helpline.chat.socketio.internal.gateway.Failure;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.session.SessionState;
import java.util.Locale;
import java.util.Set;

/** The states of a conversation as this dialect names them. */
enum ConversationStatus {
    /** It waits for an agent, or an agent has it. */
    OPEN,
    /** It is on hold: the customer's reply is awaited. */
    PENDING,
    CLOSED;

    static ConversationStatus of(Session session) {
        return switch (session.state()) {
            case WAITING, ACTIVE -> OPEN;
            case ON_HOLD -> PENDING;
            case ENDED -> CLOSED;
        };
    }

    static ConversationStatus parse(String name) {
        for (ConversationStatus status : values()) {
            if (status.wireName().equals(name)) {
                return status;
            }
        }
        throw Failure.invalid("status must be open, pending or closed");
    }

    /** The engine's states that have this name. */
    Set<SessionState> states() {
        return switch (this) {
            case OPEN -> Set.of(SessionState.WAITING, SessionState.ACTIVE);
            case PENDING -> Set.of(SessionState.ON_HOLD);
            case CLOSED -> Set.of(SessionState.ENDED);
        };
    }

    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
