package dev.helpline.chat.core.internal.board;

import dev.helpline.chat.core.board.BoardAlert;
import dev.helpline.chat.core.internal.alert.AlertRules.Wanted;
import dev.helpline.chat.spi.EntryId;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.agent.Agent;
import dev.helpline.chat.spi.notify.AlertType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The alerts of late by the board's revisions. The oldest are forgotten first. Not thread-safe. */
final class BoardAlerts {
    /** Few seconds of a large desk's rush: an agent who stays away for longer looks at the board, which tells the same. */
    static final int MAX_KEPT = 500;

    /** More than an agent can look at one by one. */
    static final int MAX_TOLD = 50;

    private final TreeMap<Long, Wanted> byRevision = new TreeMap<>();

    void put(long revision, Wanted alert) {
        byRevision.put(revision, alert);
        if (byRevision.size() > MAX_KEPT) {
            byRevision.pollFirstEntry();
        }
    }

    /** The alerts after one revision and up to another, the oldest first; of one type in one session the newest, but each mention. */
    List<Wanted> between(long from, long until) {
        if (from >= until) {
            return List.of();
        }
        Map<Object, Wanted> newest = new LinkedHashMap<>();
        for (Wanted alert : byRevision.subMap(from, false, until, true).values()) {
            Key key = Key.of(alert);
            newest.remove(key);
            newest.put(key, alert);
        }
        return List.copyOf(newest.values());
    }

    void clear() {
        byRevision.clear();
    }

    /** What of these is for the agent: the newest ones, the oldest of them first. */
    static List<BoardAlert> of(List<Wanted> alerts, Agent agent) {
        List<BoardAlert> own = new ArrayList<>();
        for (Wanted alert : alerts) {
            if (alert.concerns().test(agent)) {
                own.add(BoardAlert.builder(alert.type(), alert.session().id(), alert.event())
                        .build());
            }
        }
        return own.subList(Math.max(0, own.size() - MAX_TOLD), own.size());
    }

    /** @param event null unless each event counts */
    private record Key(
            SessionId session, AlertType type, @Nullable EntryId event) {
        static Key of(Wanted alert) {
            boolean eachCounts = alert.type() == AlertType.MENTIONED;
            return new Key(
                    alert.session().id(),
                    alert.type(),
                    eachCounts ? alert.event().id() : null);
        }
    }
}
