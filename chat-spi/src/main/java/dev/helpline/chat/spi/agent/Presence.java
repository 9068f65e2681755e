package dev.helpline.chat.spi.agent;

/** Whether an agent takes part in the work, as the agent chose. The choice stands until the agent makes another one. */
public enum Presence {
    /** The agent takes sessions. */
    ONLINE,
    /** The agent is there, and takes no new sessions. */
    AWAY,
    /** The agent does not work. */
    OFFLINE
}
