package dev.helpline.chat.spi.session;

/** The states of a session. The engine decides about the moves between them, by one table. */
public enum SessionState {
    /** No agent has the session yet. */
    WAITING,
    /** An agent has the session. */
    ACTIVE,
    /** An agent has the session and waits for the customer. */
    ON_HOLD,
    /** The session has ended. Nothing is added any more but a rating, unless the session is reopened. */
    ENDED;

    /** Returns whether messages can still be sent. */
    public boolean isOpen() {
        return this != ENDED;
    }
}
