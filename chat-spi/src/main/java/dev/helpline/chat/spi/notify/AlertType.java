package dev.helpline.chat.spi.notify;

/** Why an agent is alerted, and which agents are; never the agent who caused it, and never one who is deactivated. */
public enum AlertType {
    /**
     * A session waits for an agent: it was started, came back to a queue or was reopened. For the agents of its department, or for all agents
     * if it has none.
     */
    WAITING,
    /** The agent was given a session: by another agent, by the routing or because it was reopened. For that agent. */
    ASSIGNED,
    /** A note mentions the agent. For that agent. */
    MENTIONED,
    /** An agent asks for help. For supervisors and admins. */
    ESCALATED,
    /**
     * A session has waited for an agent for longer than its service level allows. For those to whom {@link #WAITING} goes, and for supervisors
     * and admins.
     */
    WAITING_TOO_LONG,
    /** Another time of the session's service level is up. For the agent who has the session, and for supervisors and admins. */
    SLA_BREACHED,
    /** Routing offers the agent a session, which waits for the agent's decision. For that agent. */
    OFFERED
}
