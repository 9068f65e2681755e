package dev.helpline.chat.spi.entry;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The events of a session; the type of an {@link EntryKind#EVENT} entry is the constant's lower-case name. */
public enum EventType {
    SESSION_STARTED,
    /** The session was started outside business hours; the metadata has the next opening as {@code opensAt}, if it is known. */
    OUTSIDE_HOURS,
    /** The session was started while no agent was online, which the policy treats as a message left behind. */
    NO_AGENT_ONLINE,
    /**
     * An agent has the session. The metadata has the agent's id as {@code agent}, see {@link AssignmentEvent}; customers' clients are not told
     * it.
     */
    SESSION_ASSIGNED,
    SESSION_HELD,
    SESSION_RESUMED,
    /** The session waits for another agent: its agent did not write in time, or an agent gave it back to a queue. */
    SESSION_RETURNED,
    /** A warning: the session ends at {@link dev.helpline.chat.spi.session.Timeline#endsAt()} unless the silence is broken. */
    SESSION_ENDING,
    SESSION_ENDED,
    /** The session goes on after its end. */
    SESSION_REOPENED,
    SESSION_RATED,
    /** The customer changed the rating. */
    RATING_CHANGED,
    /** One of the customer's devices asks for a rating. Only agents see this event. */
    RATING_PROMPTED,
    /** A guest signed in, and the session became that of the customer. */
    CUSTOMER_SIGNED_IN,
    /** A content filter changed or flagged the message that {@link Entry#replyTo()} names. Only agents see this event. */
    MESSAGE_FLAGGED,
    /**
     * An agent changed the priority. The metadata has the old and the new one as {@code from} and {@code to}, and the agent's id as {@code
     * by}. Only agents see this event.
     */
    PRIORITY_CHANGED,
    /**
     * An agent changed the tags. The metadata has {@code added} and {@code removed}, and the agent's id as {@code by}. Only agents see this
     * event.
     */
    TAGS_CHANGED,
    /** An agent asks the supervisors for help; the text is the reason. The metadata has the agent's id as {@code by}. Only agents see this event. */
    SESSION_ESCALATED,
    /**
     * An agent gave the session to another agent or to the queue of a department. The metadata has, as far as there are any, the agents' ids
     * as {@code from} and {@code to}, the departments as {@code fromDepartment} and {@code toDepartment}, and as {@code by} the id of the
     * agent who did it. Only agents see this event.
     */
    SESSION_TRANSFERRED,
    /**
     * The time of a service level is up. The metadata has the {@link dev.helpline.chat.spi.session.SlaTarget} in lower case as {@code target},
     * and when the time was up as {@code dueAt}. Only agents see this event.
     */
    SLA_BREACHED,
    /**
     * The session waited too long in the queue of its department and moved to that of another one. The metadata has the departments as {@code
     * fromDepartment} and {@code toDepartment}.
     */
    SESSION_OVERFLOWED,
    /** The bot leaves the session to the agents; the text is the reason. The metadata has the bot's id as {@code by}. Only agents see this event. */
    BOT_HANDED_OVER,
    /**
     * Routing offers the waiting session to an agent. The metadata has the agent's id as {@code to} and the end of the offer as {@code until}.
     * Only agents see this event.
     */
    SESSION_OFFERED,
    /**
     * An offer ended and the session waits on. The metadata has the agent's id as {@code from} and the {@code cause}: {@code declined}, {@code
     * timed_out}, or {@code agent_absent} if the agent is not online any more. Only agents see this event.
     */
    OFFER_ENDED;

    private static final Map<String, EventType> BY_TYPE =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(EventType::type, Function.identity()));

    private final String type = name().toLowerCase(Locale.ROOT);

    /**
     * Returns the event that an entry records; empty for an entry of another kind, and for an event that this version
     * of the library does not know.
     */
    public static Optional<EventType> of(Entry entry) {
        return entry.kind() == EntryKind.EVENT ? Optional.ofNullable(BY_TYPE.get(entry.type())) : Optional.empty();
    }

    /** The constant as an entry's type: {@code session_started}. */
    public String type() {
        return type;
    }
}
