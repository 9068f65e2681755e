package dev.helpline.chat.spi.store;

import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.session.SessionState;
import dev.helpline.chat.spi.session.Timeline;
import dev.helpline.chat.spi.session.Turn;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Says which sessions {@link SessionSweep#quietSessions} returns. Thread-safe: immutable. */
public final class QuietQuery {
    private final SessionState state;
    private final Instant before;
    private final Set<Turn> turns;
    private final boolean unwarned;
    private final @Nullable Instant endingBefore;

    private QuietQuery(Builder builder) {
        state = builder.state;
        before = builder.before;
        turns = Set.copyOf(builder.turns);
        unwarned = builder.unwarned;
        endingBefore = builder.endingBefore;
    }

    /** Returns a builder of a query for the sessions in {@code state} that have been silent since before {@code before}. */
    public static Builder builder(SessionState state, Instant before) {
        return new Builder(state, before);
    }

    /** The state of the sessions. */
    public SessionState state() {
        return state;
    }

    /** The sessions have been {@linkplain Session#silentSince() silent} since before this instant. */
    public Instant before() {
        return before;
    }

    /** The sides of which one has the turn; at least one. */
    public Set<Turn> turns() {
        return turns;
    }

    /** Whether only sessions without {@link Timeline#endsAt()} are wanted. */
    public boolean unwarned() {
        return unwarned;
    }

    /** The sessions have an {@link Timeline#endsAt()} before this instant; null if that does not matter. */
    public @Nullable Instant endingBefore() {
        return endingBefore;
    }

    /** Returns whether the session is one that the query is for. */
    public boolean matches(Session session) {
        Instant endsAt = session.timeline().endsAt();
        return session.state() == state
                && session.silentSince().isBefore(before)
                && turns.contains(session.turn())
                && (!unwarned || endsAt == null)
                && (endingBefore == null || (endsAt != null && endsAt.isBefore(endingBefore)));
    }

    @Override
    public String toString() {
        return "QuietQuery[" + state + " before " + before + " " + turns + (unwarned ? " unwarned" : "")
                + (endingBefore == null ? "" : " ending before " + endingBefore) + "]";
    }

    /** Builds a {@link QuietQuery}. Not thread-safe. */
    public static final class Builder {
        private final SessionState state;
        private final Instant before;
        private Set<Turn> turns = EnumSet.allOf(Turn.class);
        private boolean unwarned;
        private @Nullable Instant endingBefore;

        private Builder(SessionState state, Instant before) {
            this.state = Objects.requireNonNull(state, "state");
            this.before = Objects.requireNonNull(before, "before");
        }

        /** See {@link QuietQuery#turns()}. Default: all. Throws {@link IllegalArgumentException} for an empty set. */
        public Builder turns(Set<Turn> value) {
            if (value.isEmpty()) {
                throw new IllegalArgumentException("turns must not be empty");
            }
            turns = value;
            return this;
        }

        /** See {@link QuietQuery#unwarned()}. Default: false. */
        public Builder unwarned(boolean value) {
            unwarned = value;
            return this;
        }

        /** See {@link QuietQuery#endingBefore()}. Default: none. */
        public Builder endingBefore(@Nullable Instant value) {
            endingBefore = value;
            return this;
        }

        /** Returns the query. */
        public QuietQuery build() {
            return new QuietQuery(this);
        }
    }
}
