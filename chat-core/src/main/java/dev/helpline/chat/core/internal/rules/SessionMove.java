package dev.helpline.chat.core.internal.rules;

/** What can move a session from one state to another. */
public enum SessionMove {
    /** An agent takes it, or is given it. */
    ASSIGN,
    /** An agent puts it aside until the customer writes. */
    HOLD,
    /** The customer wrote, or an agent takes it up again. */
    RESUME,
    /** Somebody ends it. */
    END,
    /** Nobody wrote, or nobody waited, for too long. */
    EXPIRE
}
