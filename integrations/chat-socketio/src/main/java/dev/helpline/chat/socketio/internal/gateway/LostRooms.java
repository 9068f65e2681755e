package dev.helpline.chat.socketio.internal.gateway;

import dev.helpline.chat.spi.SessionId;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The rooms of clients whose connection was lost, for a minute, by token: clients of some dialects reconnect and do not join again.
 * Bounded: the oldest are forgotten first. Thread-safe.
 */
final class LostRooms {
    static final Duration REMEMBERED = Duration.ofMinutes(1);
    private static final int MAX = 20_000;

    private final Map<String, Lost> lost = new LinkedHashMap<>();

    /**
     * A session that a client had joined.
     *
     * @param after the last message that the client has for sure; null if joining tells the messages anyway
     */
    record Room(DialectModule dialect, @Nullable String after) {}

    private record Lost(Map<SessionId, Room> rooms, long sinceNanos) {}

    synchronized void remember(String key, Map<SessionId, Room> rooms, long nowNanos) {
        Map<SessionId, Room> all = new LinkedHashMap<>();
        Lost earlier = lost.remove(key);
        if (earlier != null && isFresh(earlier, nowNanos)) {
            all.putAll(earlier.rooms());
        }
        all.putAll(rooms);
        lost.put(key, new Lost(all, nowNanos));
        var oldest = lost.entrySet().iterator();
        while (oldest.hasNext()) {
            Lost next = oldest.next().getValue();
            if (isFresh(next, nowNanos) && lost.size() <= MAX) {
                return;
            }
            oldest.remove();
        }
    }

    /** Returns the rooms and forgets them. */
    synchronized Map<SessionId, Room> take(String key, long nowNanos) {
        Lost known = lost.remove(key);
        return known != null && isFresh(known, nowNanos) ? known.rooms() : Map.of();
    }

    private static boolean isFresh(Lost known, long nowNanos) {
        return nowNanos - known.sinceNanos() <= REMEMBERED.toNanos();
    }
}
