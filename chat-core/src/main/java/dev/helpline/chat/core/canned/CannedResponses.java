package dev.helpline.chat.core.canned;

import dev.helpline.chat.spi.CannedResponseId;
import dev.helpline.chat.spi.ChatException;
import dev.helpline.chat.spi.ErrorCode;
import dev.helpline.chat.spi.Experimental;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.canned.CannedResponse;
import java.util.List;

/**
 * The texts that one agent uses again and again: those that all agents share, which supervisors and admins keep, and the agent's own ones.
 * Thread-safe.
 *
 * <p>A text may have placeholders, such as {@code {{customer.name}}}: {@code customer.name}, {@code customer.id}, {@code customer.email},
 * {@code agent.name}, {@code agent.department}, {@code session.id}, {@code session.subject}, {@code session.category} and
 * {@code session.externalRef}. Behind a bar a placeholder may have a substitute for a missing value: {@code {{customer.name|there}}}. A
 * backslash before two opening braces keeps them as they are.
 *
 * <p>Every method also throws as the methods of {@link dev.helpline.chat.core.ChatParticipant} do.
 */
@Experimental
public interface CannedResponses {
    /** How many shared responses there may be. */
    int MAX_SHARED = 500;

    /** How many responses of their own each agent may have. */
    int MAX_PERSONAL = 100;

    /** Returns the shared responses and those of the agent, ordered by shortcut, of which an agent's own one comes before a shared one. */
    List<CannedResponse> list();

    /**
     * Saves a response. Repeating the call returns the same result.
     *
     * @throws ChatException {@link ErrorCode#INVALID_REQUEST} if a text breaks its rule, if a placeholder is unknown, or if there are too
     *     many responses; {@link ErrorCode#FORBIDDEN} for an agent who saves a shared response; {@link
     *     ErrorCode#CANNED_RESPONSE_CONFLICT} if the response was changed since the version that the request names, if its id is taken, or
     *     if another response has its shortcut
     */
    CannedResponse save(SaveCannedResponse request);

    /**
     * Deletes a response, whatever its version. Deleting one that is not there, or is another agent's, does nothing.
     *
     * @throws ChatException {@link ErrorCode#FORBIDDEN} for an agent who deletes a shared response
     */
    void delete(CannedResponseId id);

    /**
     * Fills the placeholders of a response with the facts of a session, and counts the use. Values come in as plain text of one line:
     * control characters and marks of direction are left out, and placeholders within a value stay as they are. The session is not changed.
     *
     * @throws ChatException {@link ErrorCode#CANNED_RESPONSE_NOT_FOUND} if the agent sees no such response; {@link
     *     ErrorCode#INVALID_REQUEST} if the text would be longer than a message may be; {@link ErrorCode#SESSION_NOT_FOUND}
     */
    FilledResponse fill(SessionId session, CannedResponseId id);
}
