package dev.helpline.chat.core.policy;

/** When a session that a customer starts is a message left behind, which waits until agents are back. */
public enum OfflineMessages {
    /** Never: every session waits for an agent in the queue, and ends if its customer leaves. */
    NEVER,
    /** Outside business hours. */
    WHEN_CLOSED,
    /** Outside business hours, and while no agent is online. */
    WHEN_CLOSED_OR_UNSTAFFED
}
