package dev.helpline.chat.spi.session;

/** The outcome of a session in the agent's judgement. */
public enum Outcome {
    RESOLVED,
    UNRESOLVED,
    ABANDONED,
    SPAM
}
