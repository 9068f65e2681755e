package dev.helpline.chat.spi.store;

import dev.helpline.chat.spi.AgentId;
import dev.helpline.chat.spi.Checks;
import dev.helpline.chat.spi.session.Priority;
import dev.helpline.chat.spi.session.SessionState;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which open sessions, in which order. A null part does not restrict.
 *
 * @param states only these; never empty, never ENDED
 * @param assignment only sessions that an agent has, or only those that none has
 * @param agent only sessions of this agent
 * @param priority only this one
 * @param department only sessions whose agent is of exactly this department
 * @param text only sessions whose id, subject, or customer's id, name or email contains this, in whatever case as far
 *     as ASCII goes; taken literally, at most 100 code points
 * @param order in which order
 */
public record OpenSessionQuery(
        Set<SessionState> states,
        @Nullable Assigned assignment,
        @Nullable AgentId agent,
        @Nullable Priority priority,
        @Nullable String department,
        @Nullable String text,
        Order order) {
    /** Every open session, in the order of the queue. */
    public static final OpenSessionQuery ALL = new OpenSessionQuery(
            Set.of(SessionState.WAITING, SessionState.ACTIVE, SessionState.ON_HOLD),
            null,
            null,
            null,
            null,
            null,
            Order.QUEUE);

    /** Whether an agent has the session. */
    public enum Assigned {
        YES,
        NO
    }

    /** In which order; ties go to the smaller id. */
    public enum Order {
        /** Waiting sessions first, then the others; in each the higher priority first, then the older. */
        QUEUE,
        /** The youngest first. */
        NEWEST,
        /** Whoever had an entry last comes first. */
        ACTIVITY
    }

    /** Copies the states. */
    public OpenSessionQuery {
        states = Set.copyOf(states);
        Checks.require(
                !states.isEmpty() && !states.contains(SessionState.ENDED),
                "states must name open states, at least one");
        Objects.requireNonNull(order, "order");
    }
}
