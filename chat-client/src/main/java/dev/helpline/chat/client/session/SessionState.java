package dev.helpline.chat.client.session;

import java.util.Locale;

/** The state of a session. */
public enum SessionState {
    /** It waits for an agent. */
    WAITING("waiting"),
    /** An agent has it. */
    ACTIVE("active"),
    /** It waits for the customer. */
    ON_HOLD("on_hold"),
    /** It has ended. */
    ENDED("ended"),
    /** A state of a newer server that this SDK does not know; treat it as open. */
    UNKNOWN("");

    private final String wireName;

    SessionState(String wireName) {
        this.wireName = wireName;
    }

    /**
     * Returns the value that has this name in the protocol, in any case; {@link #UNKNOWN} if this SDK does not know the
     * name.
     */
    public static SessionState of(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        for (SessionState value : values()) {
            if (value.wireName.equals(lower)) {
                return value;
            }
        }
        return UNKNOWN;
    }
}
