package dev.helpline.chat.socketio.internal.transport;

import java.time.Duration;

/**
 * The limits of a server's connections.
 *
 * @param pingInterval how long after the last ping a connection is pinged again
 * @param pingTimeout how long a client may take to return a ping
 * @param maxPayload the longest message, and the longest body of a poll, in UTF-16 units
 * @param maxQueued how many UTF-16 units may wait for a client before it is too slow
 * @param maxConnections how many connections may be open
 */
public record TransportSettings(
        Duration pingInterval, Duration pingTimeout, int maxPayload, int maxQueued, int maxConnections) {
    /** Engine.IO's own intervals, and limits that fit chat messages. */
    public static final TransportSettings DEFAULT =
            new TransportSettings(Duration.ofSeconds(25), Duration.ofSeconds(20), 128 * 1024, 1024 * 1024, 20_000);

    /** How long a connection may be broken before that is noticed: what was sent longer ago has arrived. */
    public Duration longestSilence() {
        return pingInterval.plus(pingTimeout);
    }
}
