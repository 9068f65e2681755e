package dev.helpline.chat.core.internal.live;

import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.session.SessionState;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A session's head, and the watchers that wait for another one. Thread-safe; reading the head takes no lock. */
final class WatchedHead {
    private final List<Runnable> watchers = new ArrayList<>();
    private final LiveRevisions revisions;
    private volatile Head head;
    private boolean closed;

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
        List<Runnable> woken;
        synchronized (this) {
            if (session.version() <= head.session().version()) {
                return;
            }
            head = head.withSession(session, revisions);
            woken = takeWatchers();
        }
        woken.forEach(Runnable::run);
    }

    /** Goes back to an earlier session, if {@code known} is the one in the head; returns whether it was. */
    boolean takeBack(Session known, Session earlier) {
        List<Runnable> woken;
        synchronized (this) {
            if (!head.session().equals(known)) {
                return false;
            }
            head = new Head(earlier, LiveState.unknown(revisions));
            woken = takeWatchers();
        }
        woken.forEach(Runnable::run);
        return true;
    }

    /** The session's place in the queue is now known to be this. */
    void place(@Nullable Integer position) {
        List<Runnable> woken;
        synchronized (this) {
            boolean waits = head.session().state() == SessionState.WAITING;
            if (!waits || Objects.equals(head.live().queuePosition(), position)) {
                return;
            }
            head = head.withQueuePosition(position, revisions);
            woken = takeWatchers();
        }
        woken.forEach(Runnable::run);
    }

    /** As {@link LiveSession#watch}; false if the head is closed. */
    boolean watch(Head seen, Runnable watcher) {
        synchronized (this) {
            if (closed) {
                return false;
            }
            if (head.isSameAs(seen)) {
                watchers.add(watcher);
                return true;
            }
        }
        watcher.run();
        return true;
    }

    synchronized void unwatch(Runnable watcher) {
        watchers.remove(watcher);
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
            woken = takeWatchers();
        }
        woken.forEach(Runnable::run);
    }

    private List<Runnable> takeWatchers() {
        if (watchers.isEmpty()) {
            return List.of();
        }
        List<Runnable> taken = List.copyOf(watchers);
        watchers.clear();
        return taken;
    }
}
