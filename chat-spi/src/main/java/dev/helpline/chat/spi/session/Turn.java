package dev.helpline.chat.spi.session;

/** The side whose silence counts in an active session, if one side has a clock of its own. */
public enum Turn {
    /** Neither side's in particular: silence counts from the newest entry. */
    EITHER,
    /** The customer has not replied to an agent. */
    CUSTOMER,
    /** No agent has replied to the customer, or the agent has not written yet. */
    AGENT
}
