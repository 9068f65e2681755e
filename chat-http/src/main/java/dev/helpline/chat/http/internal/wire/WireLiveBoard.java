package dev.helpline.chat.http.internal.wire;

import dev.helpline.chat.core.figures.LiveBoard;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The live board, as JSON. */
public record WireLiveBoard(
        String at,
        long waiting,
        long active,
        long onHold,
        @Nullable Long longestWaitSeconds,
        @Nullable Long averageWaitSeconds,
        int agentsOnline,
        int agentsAvailable,
        long breaches,
        @Nullable Map<String, Long> breachedTargets) {
    /** Returns the board. */
    public static WireLiveBoard of(LiveBoard board) {
        Map<String, Long> targets = new TreeMap<>();
        board.breachedTargets().forEach((target, sessions) -> targets.put(WireNames.of(target), sessions));
        return new WireLiveBoard(
                WireTime.format(board.at()),
                board.waiting(),
                board.active(),
                board.onHold(),
                seconds(board.longestWait()),
                seconds(board.averageWait()),
                board.agentsOnline(),
                board.agentsAvailable(),
                board.breaches(),
                targets.isEmpty() ? null : targets);
    }

    private static @Nullable Long seconds(@Nullable Duration time) {
        return time == null ? null : (Long) time.toSeconds();
    }
}
