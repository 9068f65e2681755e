package dev.helpline.chat.spi.store;

import dev.helpline.chat.spi.Checks;

/**
 * A part of a session's log.
 *
 * @param afterSeq the seq before the first entry, from 0
 * @param upToSeq the seq of the last entry, from {@code afterSeq}
 */
public record SeqRange(long afterSeq, long upToSeq) {
    /** Checks the order of the bounds. */
    public SeqRange {
        Checks.within("afterSeq", afterSeq, 0, Long.MAX_VALUE);
        Checks.within("upToSeq", upToSeq, afterSeq, Long.MAX_VALUE);
    }
}
