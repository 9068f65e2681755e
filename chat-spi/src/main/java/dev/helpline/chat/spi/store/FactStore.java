package dev.helpline.chat.spi.store;

import dev.helpline.chat.spi.Experimental;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.StoreException;
import dev.helpline.chat.spi.facts.FactRows;
import dev.helpline.chat.spi.facts.SessionFacts;
import dev.helpline.chat.spi.session.Session;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The facts of sessions beside what commits write: reading the rows, and writing facts anew that were computed from a log. A store that is
 * one keeps the {@linkplain SessionCommit#factRows() rows} of every commit that it stores, as a part of that commit.
 * Thread-safe. All methods throw {@link StoreException} if the store cannot be reached.
 */
@Experimental
public interface FactStore {
    /** Returns the rows of a session; none if there is no such session, or if it was erased. */
    FactRows factRows(SessionId session);

    /**
     * Replaces the facts of a session and all its rows, if the stored session still has the version of {@code read}, and adds one to the
     * version, so that no commit goes on from the facts before. The log does not change.
     *
     * @param read the session whose log was read
     * @param facts the facts of its whole log
     * @param rows the rows of its whole log
     * @return false if the session has another version or does not exist; then nothing is changed
     */
    boolean replaceFacts(Session read, SessionFacts facts, FactRows rows);

    /**
     * Returns sessions in the order of their ids, those that have ended included and erased ones not.
     *
     * @param factsVersion only sessions whose facts have this version; null for all
     * @param after only sessions with greater ids; null from the first
     * @param limit the maximal number of sessions
     */
    List<SessionId> sessionsByFacts(@Nullable Integer factsVersion, @Nullable SessionId after, int limit);
}
