package dev.helpline.chat.core.policy;

/** How callers prove that they may act in a session as its customer. */
public enum AccessPolicy {
    /** Every call needs a token, and the session must be the caller's. */
    STRICT,
    /**
     * A caller without a token who knows a session's id may send, poll, read, end and rate as its customer. The id is then a secret,
     * and the host should let the engine make the ids. A caller with a token is treated as in STRICT.
     */
    SESSION_ID
}
