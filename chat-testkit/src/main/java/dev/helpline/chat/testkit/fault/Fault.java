package dev.helpline.chat.testkit.fault;

import dev.helpline.chat.spi.Experimental;

/** What a {@link FaultyStore} does with one call of {@code commit} or {@code commitAll}. */
@Experimental
public enum Fault {
    /** No fault: the call goes through. */
    NONE,
    /** Stores nothing, and returns NotStored for every commit of the call. */
    NOT_STORED,
    /** Stores nothing, and returns Rejected for every commit of the call. */
    REJECTED,
    /** Stores nothing, and throws as if the outcome were not known. */
    UNKNOWN_NOT_STORED,
    /** Stores the commits that are acceptable, and throws as if the outcome were not known: the reply was lost. */
    UNKNOWN_STORED,
    /** Stores the first half of the call's commits, rounded down, and throws as if the outcome were not known. */
    UNKNOWN_HALF_STORED
}
