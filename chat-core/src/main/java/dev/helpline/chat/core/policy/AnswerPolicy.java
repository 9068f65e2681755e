package dev.helpline.chat.core.policy;

/** Which agents may write in a session that is assigned to an agent. */
public enum AnswerPolicy {
    /** Every agent. */
    ANY_AGENT,
    /** The agent who has the session, supervisors and admins. */
    OWNER
}
