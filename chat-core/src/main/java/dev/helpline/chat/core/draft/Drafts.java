package dev.helpline.chat.core.draft;

import dev.helpline.chat.spi.ChatException;
import dev.helpline.chat.spi.ErrorCode;
import dev.helpline.chat.spi.Experimental;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.draft.Draft;
import java.util.Optional;

/**
 * An agent's drafts: at most one per session, on whichever device the agent works. No other agent and no customer sees them, and they
 * are neither in the log nor audited. A draft is deleted when its agent sends a message in the session, by the same commit, and when the
 * session ends. Thread-safe.
 */
@Experimental
public interface Drafts {
    /**
     * Returns the agent's draft in a session; empty if there is none.
     *
     * @throws ChatException {@link ErrorCode#SESSION_NOT_FOUND}
     */
    Optional<Draft> find(SessionId session);

    /**
     * Saves a draft in place of the one that the request names, or deletes it if the text is blank. Repeating the call returns the same
     * draft. A client that sends the text waits for its last save first; otherwise the save may come after the message, and stay.
     *
     * @return the draft as it is now; empty if the text is blank
     * @throws ChatException {@link ErrorCode#DRAFT_CONFLICT} if the agent has another draft than the one that the request replaces, or none
     *     any more; {@link ErrorCode#INVALID_REQUEST} if the text is longer than a message may be or has control characters; {@link
     *     ErrorCode#SESSION_NOT_OPEN} or {@link ErrorCode#SESSION_EXPIRED} if the session has ended; {@link ErrorCode#RATE_LIMITED}
     */
    Optional<Draft> save(SaveDraft request);
}
