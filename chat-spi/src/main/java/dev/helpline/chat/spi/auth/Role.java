package dev.helpline.chat.spi.auth;

/** The role of a caller. Each agents' role may do everything that the agents' roles before it may. */
public enum Role {
    /** A caller without a token. */
    ANONYMOUS,
    /** A customer, who asks for support. */
    CUSTOMER,
    /** An agent, who replies to customers. */
    AGENT,
    /** An agent who may also act for other agents. */
    SUPERVISOR,
    /** An agent who may do everything that any agent can do. */
    ADMIN;

    /** Returns whether this is an agents' role: AGENT, SUPERVISOR or ADMIN. */
    public boolean isAgent() {
        return compareTo(AGENT) >= 0;
    }
}
