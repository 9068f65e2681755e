package dev.helpline.chat.core.session;

import dev.helpline.chat.spi.session.Session;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A session, with its place in the queue and what goes on in it at the moment. Thread-safe: immutable.
 */
public final class SessionView {
    /** Unread messages are counted among this many of the newest entries of a log, so that no log is too long to be counted. */
    public static final int MAX_COUNTED_ENTRIES = 1000;

    private final Session session;
    private final @Nullable Integer queuePosition;
    private final @Nullable WaitEstimate estimatedWait;
    private final SessionActivity activity;
    private final @Nullable Long unreadCount;

    private SessionView(Builder builder) {
        session = Objects.requireNonNull(builder.session, "session");
        queuePosition = builder.queuePosition;
        estimatedWait = builder.estimatedWait;
        activity = builder.activity;
        unreadCount = builder.unreadCount;
    }

    /** Returns a builder of a view without place and estimate. */
    public static Builder builder(Session session) {
        return new Builder(session);
    }

    /** Returns a builder that starts with the parts of this one. */
    public Builder toBuilder() {
        return new Builder(this);
    }

    /** The stored session. */
    public Session session() {
        return session;
    }

    /** From 1; null unless the session waits and its place is known. */
    public @Nullable Integer queuePosition() {
        return queuePosition;
    }

    /** How much longer the customer is likely to wait; null if that is unknown. */
    public @Nullable WaitEstimate estimatedWait() {
        return estimatedWait;
    }

    /** What goes on beside the log, as the caller's side sees it; {@link SessionActivity#NONE} in lists of sessions. */
    public SessionActivity activity() {
        return activity;
    }

    /**
     * How many messages the caller's side has not read: those behind the side's {@link ReadMark#read}, among the newest {@value
     * #MAX_COUNTED_ENTRIES} entries. For the customer these are messages of agents and bots; for agents, messages of the
     * customer that the agent who has the session has not read, or no agent while it waits. Events, notes, messages of the system and those of the own side do not count.
     * Derived from the log and the mark at each call, and not stored. Null in what a command returns, where it is not counted.
     */
    public @Nullable Long unreadCount() {
        return unreadCount;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        if (this == other) {
            return true;
        }
        return other instanceof SessionView that
                && session.equals(that.session)
                && Objects.equals(queuePosition, that.queuePosition)
                && Objects.equals(estimatedWait, that.estimatedWait)
                && activity.equals(that.activity)
                && Objects.equals(unreadCount, that.unreadCount);
    }

    @Override
    public int hashCode() {
        return Objects.hash(session, queuePosition, estimatedWait, activity, unreadCount);
    }

    @Override
    public String toString() {
        return "SessionView[" + session + " place " + queuePosition + " wait " + estimatedWait + " " + activity
                + " unread " + unreadCount + "]";
    }

    /** Builds a {@link SessionView}. Not thread-safe. */
    public static final class Builder {
        private final Session session;
        private @Nullable Integer queuePosition;
        private @Nullable WaitEstimate estimatedWait;
        private SessionActivity activity = SessionActivity.NONE;
        private @Nullable Long unreadCount;

        private Builder(Session session) {
            this.session = Objects.requireNonNull(session, "session");
        }

        private Builder(SessionView sessionView) {
            session = sessionView.session;
            queuePosition = sessionView.queuePosition;
            estimatedWait = sessionView.estimatedWait;
            activity = sessionView.activity;
            unreadCount = sessionView.unreadCount;
        }

        /** See {@link SessionView#queuePosition()}. Default: none. */
        public Builder queuePosition(@Nullable Integer value) {
            queuePosition = value;
            return this;
        }

        /** See {@link SessionView#estimatedWait()}. Default: none. */
        public Builder estimatedWait(@Nullable WaitEstimate value) {
            estimatedWait = value;
            return this;
        }

        /** See {@link SessionView#activity()}. Default: nothing. */
        public Builder activity(SessionActivity value) {
            activity = Objects.requireNonNull(value, "activity");
            return this;
        }

        /** See {@link SessionView#unreadCount()}. Default: not counted. */
        public Builder unreadCount(@Nullable Long value) {
            unreadCount = value;
            return this;
        }

        /** Returns the SessionView. */
        public SessionView build() {
            return new SessionView(this);
        }
    }
}
