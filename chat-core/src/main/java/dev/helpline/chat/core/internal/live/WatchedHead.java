package dev.helpline.chat.core.internal.live;

import dev.helpline.chat.core.session.SessionActivity;
import dev.helpline.chat.spi.entry.ParticipantType;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.session.SessionState;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A session's head, and the watchers that wait for another one. Thread-safe; reading the head takes no lock. */
final class WatchedHead {
    private final List<Watcher> watchers = new ArrayList<>();
    private final LiveRevisions revisions;
    private volatile Head head;
    private boolean closed;

    private record Watcher(ParticipantType side, Runnable task) {}

    /**
     * The head of a session whose place in the queue is not known.
     *
     * @param revisions the next live revision of this run of the engine
     */
    WatchedHead(Session session, LiveRevisions revisions) {
        this.revisions = revisions;
        this.head = new Head(session, LiveState.unknown(revisions));
    }

    Head get() {
        return head;
    }

    /** Takes over a session if it is newer than the one in the head. */
    void publish(Session session) {
        publish(session, activity -> activity);
    }

    /** Takes over a session if it is newer than the one in the head, and its activity. */
    void publish(Session session, UnaryOperator<SessionActivity> activity) {
        change(before -> {
            Head moved =
                    session.version() > before.session().version() ? before.withSession(session, revisions) : before;
            return moved.withActivity(activity.apply(moved.live().activity()), revisions);
        });
    }

    /** Goes back to an earlier session, if {@code known} is the one in the head; returns whether it was. */
    boolean takeBack(Session known, Session earlier) {
        return change(before -> before.session().equals(known)
                ? new Head(earlier, LiveState.withoutPlace(before.live().activity(), revisions))
                : before);
    }

    /** The session's place in the queue is now known to be this. */
    void place(@Nullable Integer position) {
        change(before -> before.session().state() == SessionState.WAITING
                ? before.withQueuePosition(position, revisions)
                : before);
    }

    /** What goes on in the session has changed. */
    void activity(UnaryOperator<SessionActivity> next) {
        change(before -> before.withActivity(next.apply(before.live().activity()), revisions));
    }

    /** Replaces the head, and wakes the watchers who see another one. Returns whether any side does. */
    private boolean change(UnaryOperator<Head> next) {
        List<Runnable> woken;
        synchronized (this) {
            Head before = head;
            head = next.apply(before);
            boolean customer = !head.isSameFor(ParticipantType.CUSTOMER, before);
            boolean agents = !head.isSameFor(ParticipantType.AGENT, before);
            if (!customer && !agents) {
                return false;
            }
            woken = takeWatchers(customer, agents);
        }
        woken.forEach(Runnable::run);
        return true;
    }

    /** As {@link LiveSession#watch}; false if the head is closed. */
    boolean watch(Head seen, ParticipantType side, Runnable watcher) {
        synchronized (this) {
            if (closed) {
                return false;
            }
            if (head.isSameFor(side, seen)) {
                watchers.add(new Watcher(side, watcher));
                return true;
            }
        }
        watcher.run();
        return true;
    }

    synchronized void unwatch(Runnable task) {
        watchers.removeIf(watcher -> watcher.task() == task);
    }

    synchronized boolean isWatched() {
        return !watchers.isEmpty();
    }

    /** Closes the head if it has no watchers. Returns whether it is closed. */
    synchronized boolean closeIfUnwatched() {
        if (watchers.isEmpty()) {
            closed = true;
        }
        return closed;
    }

    /** Rejects further watchers, and wakes all there are. */
    void close() {
        synchronized (this) {
            closed = true;
        }
        wakeAll();
    }

    /** Wakes all watchers, whether there is something new or not. */
    void wakeAll() {
        List<Runnable> woken;
        synchronized (this) {
            woken = takeWatchers(true, true);
        }
        woken.forEach(Runnable::run);
    }

    private List<Runnable> takeWatchers(boolean customer, boolean agents) {
        if (watchers.isEmpty()) {
            return List.of();
        }
        List<Runnable> taken = new ArrayList<>(watchers.size());
        for (Iterator<Watcher> all = watchers.iterator(); all.hasNext(); ) {
            Watcher watcher = all.next();
            if (watcher.side() == ParticipantType.AGENT ? agents : customer) {
                taken.add(watcher.task());
                all.remove();
            }
        }
        return taken;
    }
}
