package dev.helpline.chat.spi.store;

import dev.helpline.chat.spi.Checks;
import dev.helpline.chat.spi.Experimental;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.session.SessionState;
import dev.helpline.chat.spi.session.SlaTarget;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What all open sessions amount to at one moment: how many are in each state, how long they wait, and how many have overdue service
 * levels. Thread-safe: immutable.
 */
@Experimental
public final class OpenSessionTotals {
    private final OpenSessionCounts counts;
    private final @Nullable Instant waitingSince;
    private final Duration waited;
    private final long overdue;
    private final Map<SlaTarget, Long> overdueTargets;

    private OpenSessionTotals(Builder builder) {
        counts = builder.counts;
        waitingSince = Checks.millisOrNull(builder.waitingSince);
        waited = builder.waited;
        overdue = builder.overdue;
        overdueTargets = Map.copyOf(builder.overdueTargets);
    }

    /** Returns a builder of the totals of no sessions. */
    public static Builder builder() {
        return new Builder();
    }

    /** Returns the totals of these open sessions at an instant. */
    public static OpenSessionTotals of(Collection<Session> open, Instant now) {
        Builder totals = builder();
        open.forEach(session -> {
            totals.add(OpenSessionCounts.of(Map.of(session.state(), 1L)), session.overdueTargets());
            if (session.state() == SessionState.WAITING) {
                Instant since = session.timeline().waitsSince();
                Duration waited = Duration.between(since, now);
                totals.waiting(since, waited.isNegative() ? Duration.ZERO : waited);
            }
        });
        return totals.build();
    }

    /** Returns how many sessions are in each open state. */
    public OpenSessionCounts counts() {
        return counts;
    }

    /** Returns since when the session waits that waits longest; null if none waits. */
    public @Nullable Instant waitingSince() {
        return waitingSince;
    }

    /** Returns the sum of the times for which the waiting sessions have waited, each at least zero, at millisecond precision. */
    public Duration waited() {
        return waited;
    }

    /** Returns how many sessions have an {@linkplain Session#overdueTargets() overdue target}. */
    public long overdue() {
        return overdue;
    }

    /** Returns how many sessions have each target overdue; targets that are overdue in none are left out. */
    public Map<SlaTarget, Long> overdueTargets() {
        return overdueTargets;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof OpenSessionTotals that
                && counts.equals(that.counts)
                && Objects.equals(waitingSince, that.waitingSince)
                && waited.equals(that.waited)
                && overdue == that.overdue
                && overdueTargets.equals(that.overdueTargets);
    }

    @Override
    public int hashCode() {
        return Objects.hash(counts, waitingSince, waited, overdue, overdueTargets);
    }

    @Override
    public String toString() {
        return "OpenSessionTotals[" + counts + ", waiting since " + waitingSince + ", waited " + waited + ", overdue "
                + overdue + " " + overdueTargets + "]";
    }

    /** Sums up sessions. Not thread-safe. */
    public static final class Builder {
        private OpenSessionCounts counts = new OpenSessionCounts(0, 0, 0);
        private @Nullable Instant waitingSince;
        private Duration waited = Duration.ZERO;
        private long overdue;
        private final Map<SlaTarget, Long> overdueTargets = new EnumMap<>(SlaTarget.class);

        private Builder() {}

        /**
         * Adds sessions.
         *
         * @param sessions how many are in each state
         * @param targets those that are overdue in each of them
         */
        public Builder add(OpenSessionCounts sessions, Set<SlaTarget> targets) {
            counts = new OpenSessionCounts(
                    counts.waiting() + sessions.waiting(),
                    counts.active() + sessions.active(),
                    counts.onHold() + sessions.onHold());
            overdue += targets.isEmpty() ? 0 : sessions.total();
            targets.forEach(target -> overdueTargets.merge(target, sessions.total(), Long::sum));
            return this;
        }

        /**
         * Adds the waits of sessions that wait.
         *
         * @param since when the first of them began to wait
         * @param time the sum of their waits
         */
        public Builder waiting(Instant since, Duration time) {
            waitingSince = waitingSince == null || since.isBefore(waitingSince) ? since : waitingSince;
            waited = waited.plus(time);
            return this;
        }

        /** Returns the totals. */
        public OpenSessionTotals build() {
            return new OpenSessionTotals(this);
        }
    }
}
