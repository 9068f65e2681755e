package dev.helpline.chat.core.desk;

import dev.helpline.chat.core.session.SessionView;
import dev.helpline.chat.spi.entry.Entry;
import dev.helpline.chat.spi.session.Session;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an agent sees of a session besides its messages. Thread-safe: immutable.
 */
public final class SessionDetail {
    private final SessionView view;
    private final List<Session> pastSessions;
    private final List<Entry> timeline;
    private final Set<AgentAction> allowed;

    private SessionDetail(Builder builder) {
        view = builder.view;
        pastSessions = List.copyOf(builder.pastSessions);
        timeline = List.copyOf(builder.timeline);
        allowed = Set.copyOf(builder.allowed);
    }

    /** Returns a builder of a detail without past sessions and events. */
    public static Builder builder(SessionView view) {
        return new Builder(view);
    }

    /** Returns a builder that starts with the parts of this one. */
    public Builder toBuilder() {
        return new Builder(this);
    }

    /** Returns the session. */
    public SessionView view() {
        return view;
    }

    /** Returns the customer's other sessions, the youngest first, at most 20. */
    public List<Session> pastSessions() {
        return pastSessions;
    }

    /** Returns the events of the session, the oldest first, at most the last 200. */
    public List<Entry> timeline() {
        return timeline;
    }

    /** Returns what the agent who asked may do in the session as it stands, so that clients offer nothing else. */
    public Set<AgentAction> allowed() {
        return allowed;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        if (this == other) {
            return true;
        }
        return other instanceof SessionDetail that
                && view.equals(that.view)
                && pastSessions.equals(that.pastSessions)
                && timeline.equals(that.timeline)
                && allowed.equals(that.allowed);
    }

    @Override
    public int hashCode() {
        return Objects.hash(view, pastSessions, timeline, allowed);
    }

    @Override
    public String toString() {
        return "SessionDetail[" + view + ", " + pastSessions.size() + " past sessions, " + timeline.size() + " events]";
    }

    /** Builds a {@link SessionDetail}. Not thread-safe. */
    public static final class Builder {
        private final SessionView view;
        private List<Session> pastSessions = List.of();
        private List<Entry> timeline = List.of();
        private Set<AgentAction> allowed = Set.of();

        private Builder(SessionView view) {
            this.view = Objects.requireNonNull(view, "view");
        }

        private Builder(SessionDetail sessionDetail) {
            view = sessionDetail.view;
            pastSessions = sessionDetail.pastSessions;
            timeline = sessionDetail.timeline;
            allowed = sessionDetail.allowed;
        }

        /** See {@link SessionDetail#pastSessions()}. Default: none. */
        public Builder pastSessions(List<Session> value) {
            pastSessions = Objects.requireNonNull(value, "pastSessions");
            return this;
        }

        /** See {@link SessionDetail#timeline()}. Default: none. */
        public Builder timeline(List<Entry> value) {
            timeline = Objects.requireNonNull(value, "timeline");
            return this;
        }

        /** See {@link SessionDetail#allowed()}. Default: nothing. */
        public Builder allowed(Set<AgentAction> value) {
            allowed = Objects.requireNonNull(value, "allowed");
            return this;
        }

        /** Returns the SessionDetail. */
        public SessionDetail build() {
            return new SessionDetail(this);
        }
    }
}
