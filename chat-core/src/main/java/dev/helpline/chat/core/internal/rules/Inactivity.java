package dev.helpline.chat.core.internal.rules;

import dev.helpline.chat.core.policy.ChatPolicy;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.session.SessionState;
import dev.helpline.chat.spi.session.Timeline;
import dev.helpline.chat.spi.session.Turn;
import dev.helpline.chat.spi.store.QuietQuery;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The clocks of silence. In an active session one of them runs: that of the side whose turn it is to write, if the policy has one for this
 * side, or else that of the session. In a waiting session the session's clock runs while the customer is away, unless the session is a
 * message left behind.
 */
public final class Inactivity {
    private final Map<Turn, Clock> clocks = new EnumMap<>(Turn.class);

    /** What is to be done about a session. */
    public enum Due {
        /** Nothing. */
        NOTHING,
        /** The participants are to be warned that the session ends. */
        WARNING,
        /** The session is to wait for another agent. */
        RETURN,
        /** The session is to end. */
        END
    }

    /**
     * One clock.
     *
     * @param timeout for how long the silence may last
     * @param lead how long before the end the participants are warned; zero if they are not
     * @param atEnd what is due when the time is up
     */
    private record Clock(Duration timeout, Duration lead, Due atEnd) {
        boolean warns() {
            return !lead.isZero();
        }
    }

    /**
     * The instants that count for one clock: a silence since {@code end} has lasted for the timeout, one since {@code warning} for long
     * enough to be warned of, and a warning of {@code warned} has stood for its time.
     */
    private record Cutoff(Instant end, Instant warning, Instant warned) {}

    /** The instants that count, for all clocks; made by {@link #cutoffs}. */
    public static final class Cutoffs {
        private final Map<Turn, Cutoff> byTurn;

        private Cutoffs(Map<Turn, Cutoff> byTurn) {
            this.byTurn = byTurn;
        }

        private Cutoff of(Turn turn) {
            Cutoff own = byTurn.get(turn);
            return own == null ? Objects.requireNonNull(byTurn.get(Turn.EITHER)) : own;
        }

        /** A waiting session whose customer has been away since then is due. */
        public Instant waiting() {
            return of(Turn.EITHER).end();
        }
    }

    /** The clocks of a policy. */
    public Inactivity(ChatPolicy policy) {
        clocks.put(Turn.EITHER, ending(policy.sessionTimeout(), policy));
        policy.customerTimeout().ifPresent(timeout -> clocks.put(Turn.CUSTOMER, ending(timeout, policy)));
        policy.agentTimeout()
                .ifPresent(timeout -> clocks.put(Turn.AGENT, new Clock(timeout, Duration.ZERO, Due.RETURN)));
    }

    /** A warning comes at most half the timeout before the end, so that a short timeout does not begin with it. */
    private static Clock ending(Duration timeout, ChatPolicy policy) {
        Duration half = timeout.dividedBy(2);
        Duration lead = policy.endWarning().orElse(Duration.ZERO);
        return new Clock(timeout, lead.compareTo(half) < 0 ? lead : half, Due.END);
    }

    private Clock clockOf(Turn turn) {
        Clock own = clocks.get(turn);
        return own == null ? Objects.requireNonNull(clocks.get(Turn.EITHER)) : own;
    }

    /** The shortest time after which something may be due; sweeps have to come more often. */
    public Duration shortest() {
        return clocks.values().stream()
                .flatMap(clock -> Stream.of(clock.timeout(), clock.warns() ? clock.lead() : clock.timeout()))
                .min(Duration::compareTo)
                .orElseThrow();
    }

    /**
     * The instants that count now.
     *
     * @param silentFor returns the instant since which a silence has lasted for this time
     */
    public Cutoffs cutoffs(Function<Duration, Instant> silentFor) {
        Map<Turn, Cutoff> byTurn = new EnumMap<>(Turn.class);
        clocks.forEach((turn, clock) -> byTurn.put(
                turn,
                new Cutoff(
                        silentFor.apply(clock.timeout()),
                        silentFor.apply(clock.timeout().minus(clock.lead())),
                        silentFor.apply(clock.lead()))));
        return new Cutoffs(byTurn);
    }

    /**
     * Whether something may be due for the session at this time, in milliseconds since the epoch; a closer look has to say. Cheap, since
     * every poll asks.
     */
    public boolean mayBeDue(Session session, long nowMillis) {
        if (!SessionTransitions.allow(session.state(), SessionMove.EXPIRE)) {
            return false;
        }
        Clock clock = clockOf(session.turn());
        long silentMillis = nowMillis - session.silentSince().toEpochMilli();
        if (session.state() == SessionState.WAITING) {
            return !session.offline() && silentMillis >= clock.timeout().toMillis();
        }
        Instant endsAt = session.timeline().endsAt();
        if (endsAt == null || !clock.warns()) {
            return silentMillis >= clock.timeout().minus(clock.lead()).toMillis();
        }
        return silentMillis >= clock.timeout().toMillis() && nowMillis >= endsAt.toEpochMilli();
    }

    /**
     * What is due for the session. In a waiting session polling by the customer is a sign of life, so that a customer who waits patiently
     * is not sent away; in a session that an agent has, only an entry is.
     *
     * @param customerSeenAt when the customer was last seen to poll, or any earlier instant
     */
    public Due due(Session session, Instant customerSeenAt, Cutoffs cutoffs) {
        if (!SessionTransitions.allow(session.state(), SessionMove.EXPIRE)) {
            return Due.NOTHING;
        }
        Instant since = session.silentSince();
        if (session.offline()) {
            return Due.NOTHING;
        }
        if (session.state() == SessionState.WAITING) {
            Instant lastSign = customerSeenAt.isAfter(since) ? customerSeenAt : since;
            return lastSign.isAfter(cutoffs.waiting()) ? Due.NOTHING : Due.END;
        }
        Clock clock = clockOf(session.turn());
        Cutoff cutoff = cutoffs.of(session.turn());
        if (since.isAfter(cutoff.warning())) {
            return Due.NOTHING;
        }
        Instant endsAt = session.timeline().endsAt();
        if (clock.warns() && endsAt == null) {
            return Due.WARNING;
        }
        boolean isWarningTooYoung =
                clock.warns() && endsAt != null && endsAt.minus(clock.lead()).isAfter(cutoff.warned());
        return (since.isAfter(cutoff.end()) || isWarningTooYoung) ? Due.NOTHING : clock.atEnd();
    }

    /** When a session of which its participants are warned now ends. */
    Instant endAfterWarning(Session session, Instant now) {
        return now.plus(clockOf(session.turn()).lead());
    }

    /** Queries for the active sessions for which something is due. */
    public List<QuietQuery> queries(Cutoffs cutoffs) {
        List<QuietQuery> queries = new ArrayList<>();
        clocks.forEach((turn, clock) -> {
            Cutoff cutoff = cutoffs.of(turn);
            if (clock.warns()) {
                queries.add(active(cutoff.warning(), turn).unwarned(true).build());
                queries.add(active(cutoff.end(), turn)
                        .endingBefore(cutoff.warned().plus(clock.lead()))
                        .build());
            } else {
                queries.add(active(cutoff.end(), turn).build());
            }
        });
        return queries;
    }

    private QuietQuery.Builder active(Instant before, Turn turn) {
        return QuietQuery.builder(SessionState.ACTIVE, before).turns(timedBy(turn));
    }

    /** The turns in which this clock runs: the session's runs also for sides without one of their own. */
    private Set<Turn> timedBy(Turn turn) {
        if (turn != Turn.EITHER) {
            return EnumSet.of(turn);
        }
        Set<Turn> turns = EnumSet.allOf(Turn.class);
        turns.removeIf(side -> side != Turn.EITHER && clocks.containsKey(side));
        return turns;
    }

    /**
     * Returns the session with the turn of this side if the policy has a clock for it, and else with that of neither. If the side has the
     * turn already, its clock goes on: what the other side writes meanwhile gives it no more time.
     */
    static Session turnedTo(Turn side, Session session, ChatPolicy policy, Instant now) {
        Optional<Duration> clock = side == Turn.CUSTOMER ? policy.customerTimeout() : policy.agentTimeout();
        Turn turn = clock.isPresent() ? side : Turn.EITHER;
        if (turn == session.turn() || session.state() != SessionState.ACTIVE) {
            return session;
        }
        Timeline timeline = session.timeline().toBuilder()
                .turnSince(turn == Turn.EITHER ? null : now)
                .endsAt(null)
                .build();
        return session.toBuilder().turn(turn).timeline(timeline).build();
    }
}
