package dev.helpline.chat.core.internal.rules;

import static dev.helpline.chat.core.internal.rules.SessionMove.ASSIGN;
import static dev.helpline.chat.core.internal.rules.SessionMove.END;
import static dev.helpline.chat.core.internal.rules.SessionMove.EXPIRE;
import static dev.helpline.chat.core.internal.rules.SessionMove.HOLD;
import static dev.helpline.chat.core.internal.rules.SessionMove.RESUME;
import static dev.helpline.chat.spi.session.SessionState.ACTIVE;
import static dev.helpline.chat.spi.session.SessionState.ENDED;
import static dev.helpline.chat.spi.session.SessionState.ON_HOLD;
import static dev.helpline.chat.spi.session.SessionState.WAITING;

import dev.helpline.chat.spi.session.SessionState;
import java.util.List;
import java.util.Optional;

/** Every move a session can make. What is not listed here cannot happen. */
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
        new Transition(ACTIVE,  END,    ENDED),
        new Transition(ACTIVE,  EXPIRE, ENDED),
        new Transition(ON_HOLD, RESUME, ACTIVE),
        new Transition(ON_HOLD, END,    ENDED));
    // spotless:on

    private SessionTransitions() {}

    /** Where the move leads from this state, if it is allowed there. */
    public static Optional<SessionState> target(SessionState from, SessionMove by) {
        return ALL.stream()
                .filter(transition -> transition.from() == from && transition.by() == by)
                .map(Transition::to)
                .findFirst();
    }
}
