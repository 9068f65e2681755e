package dev.helpline.chat.core.policy;

/** Which agents may write in a session that somebody owns. */
public enum AnswerPolicy {
    /** Every agent. */
    ANY_AGENT,
    /** Its owner, supervisors and admins. */
    OWNER
}
