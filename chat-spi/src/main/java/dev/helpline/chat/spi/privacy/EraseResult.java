package dev.helpline.chat.spi.privacy;

import dev.helpline.chat.spi.Experimental;

/** What became of a request to erase a session, or what is left of a customer besides sessions. */
@Experimental
public sealed interface EraseResult {
    /** Nothing was erased: a legal hold protects the subject. */
    EraseResult HELD = new Held();

    /** Nothing was erased: the audit record does not follow the session's newest one, so it must be made anew. */
    EraseResult CONFLICT = new Conflict();

    /** There is no such session, or it was erased before. */
    EraseResult ABSENT = new Absent();

    /**
     * The data is gone.
     *
     * @param report what there was
     */
    record Erased(ErasureReport report) implements EraseResult {}

    /** See {@link #HELD}. */
    record Held() implements EraseResult {}

    /** See {@link #CONFLICT}. */
    record Conflict() implements EraseResult {}

    /** See {@link #ABSENT}. */
    record Absent() implements EraseResult {}
}
