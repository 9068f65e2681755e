package dev.helpline.chat.spi.auth;

/** In which role somebody calls. A later constant may do whatever an earlier agent's role may. */
public enum Role {
    /** Nobody in particular: no token came with the call. */
    ANONYMOUS,
    /** Asks. */
    CUSTOMER,
    /** Answers. */
    AGENT,
    /** Answers, and may act for other agents. */
    SUPERVISOR,
    /** May do everything an agent can do. */
    ADMIN;

    /** Whether this role is on the answering side. */
    public boolean isAgent() {
        return compareTo(AGENT) >= 0;
    }
}
