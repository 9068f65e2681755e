package dev.helpline.chat.core.policy;

/** How a customer's call is tied to a session. */
public enum AccessPolicy {
    /** Every call needs a token, and the session must be the caller's. */
    STRICT,
    /**
     * Whoever knows a session's id may, without a token, send, poll, read, end and rate as its customer. The id is then
     * a secret; hosts that choose this let the engine make the ids. A token that is presented counts as in STRICT.
     */
    SESSION_ID
}
