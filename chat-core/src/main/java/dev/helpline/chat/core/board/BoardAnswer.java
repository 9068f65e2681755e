package dev.helpline.chat.core.board;

import dev.helpline.chat.core.desk.Colleague;
import dev.helpline.chat.core.session.SessionSummary;
import dev.helpline.chat.spi.SessionId;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * All open sessions, or what changed among them since a cursor. A reader keeps a map of sessions by id and applies each answer to it:
 * if {@link #snapshot()} is true, it empties the map; then it puts {@link #sessions()} and removes {@link #gone()}. Once an answer
 * {@linkplain #hasMore() has no more}, the map holds the open sessions as a new snapshot would tell them. A map of {@link #agents()} is kept
 * in the same way.
 *
 * <p>Readers with the same cursor may get the same instance, so that a transport can encode it once for all of them. Thread-safe:
 * immutable.
 */
public final class BoardAnswer {
    private final boolean snapshot;
    private final List<SessionSummary> sessions;
    private final List<SessionId> gone;
    private final List<Colleague> agents;
    private final List<BoardAlert> alerts;
    private final long totalActive;
    private final long waiting;
    private final boolean hasMore;
    private final String cursor;

    private BoardAnswer(Builder builder) {
        snapshot = builder.snapshot;
        sessions = List.copyOf(builder.sessions);
        gone = List.copyOf(builder.gone);
        agents = List.copyOf(builder.agents);
        alerts = List.copyOf(builder.alerts);
        totalActive = builder.totalActive;
        waiting = builder.waiting;
        hasMore = builder.hasMore;
        cursor = builder.cursor;
    }

    /** Returns a builder of an answer by which nothing changed. */
    public static Builder builder(String cursor) {
        return new Builder(cursor);
    }

    /** Returns a builder that starts with the parts of this one. */
    public Builder toBuilder() {
        return new Builder(this);
    }

    /** Returns whether this is the beginning of a snapshot: the reader forgets every session that earlier answers told. */
    public boolean snapshot() {
        return snapshot;
    }

    /**
     * Returns the open sessions that are new or changed, as they stand. Their views have no place in the queue and no estimate of the
     * wait, since these change with each session that leaves the queue.
     */
    public List<SessionSummary> sessions() {
        return sessions;
    }

    /** Returns the sessions that are no longer open, since they ended or the store lost them. The reader may not know all of them. */
    public List<SessionId> gone() {
        return gone;
    }

    /**
     * Returns the agents whose entry in the directory, presence or capacity is new or changed, in the order of their ids. What else an agent
     * does is no news: {@link Colleague#openSessions()} and the time at which the agent was seen are those of the answer.
     */
    public List<Colleague> agents() {
        return agents;
    }

    /**
     * Returns the alerts since the cursor that are for this reader, the oldest first: the 50 newest ones, and of several of one type in one
     * session the newest, except that each mention counts. A snapshot begins without any, since alerts are what happened and not what
     * is.
     */
    public List<BoardAlert> alerts() {
        return alerts;
    }

    /** Returns how many sessions are open. */
    public long totalActive() {
        return totalActive;
    }

    /** Returns how many sessions wait for an agent. */
    public long waiting() {
        return waiting;
    }

    /** Returns whether there is more to tell, to be fetched at once with {@link #cursor()}. */
    public boolean hasMore() {
        return hasMore;
    }

    /** Returns the cursor for the next request. Opaque. */
    public String cursor() {
        return cursor;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        if (this == other) {
            return true;
        }
        return other instanceof BoardAnswer that
                && snapshot == that.snapshot
                && sessions.equals(that.sessions)
                && gone.equals(that.gone)
                && agents.equals(that.agents)
                && alerts.equals(that.alerts)
                && totalActive == that.totalActive
                && waiting == that.waiting
                && hasMore == that.hasMore
                && cursor.equals(that.cursor);
    }

    @Override
    public int hashCode() {
        return Objects.hash(snapshot, sessions, gone, agents, alerts, totalActive, waiting, hasMore, cursor);
    }

    @Override
    public String toString() {
        return "BoardAnswer[" + (snapshot ? "snapshot, " : "") + sessions.size() + " sessions, " + gone.size()
                + " gone, " + cursor + (hasMore ? ", more" : "") + "]";
    }

    /** Builds a {@link BoardAnswer}. Not thread-safe. */
    public static final class Builder {
        private final String cursor;
        private boolean snapshot;
        private List<SessionSummary> sessions = List.of();
        private List<SessionId> gone = List.of();
        private List<Colleague> agents = List.of();
        private List<BoardAlert> alerts = List.of();
        private long totalActive;
        private long waiting;
        private boolean hasMore;

        private Builder(String cursor) {
            this.cursor = Objects.requireNonNull(cursor, "cursor");
        }

        private Builder(BoardAnswer answer) {
            cursor = answer.cursor;
            snapshot = answer.snapshot;
            sessions = answer.sessions;
            gone = answer.gone;
            agents = answer.agents;
            alerts = answer.alerts;
            totalActive = answer.totalActive;
            waiting = answer.waiting;
            hasMore = answer.hasMore;
        }

        /** See {@link BoardAnswer#snapshot()}. Default: false. */
        public Builder snapshot(boolean value) {
            snapshot = value;
            return this;
        }

        /** See {@link BoardAnswer#sessions()}. Default: none. */
        public Builder sessions(List<SessionSummary> value) {
            sessions = Objects.requireNonNull(value, "sessions");
            return this;
        }

        /** See {@link BoardAnswer#gone()}. Default: none. */
        public Builder gone(List<SessionId> value) {
            gone = Objects.requireNonNull(value, "gone");
            return this;
        }

        /** See {@link BoardAnswer#agents()}. Default: none. */
        public Builder agents(List<Colleague> value) {
            agents = Objects.requireNonNull(value, "agents");
            return this;
        }

        /** See {@link BoardAnswer#alerts()}. Default: none. */
        public Builder alerts(List<BoardAlert> value) {
            alerts = Objects.requireNonNull(value, "alerts");
            return this;
        }

        /** See {@link BoardAnswer#totalActive()}. Default: 0. */
        public Builder totalActive(long value) {
            totalActive = value;
            return this;
        }

        /** See {@link BoardAnswer#waiting()}. Default: 0. */
        public Builder waiting(long value) {
            waiting = value;
            return this;
        }

        /** See {@link BoardAnswer#hasMore()}. Default: false. */
        public Builder hasMore(boolean value) {
            hasMore = value;
            return this;
        }

        /** Returns the answer. */
        public BoardAnswer build() {
            return new BoardAnswer(this);
        }
    }
}
