package dev.helpline.chat.core.internal.rules;

import static dev.helpline.chat.core.internal.rules.SessionMove.ASSIGN;
import static dev.helpline.chat.core.internal.rules.SessionMove.END;
import static dev.helpline.chat.core.internal.rules.SessionMove.EXPIRE;
import static dev.helpline.chat.core.internal.rules.SessionMove.HOLD;
import static dev.helpline.chat.core.internal.rules.SessionMove.RELEASE;
import static dev.helpline.chat.core.internal.rules.SessionMove.REOPEN;
import static dev.helpline.chat.core.internal.rules.SessionMove.REQUEUE;
import static dev.helpline.chat.core.internal.rules.SessionMove.RESUME;
import static dev.helpline.chat.core.internal.rules.SessionMove.RETURN;
import static dev.helpline.chat.spi.session.SessionState.ACTIVE;
import static dev.helpline.chat.spi.session.SessionState.ENDED;
import static dev.helpline.chat.spi.session.SessionState.ON_HOLD;
import static dev.helpline.chat.spi.session.SessionState.WAITING;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;

import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.session.SessionState;
import dev.helpline.chat.spi.session.Timeline;
import dev.helpline.chat.spi.session.Turn;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Every move a session can make. A move that is not listed here cannot happen: each rule takes the target state from this table, and
 * none names it itself.
 */
public final class SessionTransitions {
    /** From a state, by a move, to a state. */
    public record Transition(SessionState from, SessionMove by, SessionState to) {}

    // spotless:off
    /** The table; {@code docs/guide.md} shows the same. */
    public static final List<Transition> ALL = List.of(
        //             from     by      to
        new Transition(WAITING, ASSIGN, ACTIVE),
        new Transition(WAITING, END,    ENDED),
        new Transition(WAITING, EXPIRE, ENDED),
        new Transition(ACTIVE,  HOLD,   ON_HOLD),
        new Transition(ACTIVE,  RETURN, WAITING),
        new Transition(ACTIVE,  REQUEUE, WAITING),
        new Transition(ACTIVE,  RELEASE, WAITING),
        new Transition(ACTIVE,  END,    ENDED),
        new Transition(ACTIVE,  EXPIRE, ENDED),
        new Transition(ON_HOLD, RESUME, ACTIVE),
        new Transition(ON_HOLD, REQUEUE, WAITING),
        new Transition(ON_HOLD, RELEASE, WAITING),
        new Transition(ON_HOLD, END,    ENDED),
        new Transition(ENDED,   REOPEN, WAITING));
    // spotless:on

    /** The same table, for look-ups by every poll. */
    private static final Map<SessionState, Map<SessionMove, SessionState>> BY_STATE = ALL.stream()
            .collect(groupingBy(
                    Transition::from,
                    () -> new EnumMap<>(SessionState.class),
                    toMap(
                            Transition::by,
                            Transition::to,
                            (one, other) -> one,
                            () -> new EnumMap<>(SessionMove.class))));

    /** The state of a new session, which {@link Session#builder} gives it. */
    static final SessionState FIRST = WAITING;

    private SessionTransitions() {}

    /** Returns the state to which the move leads from this state; empty if the table does not allow the move there. */
    public static Optional<SessionState> target(SessionState from, SessionMove by) {
        return Optional.ofNullable(BY_STATE.getOrDefault(from, Map.of()).get(by));
    }

    /** Whether the table allows the move in this state. */
    static boolean allow(SessionState from, SessionMove by) {
        return BY_STATE.getOrDefault(from, Map.of()).containsKey(by);
    }

    /** Whether some row of the table leads to this state by this move. */
    static boolean leadTo(SessionState to, SessionMove by) {
        return ALL.stream().anyMatch(transition -> transition.by() == by && transition.to() == to);
    }

    /**
     * Returns a builder of the session in the state to which the move leads, where no side has the turn yet, which is no message left
     * behind, which is not offered, and which no agent gave back to the queue or passed on.
     *
     * @throws IllegalStateException if the table does not allow the move; the rule that asked has to check that first
     */
    static Session.Builder moved(Session session, SessionMove by) {
        SessionState to = target(session.state(), by)
                .orElseThrow(() -> new IllegalStateException(by + " is not allowed in " + session.state()));
        Timeline timeline = session.timeline().toBuilder()
                .turnSince(null)
                .endsAt(null)
                .queuedAt(null)
                .build();
        return Offers.withoutOffer(session)
                .state(to)
                .offline(false)
                .returnedBy(null)
                .passedBy(Map.of())
                .turn(Turn.EITHER)
                .timeline(timeline);
    }
}
