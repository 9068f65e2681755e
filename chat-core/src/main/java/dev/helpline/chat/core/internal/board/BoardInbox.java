package dev.helpline.chat.core.internal.board;

import dev.helpline.chat.core.internal.alert.AlertRules;
import dev.helpline.chat.core.internal.alert.AlertRules.Wanted;
import dev.helpline.chat.core.internal.live.CommitObserver;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.entry.Entry;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.store.SessionCommit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the board has not looked at yet: the newest commit of each session that this node changed, and the sessions that another node
 * changed according to a hint. Takes nothing while there is no board. Thread-safe; taking something in is cheap, since the threads that
 * commit do it.
 */
public final class BoardInbox implements CommitObserver {
    private final ConcurrentMap<SessionId, Arrival> commits = new ConcurrentHashMap<>();
    private final Set<SessionId> hints = ConcurrentHashMap.newKeySet();
    private volatile @Nullable Runnable bell;

    /** A closed inbox. */
    public BoardInbox() {}

    /**
     * A session as a commit of this node left it.
     *
     * @param alerts to what happened, the oldest first
     * @param lastMessage the session's newest message, if one of the commits that arrived had it, and none after that one can have amended it
     */
    record Arrival(Session session, @Nullable Entry lastMessage, List<Wanted> alerts) {
        private static final int MAX_ALERTS = 50;

        static Arrival of(Session session, List<Entry> entries, List<Wanted> alerts) {
            long wanted = session.log().lastMessageSeq();
            return new Arrival(
                    session,
                    entries.stream()
                            .filter(entry -> entry.seq() == wanted)
                            .findAny()
                            .orElse(null),
                    alerts);
        }

        /** The newer of two, with the message if either has it; of two at one version, the later one. */
        Arrival and(Arrival later) {
            return later.session().version() >= session.version() ? later.after(this) : after(later);
        }

        /** The alerts that a look at the store has not found before. */
        List<Wanted> alertsAfter(@Nullable Session known) {
            long seq = known == null ? 0 : known.log().lastSeq();
            return alerts.stream().filter(alert -> alert.event().seq() > seq).toList();
        }

        private Arrival after(Arrival older) {
            return new Arrival(session, messageAfter(older.lastMessage()), joined(older.alerts(), alerts));
        }

        private static List<Wanted> joined(List<Wanted> older, List<Wanted> newer) {
            if (older.isEmpty() || newer.isEmpty()) {
                return older.isEmpty() ? newer : older;
            }
            List<Wanted> all = Stream.concat(older.stream(), newer.stream()).toList();
            return all.subList(Math.max(0, all.size() - MAX_ALERTS), all.size());
        }

        private @Nullable Entry messageAfter(@Nullable Entry message) {
            boolean isNewest = message != null
                    && message.seq() == session.log().lastMessageSeq()
                    && session.log().amendmentCount() == 0;
            return lastMessage == null && isNewest ? message : lastMessage;
        }
    }

    /** Begins to take in; runs {@code rung}, which must return at once, after each arrival. */
    void open(Runnable rung) {
        commits.clear();
        hints.clear();
        bell = rung;
    }

    /** Ends taking in, and forgets what has arrived. */
    void close() {
        bell = null;
        commits.clear();
        hints.clear();
    }

    @Override
    public void committed(Session session, List<Entry> entries) {
        arrived(session, entries, List.of());
    }

    @Override
    public void committed(SessionCommit commit) {
        arrived(commit.next(), commit.entries(), bell == null ? List.of() : AlertRules.of(commit));
    }

    private void arrived(Session session, List<Entry> entries, List<Wanted> alerts) {
        Runnable rung = bell;
        if (rung != null) {
            commits.merge(session.id(), Arrival.of(session, entries, alerts), Arrival::and);
            rung.run();
        }
    }

    /** Another node may have changed the session. */
    void hinted(SessionId id) {
        Runnable rung = bell;
        if (rung != null) {
            hints.add(id);
            rung.run();
        }
    }

    /** Takes out all commits that have arrived. */
    List<Arrival> takeCommits() {
        List<Arrival> taken = new ArrayList<>();
        for (SessionId id : commits.keySet()) {
            Arrival arrival = commits.remove(id);
            if (arrival != null) {
                taken.add(arrival);
            }
        }
        return taken;
    }

    /** Takes out the sessions that all hints named. */
    Set<SessionId> takeHints() {
        Set<SessionId> taken = Set.copyOf(hints);
        hints.removeAll(taken);
        return taken;
    }
}
