package dev.helpline.chat.http.internal.exchange;

/** Which callers may make a call. The engine checks whether the session is the caller's. */
public enum AllowedCallers {
    /** Any caller; a token is ignored. */
    PUBLIC,
    /** A customer. */
    CUSTOMER,
    /** A customer, and if the policy lets guests in any caller without a token. */
    CUSTOMER_OR_GUEST,
    /** A customer, and if the policy allows it any caller that knows the session's id. */
    CUSTOMER_OR_ID,
    /** A customer or an agent, and if the policy allows it any caller that knows the session's id. */
    PARTICIPANT_OR_ID,
    /** An agent in any role; the engine checks what the role permits. */
    AGENT;

    boolean includesAgents() {
        return this == AGENT || this == PARTICIPANT_OR_ID;
    }

    boolean includesAnonymous() {
        return this == CUSTOMER_OR_ID || this == PARTICIPANT_OR_ID;
    }
}
