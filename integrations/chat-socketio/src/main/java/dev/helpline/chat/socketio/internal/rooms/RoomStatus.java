package dev.helpline.chat.socketio.internal.rooms;

import dev.helpline.chat.spi.session.Session;
import java.util.Locale;

/** The states of a room as this dialect names them. */
enum RoomStatus {
    WAITING,
    OPEN,
    CLOSED;

    /** Returns the status of a session: one that an agent has is open, also while it is on hold. */
    static RoomStatus of(Session session) {
        return switch (session.state()) {
            case WAITING -> WAITING;
            case ACTIVE, ON_HOLD -> OPEN;
            case ENDED -> CLOSED;
        };
    }

    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
