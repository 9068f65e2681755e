package dev.helpline.chat.core.internal.live;

import org.jspecify.annotations.Nullable;

/**
 * The part of a session that is never stored. What changes without a commit belongs here.
 *
 * @param revision another one whenever this part changes. No two live states of one run of the engine share a revision, not even
 *     if the session left memory in between
 * @param queuePosition from 1; null unless the session waits and its place is known
 */
public record LiveState(long revision, @Nullable Integer queuePosition) {
    /** The live state of a session of which nothing is known yet. */
    static LiveState unknown(LiveRevisions revisions) {
        return new LiveState(revisions.next(), null);
    }
}
