package dev.helpline.chat.core.desk;

import static dev.helpline.chat.core.desk.AgentAction.Reach.ANSWERABLE;
import static dev.helpline.chat.core.desk.AgentAction.Reach.ANY;
import static dev.helpline.chat.core.desk.AgentAction.Reach.NONE;
import static dev.helpline.chat.core.desk.AgentAction.Reach.OWN;
import static dev.helpline.chat.core.desk.AgentAction.Reach.OWN_OR_WAITING;

import dev.helpline.chat.core.policy.AnswerPolicy;
import dev.helpline.chat.spi.Experimental;
import dev.helpline.chat.spi.auth.Role;

/**
 * What agents can do, and which of them may do it: the table that the engine obeys. {@code docs/guide.md} shows the same. An action that
 * the table does not permit fails with {@link dev.helpline.chat.spi.ErrorCode#FORBIDDEN}.
 */
@Experimental
public enum AgentAction {
    // spotless:off
    //           AGENT       SUPERVISOR  ADMIN
    /** See a session, its messages and the board, show typing, keep a draft, and mark messages as read. */
    READ        (ANY,        ANY,        ANY),
    /** Write in a session, with or without files. A message in a session that waits assigns it to its author. */
    REPLY       (ANSWERABLE, ANY,        ANY),
    /** Read what messages said before they were changed. */
    READ_HISTORY(OWN,        ANY,        ANY),
    /** Take a session that waits. */
    CLAIM       (ANY,        ANY,        ANY),
    /** Decline an offer of a session that waits. */
    DECLINE     (ANY,        ANY,        ANY),
    /** Assign a session that waits to another agent, or to any agent above the capacity. */
    ASSIGN      (NONE,       ANY,        ANY),
    /** Put a session on hold. */
    HOLD        (ANY,        ANY,        ANY),
    /** Take a session off hold. */
    RESUME      (ANY,        ANY,        ANY),
    /** Give a session to another agent, or to the queue of a department. */
    TRANSFER    (OWN_OR_WAITING, ANY,    ANY),
    /** Give a session that has an agent back to its queue. */
    RETURN      (OWN_OR_WAITING, ANY,    ANY),
    /** Take a session that another agent has. */
    TAKE_OVER   (NONE,       ANY,        ANY),
    /** Ask the supervisors for help with a session. */
    ESCALATE    (ANY,        ANY,        ANY),
    /** Change how urgent a session is. */
    SET_PRIORITY(ANSWERABLE, ANY,        ANY),
    /** Change the tags of a session. */
    TAG         (ANY,        ANY,        ANY),
    /** Add a note to a session, which only agents see. */
    NOTE        (ANY,        ANY,        ANY),
    /** End a session. */
    END         (ANY,        ANY,        ANY),
    /** Reopen a session. */
    REOPEN      (ANY,        ANY,        ANY),
    /** Start a session with a customer, if {@link dev.helpline.chat.core.policy.ChatPolicy#agentStarts the policy} lets agents do that. */
    START       (ANY,        ANY,        ANY),
    /** See the live board and the figures; agents see of the figures of single agents only their own. */
    READ_FIGURES(ANY,        ANY,        ANY),
    /** Read the audit records of sessions, canned responses and blocks; those of agents and legal holds need {@link #MANAGE_AGENTS}, too. */
    READ_AUDIT  (NONE,       ANY,        ANY),
    /** Export audit records of every kind, with all that proves them. */
    EXPORT_AUDIT(NONE,       NONE,       ANY),
    /** Block customers and network addresses, and see who is blocked. */
    BLOCK       (NONE,       ANY,        ANY),
    /** Read and fill canned responses, and keep responses of one's own. */
    USE_RESPONSES  (ANY,     ANY,        ANY),
    /** Save and delete canned responses that all agents share. */
    SHARE_RESPONSES(NONE,    ANY,        ANY),
    /** Say whether one takes part in the work. */
    CHOOSE_PRESENCE(ANY,     ANY,        ANY),
    /** Choose which alerts one gets outside of the desk. */
    CHOOSE_ALERTS  (ANY,     ANY,        ANY),
    /** Save agents in the directory, deactivate them, and see who changed them. */
    MANAGE_AGENTS  (NONE,    NONE,       ANY);
    // spotless:on

    private final Reach agent;
    private final Reach supervisor;
    private final Reach admin;

    AgentAction(Reach agent, Reach supervisor, Reach admin) {
        this.agent = agent;
        this.supervisor = supervisor;
        this.admin = admin;
    }

    /** The sessions in which an action is permitted. */
    public enum Reach {
        /** None. */
        NONE,
        /** Those that are assigned to the caller. */
        OWN,
        /** Those that are assigned to the caller or to no agent. */
        OWN_OR_WAITING,
        /** Every session; with {@link AnswerPolicy#OWNER} those that are assigned to the caller or to no agent. */
        ANSWERABLE,
        /** Every session. */
        ANY
    }

    /** Returns in which sessions a caller of this role may take the action; {@link Reach#NONE} for those who are no agents. */
    public Reach reach(Role role) {
        return switch (role) {
            case ANONYMOUS, CUSTOMER -> NONE;
            case AGENT -> agent;
            case SUPERVISOR -> supervisor;
            case ADMIN -> admin;
        };
    }
}
