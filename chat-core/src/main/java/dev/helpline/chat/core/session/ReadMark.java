package dev.helpline.chat.core.session;

/**
 * How far one side has read a session. Neither part ever shrinks.
 *
 * @param deliveredSeq the highest seq that a client of this side is known to have; 0 if none
 * @param readSeq the highest seq that this side is known to have read; 0 if none, and never above {@code deliveredSeq}
 */
public record ReadMark(long deliveredSeq, long readSeq) {
    /** Nothing was delivered. */
    public static final ReadMark NONE = new ReadMark(0, 0);
}
