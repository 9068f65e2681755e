package dev.helpline.chat.spi.session;

/** Where a session stands. The moves between the states are the engine's, in one table. */
public enum SessionState {
    /** Nobody answers yet. */
    WAITING,
    /** An agent owns the session. */
    ACTIVE,
    /** An agent owns the session and waits for the customer. */
    ON_HOLD,
    /** Over. Nothing is added but a rating. */
    ENDED;

    /** Whether messages can still be sent. */
    public boolean isOpen() {
        return this != ENDED;
    }
}
