package dev.helpline.chat.spi.session;

/** What a session may take so long for, by the host's service levels. Each target has an {@link SlaClock} of its own. */
public enum SlaTarget {
    /** Until an agent has the session. Runs while the session waits, unless it is a message left behind. */
    ASSIGNMENT,
    /** Until the first message of an agent. Runs from the start on. */
    FIRST_RESPONSE,
    /** Until the reply to a message that the customer sent after the first response. Runs from the first such message on. */
    NEXT_RESPONSE,
    /** Until the end. Runs from the start on, except while the session is on hold. */
    RESOLUTION
}
