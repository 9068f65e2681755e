package dev.helpline.chat.client.agent;

import java.util.Locale;

/** Whether an agent takes part in the work. */
public enum AgentPresence {
    /** The agent takes sessions. */
    ONLINE,
    /** The agent is there, and takes no new sessions. */
    AWAY,
    /** The agent does not work. */
    OFFLINE;

    /** For the SDK: the word in requests. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
