package dev.helpline.chat.core.internal.board;

import dev.helpline.chat.core.board.BoardAlert;
import dev.helpline.chat.core.board.BoardAnswer;
import dev.helpline.chat.core.internal.alert.AlertRules.Wanted;
import dev.helpline.chat.spi.agent.Agent;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What readers at one cursor are told. Those who have the same alerts, or none, get the same instance of the answer. Thread-safe.
 */
final class BoardNews {
    /** Most agents have the same few alerts: those of their department. */
    private static final int MAX_SHARED = 16;

    private final BoardAnswer answer;
    private final long revision;
    private final List<Wanted> alerts;
    private final Map<List<BoardAlert>, BoardAnswer> withAlerts = new ConcurrentHashMap<>();

    /**
     * @param answer what all readers are told
     * @param revision of the board when the answer was made
     * @param alerts what some of the readers are told besides
     */
    BoardNews(BoardAnswer answer, long revision, List<Wanted> alerts) {
        this.answer = answer;
        this.revision = revision;
        this.alerts = alerts;
    }

    /** What the agent is told; an agent whom the directory does not list gets no alerts. */
    Board.Told seenBy(@Nullable Agent agent) {
        List<BoardAlert> own = agent == null || alerts.isEmpty() ? List.of() : BoardAlerts.of(alerts, agent);
        return new Board.Told(own.isEmpty() ? answer : with(own), revision);
    }

    private BoardAnswer with(List<BoardAlert> own) {
        BoardAnswer shared = withAlerts.get(own);
        if (shared != null) {
            return shared;
        }
        BoardAnswer made = answer.toBuilder().alerts(own).build();
        return withAlerts.size() < MAX_SHARED ? withAlerts.computeIfAbsent(List.copyOf(own), key -> made) : made;
    }
}
