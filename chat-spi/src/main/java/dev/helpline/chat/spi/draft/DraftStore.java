package dev.helpline.chat.spi.draft;

import dev.helpline.chat.spi.AgentId;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.StoreException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keeps at most one draft per agent and session. Commits delete them: see {@link
 * dev.helpline.chat.spi.store.SessionCommit#agentsWhoSent()} and {@link dev.helpline.chat.spi.store.SessionCommit#ends()}.
 *
 * <p>Thread-safe. Every read sees all that was stored before it began. Every method throws {@link StoreException} if the store cannot be
 * reached.
 */
public interface DraftStore {
    /** Returns the agent's draft in the session. */
    Optional<Draft> findDraft(SessionId session, AgentId agent);

    /**
     * Stores a draft in place of the one with this revision. Of several saves that replace one revision, one is stored. Whether there is
     * such a session is not asked.
     *
     * @param replaced the revision of the stored draft; null if there must be none
     * @return whether the draft was stored
     * @throws IllegalArgumentException if a text breaks its limit; names the field and the limit, never the value
     */
    boolean saveDraft(Draft draft, @Nullable String replaced);

    /** Deletes the draft if it has this revision, and returns whether it did. */
    boolean deleteDraft(SessionId session, AgentId agent, String revision);
}
