package dev.helpline.chat.core.privacy;

import dev.helpline.chat.spi.ChatException;
import dev.helpline.chat.spi.CustomerId;
import dev.helpline.chat.spi.ErrorCode;
import dev.helpline.chat.spi.Experimental;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.privacy.ErasureReport;
import dev.helpline.chat.spi.privacy.HoldSubject;
import dev.helpline.chat.spi.privacy.LegalHold;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the host may do with the personal data of customers: erase it, export it, and hold it. Checks no permissions: a host that offers this
 * to its own users decides who may use it. Thread-safe; every call reads or writes the store, and throws {@link ChatException}
 * STORE_UNAVAILABLE if it cannot be reached.
 */
@Experimental
public interface Privacy {
    /**
     * Erases everything about a customer: all sessions with their messages, notes, drafts, files, ratings and events, open ones included, and the
     * record of blocks, with which a block ends. Audit records of sessions stay, without actors and details, so that their chains can still be
     * verified; each erased session gets one more. Those of the customer's blocks and legal holds name the customer, and are deleted. Sessions that the customer starts meanwhile are erased as well, as long as this call
     * finds new ones.
     *
     * <p>Each session is erased as a unit. If the call fails in between, or its process is killed, calling it again erases the rest. Of two
     * calls at once, each reports what it erased. Clients that follow a session are told at once, or on other nodes within a second, that
     * there is no such session.
     *
     * @return what was erased; {@link ErasureReport#NOTHING} if nothing is known about the customer
     * @throws ChatException {@link ErrorCode#LEGAL_HOLD} if the customer or one of the sessions is under a legal hold. If the hold was there
     *     before this call, nothing was erased
     */
    ErasureReport erase(CustomerId customer);

    /**
     * Erases one session, as {@link #erase(CustomerId)} does.
     *
     * @return what was erased; {@link ErasureReport#NOTHING} if there is no such session
     * @throws ChatException {@link ErrorCode#LEGAL_HOLD} if the session or its customer is under a legal hold; nothing was erased
     */
    ErasureReport erase(SessionId session);

    /**
     * Writes everything about a customer as a zip file: {@code customer.json} with the blocks, and for each session {@code
     * sessions/<id>.json} with its log, its rating, its cursors and its audit records. The files that participants attached follow as {@code
     * files/<session id>/<file id>}, if the engine has a blob store. The notes of agents are part of it.
     *
     * <p>Reads page by page, so that it needs memory for one page. What is written meanwhile is in the export or not.
     *
     * @param zip is written to and flushed, and stays open
     * @throws IOException if {@code zip} fails; what was written until then is a part of the export
     */
    void export(CustomerId customer, OutputStream zip) throws IOException;

    /**
     * Places a legal hold on a customer or a session. Until it is released, neither {@link #erase(CustomerId) erasure} nor retention takes
     * anything of it. What an erasure that is under way has taken is not restored. The audit has a record of it, which admins find in the search:
     * {@code HOLD_PLACED}, by {@link dev.helpline.chat.core.host.HostChat#ACTOR}, with the reason.
     *
     * @param reason why: 1 to {@value LegalHold#MAX_REASON_LENGTH} characters; not seen by agents
     * @return the hold, or the one that was placed on the subject before
     * @throws ChatException {@link ErrorCode#INVALID_REQUEST} for a reason that breaks the rule
     */
    LegalHold hold(HoldSubject subject, String reason);

    /** Releases a hold, with a record {@code HOLD_RELEASED} in the audit. Returns whether there was one. */
    boolean release(HoldSubject subject);

    /**
     * Returns the holds by kind and id.
     *
     * @param after the subject of the last one of the page before; null for the first page
     * @param limit the most to return, 1 to 1000
     */
    List<LegalHold> holds(@Nullable HoldSubject after, int limit);
}
