package dev.helpline.chat.client.agent;

import dev.helpline.chat.client.internal.JsonFields;
import java.util.List;

/**
 * All open sessions, or what changed among them since a cursor. A reader keeps a map of sessions by id: if {@link #isSnapshot()} is true, it
 * empties the map; then it puts {@link #sessions()} and removes {@link #gone()}; and if {@link #hasMore()} is true, it requests the rest at once
 * with {@link #cursor()}. Immutable.
 */
public final class Board {
    private final boolean snapshot;
    private final List<ActiveSession> sessions;
    private final List<String> gone;
    private final List<Agent> agents;
    private final List<BoardAlert> alerts;
    private final long totalActive;
    private final long waiting;
    private final boolean hasMore;
    private final String cursor;

    /** For the SDK: reads it from a response. */
    public Board(JsonFields json) {
        snapshot = json.flag("snapshot");
        sessions = json.list("sessions", ActiveSession::new);
        gone = json.texts("gone");
        agents = json.list("agents", Agent::new);
        alerts = json.list("alerts", BoardAlert::new);
        totalActive = json.number("totalActive");
        waiting = json.number("waiting");
        hasMore = json.flag("hasMore");
        cursor = json.text("cursor");
    }

    /** Whether the reader forgets all sessions of earlier responses. */
    public boolean isSnapshot() {
        return snapshot;
    }

    /** The open sessions that are new or changed, as they stand. */
    public List<ActiveSession> sessions() {
        return sessions;
    }

    /** The ids of the sessions that are no longer open; the reader may not know all of them. */
    public List<String> gone() {
        return gone;
    }

    /** The agents whose entry in the directory, presence or capacity is new or changed. */
    public List<Agent> agents() {
        return agents;
    }

    /** What happened since the cursor and concerns the caller: the newest 50, the oldest of them first. None in a new snapshot. */
    public List<BoardAlert> alerts() {
        return alerts;
    }

    /** How many sessions are open. */
    public long totalActive() {
        return totalActive;
    }

    /** How many sessions wait for an agent. */
    public long waiting() {
        return waiting;
    }

    /** Whether there is more to request at once. */
    public boolean hasMore() {
        return hasMore;
    }

    /** The cursor of the next request. Opaque. */
    public String cursor() {
        return cursor;
    }

    @Override
    public String toString() {
        return "Board{snapshot=" + snapshot + ", sessions=" + sessions.size() + ", totalActive=" + totalActive + "}";
    }
}
