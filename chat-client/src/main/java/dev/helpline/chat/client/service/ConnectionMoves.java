package dev.helpline.chat.client.service;

import static dev.helpline.chat.client.service.ConnectionState.AUTH_REQUIRED;
import static dev.helpline.chat.client.service.ConnectionState.CLOSED;
import static dev.helpline.chat.client.service.ConnectionState.CONNECTING;
import static dev.helpline.chat.client.service.ConnectionState.IDLE;
import static dev.helpline.chat.client.service.ConnectionState.LIVE;
import static dev.helpline.chat.client.service.ConnectionState.OFFLINE;
import static dev.helpline.chat.client.service.ConnectionState.POLLING;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** All moves of a {@link ConnectionState}. An event that is not listed for a state does not change it. */
final class ConnectionMoves {
    /** One row of the table. */
    static final class Move {
        final ConnectionState from;
        final ConnectionEvent on;
        final ConnectionState to;

        Move(ConnectionState from, ConnectionEvent on, ConnectionState to) {
            this.from = from;
            this.on = on;
            this.to = to;
        }
    }

    // spotless:off
    static final List<Move> MOVES = Collections.unmodifiableList(Arrays.asList(
            //       from           on                          to
            new Move(IDLE,          ConnectionEvent.FOLLOWED,   CONNECTING),
            new Move(IDLE,          ConnectionEvent.SIGNED_OUT, AUTH_REQUIRED),
            new Move(IDLE,          ConnectionEvent.CLOSED,     CLOSED),
            new Move(CONNECTING,    ConnectionEvent.PUSHED,     LIVE),
            new Move(CONNECTING,    ConnectionEvent.POLLED,     POLLING),
            new Move(CONNECTING,    ConnectionEvent.FAILED,     OFFLINE),
            new Move(CONNECTING,    ConnectionEvent.SIGNED_OUT, AUTH_REQUIRED),
            new Move(CONNECTING,    ConnectionEvent.STOPPED,    IDLE),
            new Move(CONNECTING,    ConnectionEvent.PAUSED,     IDLE),
            new Move(CONNECTING,    ConnectionEvent.CLOSED,     CLOSED),
            new Move(LIVE,          ConnectionEvent.LOST,       CONNECTING),
            new Move(LIVE,          ConnectionEvent.SIGNED_OUT, AUTH_REQUIRED),
            new Move(LIVE,          ConnectionEvent.STOPPED,    IDLE),
            new Move(LIVE,          ConnectionEvent.PAUSED,     IDLE),
            new Move(LIVE,          ConnectionEvent.CLOSED,     CLOSED),
            new Move(POLLING,       ConnectionEvent.PUSHED,     LIVE),
            new Move(POLLING,       ConnectionEvent.FAILED,     OFFLINE),
            new Move(POLLING,       ConnectionEvent.SIGNED_OUT, AUTH_REQUIRED),
            new Move(POLLING,       ConnectionEvent.STOPPED,    IDLE),
            new Move(POLLING,       ConnectionEvent.PAUSED,     IDLE),
            new Move(POLLING,       ConnectionEvent.CLOSED,     CLOSED),
            new Move(OFFLINE,       ConnectionEvent.PUSHED,     LIVE),
            new Move(OFFLINE,       ConnectionEvent.POLLED,     POLLING),
            new Move(OFFLINE,       ConnectionEvent.SIGNED_OUT, AUTH_REQUIRED),
            new Move(OFFLINE,       ConnectionEvent.STOPPED,    IDLE),
            new Move(OFFLINE,       ConnectionEvent.PAUSED,     IDLE),
            new Move(OFFLINE,       ConnectionEvent.CLOSED,     CLOSED),
            new Move(AUTH_REQUIRED, ConnectionEvent.FOLLOWED,   CONNECTING),
            new Move(AUTH_REQUIRED, ConnectionEvent.STOPPED,    IDLE),
            new Move(AUTH_REQUIRED, ConnectionEvent.CLOSED,     CLOSED)));
    // spotless:on

    private ConnectionMoves() {}

    static ConnectionState after(ConnectionState from, ConnectionEvent on) {
        for (Move move : MOVES) {
            if (move.from == from && move.on == on) {
                return move.to;
            }
        }
        return from;
    }
}
