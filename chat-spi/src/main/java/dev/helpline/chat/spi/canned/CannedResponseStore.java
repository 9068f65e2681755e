package dev.helpline.chat.spi.canned;

import dev.helpline.chat.spi.AgentId;
import dev.helpline.chat.spi.CannedResponseId;
import dev.helpline.chat.spi.StoreException;
import dev.helpline.chat.spi.audit.AuditRecord;
import java.util.List;
import java.util.Optional;

/**
 * Keeps canned responses.
 *
 * <p>Thread-safe. Every read sees all that was stored before it began. Every method throws {@link StoreException} if the store cannot be
 * reached; a {@code limit} is at least 1.
 */
public interface CannedResponseStore {
    /** Returns the response of this id. */
    Optional<CannedResponse> findCannedResponse(CannedResponseId id);

    /** Returns the shared responses and this agent's personal ones, ordered by id, at most {@code limit}. */
    List<CannedResponse> cannedResponsesFor(AgentId agent, int limit);

    /**
     * Stores a response if its version follows the stored one, that is if it is 1 and there is no response of this id, or one above the
     * version of the stored one, and if no other response with the same owner, or with none, has its shortcut. The number of uses of a
     * stored response stays as it is. The audit record is stored with it, and must follow the newest record of the response, deleted ones
     * of its id included. Of several saves of one version, one is stored.
     *
     * @throws IllegalArgumentException if a text breaks its limit; names the field and the limit, never the value
     */
    SaveResult saveCannedResponse(CannedResponse response, AuditRecord change);

    /**
     * Deletes the response of this id, whatever its version, and stores the audit record with it, if there is such a response and the record
     * follows the newest one. Returns whether that was so.
     */
    boolean deleteCannedResponse(CannedResponseId id, AuditRecord change);

    /** Adds one to the number of uses of a response; does nothing if there is none of this id. */
    void countCannedResponseUse(CannedResponseId id);

    /** What became of a response that was to be saved. */
    enum SaveResult {
        /** It is stored. */
        SAVED,
        /** Nothing is stored, since the version or the audit record does not follow the stored one. */
        VERSION_CONFLICT,
        /** Nothing is stored, since another response has the shortcut. */
        SHORTCUT_TAKEN
    }
}
