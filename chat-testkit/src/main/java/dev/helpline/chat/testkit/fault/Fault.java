package dev.helpline.chat.testkit.fault;

/** What a {@link FaultyStore} does with one call of {@code commit} or {@code commitAll}. */
public enum Fault {
    /** Nothing: the call goes through. */
    NONE,
    /** Stores nothing and says so, for every commit of the call. */
    NOT_STORED,
    /** Stores nothing and rejects every commit of the call for good. */
    REJECTED,
    /** Stores nothing and says that it does not know. */
    UNKNOWN_NOT_STORED,
    /** Stores what may be stored, and says that it does not know: the answer was lost. */
    UNKNOWN_STORED,
    /** Stores the first half of the call's commits, rounded down, and says that it does not know. */
    UNKNOWN_HALF_STORED
}
