package dev.helpline.chat.core.figures;

import dev.helpline.chat.spi.Checks;
import dev.helpline.chat.spi.Experimental;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.session.SlaTarget;
import dev.helpline.chat.spi.store.OpenSessionTotals;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What goes on at one moment: who waits and for how long, which agents are there, and which service levels are overdue. Thread-safe: immutable. */
@Experimental
public final class LiveBoard {
    private final Instant at;
    private final OpenSessionTotals sessions;
    private final int agentsOnline;
    private final int agentsAvailable;

    private LiveBoard(Builder builder) {
        at = Checks.millis(builder.at);
        sessions = builder.sessions;
        agentsOnline = builder.agentsOnline;
        agentsAvailable = builder.agentsAvailable;
    }

    /** Returns a builder of the board of this instant, without sessions and agents. */
    public static Builder builder(Instant at) {
        return new Builder(at);
    }

    /** Returns when the board was made. */
    public Instant at() {
        return at;
    }

    /** Returns how many sessions wait for an agent. */
    public long waiting() {
        return sessions.counts().waiting();
    }

    /** Returns how many sessions an agent has, not counting those on hold. */
    public long active() {
        return sessions.counts().active();
    }

    /** Returns how many sessions are on hold. */
    public long onHold() {
        return sessions.counts().onHold();
    }

    /**
     * Returns for how long the session has waited that waits longest in its queue, at millisecond precision; null if none waits. A session
     * waits since its start, or since it was reopened, given back, or moved to the queue of another department.
     */
    public @Nullable Duration longestWait() {
        Instant since = sessions.waitingSince();
        return since == null ? null : since.isAfter(at) ? Duration.ZERO : Duration.between(since, at);
    }

    /** Returns the mean of the times for which the {@link #waiting()} sessions have waited, in whole milliseconds; null if none waits. */
    public @Nullable Duration averageWait() {
        return waiting() == 0 ? null : Duration.ofMillis(sessions.waited().toMillis() / waiting());
    }

    /** Returns how many agents are online, of the first thousand of the directory: by choice, and seen lately by any node. */
    public int agentsOnline() {
        return agentsOnline;
    }

    /** Returns how many of the agents who are online have fewer sessions, offers among them, than their capacity. */
    public int agentsAvailable() {
        return agentsAvailable;
    }

    /** Returns how many open sessions have an {@linkplain Session#overdueTargets() overdue target} of the service levels. */
    public long breaches() {
        return sessions.overdue();
    }

    /** Returns how many open sessions have each target overdue; targets that are overdue in none are left out. */
    public Map<SlaTarget, Long> breachedTargets() {
        return sessions.overdueTargets();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof LiveBoard that
                && at.equals(that.at)
                && sessions.equals(that.sessions)
                && agentsOnline == that.agentsOnline
                && agentsAvailable == that.agentsAvailable;
    }

    @Override
    public int hashCode() {
        return Objects.hash(at, sessions, agentsOnline, agentsAvailable);
    }

    @Override
    public String toString() {
        return "LiveBoard[" + at + ", " + sessions + ", " + agentsOnline + " agents online, " + agentsAvailable
                + " available]";
    }

    /** Builds a {@link LiveBoard}. Not thread-safe. */
    public static final class Builder {
        private final Instant at;
        private OpenSessionTotals sessions = OpenSessionTotals.builder().build();
        private int agentsOnline;
        private int agentsAvailable;

        private Builder(Instant at) {
            this.at = Objects.requireNonNull(at, "at");
        }

        /** What the open sessions amount to. Default: none. */
        public Builder sessions(OpenSessionTotals value) {
            sessions = Objects.requireNonNull(value, "sessions");
            return this;
        }

        /** See {@link LiveBoard#agentsOnline()}. Default: 0. */
        public Builder agentsOnline(int value) {
            agentsOnline = value;
            return this;
        }

        /** See {@link LiveBoard#agentsAvailable()}. Default: 0. */
        public Builder agentsAvailable(int value) {
            agentsAvailable = value;
            return this;
        }

        /** Returns the board. */
        public LiveBoard build() {
            return new LiveBoard(this);
        }
    }
}
