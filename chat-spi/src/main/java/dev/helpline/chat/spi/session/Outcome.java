package dev.helpline.chat.spi.session;

/** What came of a session, as the agent judged it. */
public enum Outcome {
    RESOLVED,
    UNRESOLVED,
    ABANDONED,
    SPAM
}
