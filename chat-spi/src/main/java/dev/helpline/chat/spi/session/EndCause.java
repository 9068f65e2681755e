package dev.helpline.chat.spi.session;

/** The cause of an end, in terms of the engine's rules. */
public enum EndCause {
    /** A participant ended the session. */
    NORMAL,
    /** Neither side wrote, or the customer was gone, for longer than the policy allows. */
    INACTIVITY
}
