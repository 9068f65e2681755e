package dev.helpline.chat.core.internal.board;

import dev.helpline.chat.core.board.BoardAnswer;
import dev.helpline.chat.core.desk.Colleague;
import dev.helpline.chat.core.internal.alert.AlertRules.Wanted;
import dev.helpline.chat.core.internal.follow.PageBudget;
import dev.helpline.chat.core.session.SessionSummary;
import dev.helpline.chat.core.session.SessionView;
import dev.helpline.chat.spi.AgentId;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.agent.Agent;
import dev.helpline.chat.spi.entry.Entry;
import dev.helpline.chat.spi.session.Assignment;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.session.SessionState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The open sessions, and those that went lately, in the order of their last changes. Each change has a revision of its own, and each
 * session stands at the revision of its last change. So what changed since a revision is what stands behind it, and a snapshot is what
 * changed since revision 0, without the sessions that went.
 *
 * <p>Only so many sessions that went are remembered. A reader from before the first forgotten one gets a snapshot. Not thread-safe.
 */
final class BoardIndex {
    private final String epoch;
    private final int maxChanges;
    private final int maxGone;
    private final Map<SessionId, BoardItem> items = new HashMap<>();
    private final TreeMap<Long, BoardItem> byRevision = new TreeMap<>();

    /** Those of the items that are not open, the first that went first. */
    private final LinkedHashMap<SessionId, BoardItem> gone = new LinkedHashMap<>();

    /** The agents by their ids, each with the revision at which others were told of a change. */
    private final TreeMap<AgentId, ToldAgent> team = new TreeMap<>();

    private final BoardAlerts alerts = new BoardAlerts();

    private long revision;

    /** Sessions that went at this revision or earlier may be forgotten. */
    private long forgotten;

    private long waiting;

    /** @param colleague as the board was told of the agent last */
    private record ToldAgent(Colleague colleague, long revision) {}

    /**
     * An empty index.
     *
     * @param maxChanges how many changes one answer tells at most
     * @param maxGone how many sessions that went are remembered
     */
    BoardIndex(String epoch, int maxChanges, int maxGone) {
        this.epoch = epoch;
        this.maxChanges = maxChanges;
        this.maxGone = maxGone;
    }

    // --- changes --------------------------------------------------------------------------------------------

    /** The revision of the newest change. */
    long revision() {
        return revision;
    }

    /** Returns what is known of a session; null if nothing is. */
    @Nullable
    BoardItem find(SessionId id) {
        return items.get(id);
    }

    /** Whether the session is on the board. */
    boolean isOpen(SessionId id) {
        BoardItem item = items.get(id);
        return item != null && item.isOpen();
    }

    /** Returns the versions of the open sessions. */
    Map<SessionId, Long> versions() {
        Map<SessionId, Long> versions = new HashMap<>(2 * items.size());
        for (BoardItem item : items.values()) {
            if (item.isOpen()) {
                versions.put(item.id(), item.version());
            }
        }
        return versions;
    }

    /** Returns the open sessions in which agents have something to read. */
    List<BoardItem> unread() {
        return items.values().stream().filter(item -> item.unreadCount() > 0).toList();
    }

    /** The session is at this state now. Nothing changes if that is known. */
    void put(Session session, @Nullable Entry lastMessage, long unreadCount) {
        if (!session.state().isOpen()) {
            remove(session.id(), session.version());
            return;
        }
        BoardItem known = items.get(session.id());
        if (known != null
                && session.equals(known.session())
                && Objects.equals(lastMessage, known.lastMessage())
                && unreadCount == known.unreadCount()) {
            return;
        }
        SessionSummary summary = SessionSummary.builder(
                        SessionView.builder(session).unreadCount(unreadCount).build())
                .lastMessage(lastMessage)
                .build();
        replace(known, new BoardItem(session.id(), session.version(), ++revision, summary));
    }

    /** The session is no longer open. Nothing changes if it was not on the board. */
    void remove(SessionId id, long version) {
        BoardItem known = items.get(id);
        if (known != null && known.isOpen()) {
            replace(known, new BoardItem(id, version, ++revision, null));
            forgetSome();
        }
    }

    /** The agents are as follows now. Those of whom nothing changed but when they were seen stay at their revisions. */
    void putTeam(List<Colleague> colleagues) {
        for (Colleague colleague : colleagues) {
            AgentId id = colleague.agent().id();
            ToldAgent known = team.get(id);
            boolean isSame = known != null && lasting(colleague).equals(lasting(known.colleague()));
            long told = known != null && isSame ? known.revision() : ++revision;
            team.put(id, new ToldAgent(colleague, told));
        }
    }

    /** Something happened in an open session; of a session that is not on the board, nothing is told. */
    void putAlerts(List<Wanted> wanted) {
        for (Wanted alert : wanted) {
            if (isOpen(alert.session().id())) {
                alerts.put(++revision, alert);
            }
        }
    }

    private static Colleague lasting(Colleague colleague) {
        Agent agent = colleague.agent();
        return Colleague.builder(agent.toBuilder().seenAt(agent.enrolledAt()).build())
                .presence(colleague.presence())
                .capacity(colleague.capacity())
                .build();
    }

    /** Forgets everything: whatever cursor a reader has, it gets a snapshot. */
    void clear() {
        items.clear();
        byRevision.clear();
        gone.clear();
        team.clear();
        alerts.clear();
        waiting = 0;
        forgotten = ++revision;
    }

    private void replace(@Nullable BoardItem known, BoardItem next) {
        if (known != null) {
            byRevision.remove(known.revision());
            gone.remove(known.id());
            waiting -= waits(known) ? 1 : 0;
        }
        items.put(next.id(), next);
        byRevision.put(next.revision(), next);
        waiting += waits(next) ? 1 : 0;
        if (!next.isOpen()) {
            gone.put(next.id(), next);
        }
    }

    private void forgetSome() {
        while (gone.size() > maxGone) {
            BoardItem oldest = gone.values().iterator().next();
            gone.remove(oldest.id());
            items.remove(oldest.id());
            byRevision.remove(oldest.revision());
            forgotten = oldest.revision();
        }
    }

    private static boolean waits(BoardItem item) {
        Session session = item.session();
        return session != null && session.state() == SessionState.WAITING;
    }

    // --- answers --------------------------------------------------------------------------------------------

    /** Returns the cursor that a text stands for if this board can go on from there; otherwise null, for a snapshot. */
    @Nullable
    BoardCursor known(@Nullable String after) {
        return after == null
                ? null
                : BoardCursor.parse(after)
                        .filter(cursor -> cursor.epoch().equals(epoch)
                                && cursor.knowsGoneUntil() <= revision
                                && cursor.knowsGoneUntil() >= forgotten)
                        .orElse(null);
    }

    /** Tells what changed since a cursor, or with null begins a snapshot. */
    BoardAnswer since(@Nullable BoardCursor cursor) {
        long from = cursor == null ? 0 : cursor.revision();
        long told = from;
        long base = cursor == null ? revision : cursor.base();
        List<SessionSummary> sessions = new ArrayList<>();
        List<SessionId> left = new ArrayList<>();
        PageBudget budget = new PageBudget();
        boolean hasMore = false;
        for (BoardItem item : byRevision.tailMap(told, false).values()) {
            SessionSummary summary = item.summary();
            if (summary == null && item.revision() <= base) {
                continue; // the reader never heard of it
            }
            if (sessions.size() + left.size() == maxChanges || (summary != null && !budget.take(summary))) {
                hasMore = true;
                break;
            }
            if (summary == null) {
                left.add(item.id());
            } else {
                sessions.add(summary);
            }
            told = item.revision();
        }
        BoardCursor next = hasMore ? new BoardCursor(told, base, epoch) : new BoardCursor(revision, revision, epoch);
        return BoardAnswer.builder(next.format())
                .snapshot(cursor == null)
                .sessions(sessions)
                .gone(left)
                .agents(agentsBetween(from, next.revision()))
                .totalActive(items.size() - gone.size())
                .waiting(waiting)
                .hasMore(hasMore)
                .build();
    }

    /** Returns the alerts between a cursor and the answer to it, without those from before a snapshot that is being told. */
    List<Wanted> alertsSince(@Nullable BoardCursor cursor, BoardAnswer answer) {
        BoardCursor next = BoardCursor.parse(answer.cursor()).orElseThrow();
        return cursor == null ? List.of() : alerts.between(cursor.knowsGoneUntil(), next.revision());
    }

    /** Returns the agent as the directory had them at the last look; null if it did not list the agent. */
    @Nullable
    Agent agent(AgentId id) {
        ToldAgent told = team.get(id);
        return told == null ? null : told.colleague().agent();
    }

    /** The agents of whom something changed after one revision and up to another, with their sessions as of now. */
    private List<Colleague> agentsBetween(long from, long until) {
        List<Colleague> changed = team.values().stream()
                .filter(told -> told.revision() > from && told.revision() <= until)
                .map(ToldAgent::colleague)
                .toList();
        if (changed.isEmpty()) {
            return changed;
        }
        Map<AgentId, Integer> open = new HashMap<>();
        for (BoardItem item : items.values()) {
            Session session = item.session();
            Assignment owner = session == null ? null : session.assignment();
            if (owner != null) {
                open.merge(owner.agent(), 1, Integer::sum);
            }
        }
        return changed.stream()
                .map(colleague -> colleague.toBuilder()
                        .openSessions(open.getOrDefault(colleague.agent().id(), 0))
                        .build())
                .toList();
    }
}
