package dev.helpline.chat.core.internal.rules;

/** What can move a session from one state to another. */
public enum SessionMove {
    /** An agent takes the session, or is given it. */
    ASSIGN,
    /** An agent puts the session on hold until the customer writes. */
    HOLD,
    /** The customer wrote, or an agent takes the session off hold. */
    RESUME,
    /** The agent did not write in time, so the session goes back to the queue. */
    RETURN,
    /** An agent gives the session back to a queue. */
    REQUEUE,
    /** The agent was deactivated, or vanished while the customer waits for an answer, so the session goes back to the queue. */
    RELEASE,
    /** The customer or an agent ends the session. */
    END,
    /** The session showed no sign of life for too long. */
    EXPIRE,
    /** The customer wrote after the end, or a participant reopens the session. */
    REOPEN
}
