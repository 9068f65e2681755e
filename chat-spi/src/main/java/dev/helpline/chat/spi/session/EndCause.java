package dev.helpline.chat.spi.session;

/** Why a session ended, as far as a program can tell. */
public enum EndCause {
    /** Somebody ended it. */
    NORMAL,
    /** Nobody wrote, or nobody waited, for longer than the policy allows. */
    INACTIVITY
}
