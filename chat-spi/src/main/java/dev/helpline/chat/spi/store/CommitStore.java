package dev.helpline.chat.spi.store;

import dev.helpline.chat.spi.StoreException;
import java.util.List;

/**
 * Stores commits: the only way in which sessions, their entries, their audit records and their ratings are written.
 *
 * <p>Thread-safe. Any number of engines may commit to one store. A store does not have to tell an engine what the other
 * engines wrote: each engine looks for itself.
 */
public interface CommitStore {
    /**
     * Stores the commit as one unit if the stored version is the one it was made from, no other session holds a slot
     * that it takes, and none of its entries' ids is taken in the session. Of several commits from one version exactly
     * one is stored. It also deletes the drafts of {@link SessionCommit#agentsWhoSent()} in the session, or all of the session's drafts if
     * the commit {@linkplain SessionCommit#ends() ends} it.
     *
     * @throws StoreException if it is not known whether the commit was stored. The caller finds out by submitting the
     *     identical commit again: {@link CommitResult.DuplicateEntry} with all its entries at their own seqs proves that
     *     it was
     */
    CommitResult commit(SessionCommit commit);

    /**
     * Judges and stores several commits, each as {@link #commit} would: a commit that is refused does not affect the
     * others. Each commit must be of a different session.
     *
     * @return one result per commit, in their order
     * @throws IllegalArgumentException if two commits are of one session; then nothing was stored
     * @throws StoreException if it is not known of some of the commits whether they were stored
     */
    List<CommitResult> commitAll(List<SessionCommit> commits);
}
