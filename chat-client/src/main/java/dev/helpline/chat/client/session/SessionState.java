package dev.helpline.chat.client.session;

import java.util.Locale;

/** Where a session stands. */
public enum SessionState {
    /** Nobody answers yet. */
    WAITING("waiting"),
    /** An agent answers. */
    ACTIVE("active"),
    /** It waits for the customer. */
    ON_HOLD("on_hold"),
    /** It is over. */
    ENDED("ended"),
    /** A state that a newer server knows and this SDK does not; treat it as open. */
    UNKNOWN("");

    private final String wireName;

    SessionState(String wireName) {
        this.wireName = wireName;
    }

    /** The value with this name on the wire, in any case; {@link #UNKNOWN} for a name that this SDK does not know. */
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
