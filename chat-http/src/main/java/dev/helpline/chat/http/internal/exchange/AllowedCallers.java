package dev.helpline.chat.http.internal.exchange;

/** Who may make a call. Whose session it is about is the engine's business. */
public enum AllowedCallers {
    /** Anybody; a token is not looked at. */
    PUBLIC,
    /** A customer. */
    CUSTOMER,
    /** A customer; where the policy says so, also whoever knows the session's id. */
    CUSTOMER_OR_ID,
    /** A customer or an agent; where the policy says so, also whoever knows the session's id. */
    PARTICIPANT_OR_ID,
    /** An agent, in whatever role; the engine knows what a role may do. */
    AGENT;

    boolean letsAgentsIn() {
        return this == AGENT || this == PARTICIPANT_OR_ID;
    }

    boolean letsIdsIn() {
        return this == CUSTOMER_OR_ID || this == PARTICIPANT_OR_ID;
    }
}
