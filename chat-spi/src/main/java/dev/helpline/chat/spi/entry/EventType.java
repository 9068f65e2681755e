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
    SESSION_ASSIGNED,
    SESSION_HELD,
    SESSION_RESUMED,
    /** The agent did not write in time, and the session waits for another one. */
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
    MESSAGE_FLAGGED;

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
