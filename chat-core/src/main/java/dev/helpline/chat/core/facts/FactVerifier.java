package dev.helpline.chat.core.facts;

import dev.helpline.chat.spi.Checks;
import dev.helpline.chat.spi.Experimental;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.StoreException;
import dev.helpline.chat.spi.entry.Entry;
import dev.helpline.chat.spi.facts.FactAccumulator;
import dev.helpline.chat.spi.facts.FactRows;
import dev.helpline.chat.spi.facts.SessionFacts;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.store.ChatStore;
import dev.helpline.chat.spi.store.FactStore;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Compares the facts of sessions with their logs, and computes them anew. Engines may use the store meanwhile. Thread-safe.
 *
 * <p>All methods throw {@link StoreException} if the store cannot be reached.
 */
@Experimental
public final class FactVerifier {
    /** The most sessions of one call of {@link #verify(SessionId, int)}. */
    public static final int MOST_SESSIONS = 1000;

    private static final int PAGE = 500;
    private static final int ATTEMPTS = 5;

    private final ChatStore store;
    private final FactStore facts;

    /**
     * A verifier for a store.
     *
     * @throws IllegalArgumentException if the store is no {@link FactStore}
     */
    public FactVerifier(ChatStore store) {
        this.store = Objects.requireNonNull(store, "store");
        if (!(store instanceof FactStore kept)) {
            throw new IllegalArgumentException("store must be a FactStore");
        }
        this.facts = kept;
    }

    /** Returns the verdict on the facts of a session; empty if there is no such session. Reads its whole log. */
    public Optional<FactVerdict> verify(SessionId session) {
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            Session read = store.findSession(session).orElse(null);
            if (read == null) {
                return Optional.empty();
            }
            if (!read.facts().isCurrent()) {
                return Optional.of(FactVerdict.OUTDATED);
            }
            FactAccumulator right = accumulated(read);
            FactRows rows = facts.factRows(session);
            if (isStill(read)) {
                boolean same = read.facts().equals(right.facts()) && rows.equals(right.rows());
                return Optional.of(same ? FactVerdict.RIGHT : FactVerdict.WRONG);
            }
        }
        return Optional.of(FactVerdict.CHANGING);
    }

    /**
     * Returns the verdicts on the facts of the next sessions in the order of their ids. Calls that follow each other with {@link
     * FactVerification#next()} verify all sessions.
     *
     * @param after only sessions with greater ids; null from the first
     * @param limit the most sessions, 1 to {@value #MOST_SESSIONS}
     */
    public FactVerification verify(@Nullable SessionId after, int limit) {
        Checks.within("limit", limit, 1, MOST_SESSIONS);
        List<SessionId> sessions = facts.sessionsByFacts(null, after, limit);
        Map<SessionId, FactVerdict> exceptions = new HashMap<>();
        for (SessionId session : sessions) {
            verify(session)
                    .filter(verdict -> verdict != FactVerdict.RIGHT)
                    .ifPresent(verdict -> exceptions.put(session, verdict));
        }
        SessionId next = sessions.size() < limit ? null : sessions.get(sessions.size() - 1);
        return new FactVerification(sessions.size(), exceptions, next);
    }

    /**
     * Computes the facts of a session from its log and writes them.
     *
     * @return false if the session does not exist, or if it changed each time while it was read
     */
    public boolean recompute(SessionId session) {
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            Session read = store.findSession(session).orElse(null);
            if (read == null) {
                return false;
            }
            FactAccumulator right = accumulated(read);
            if (facts.replaceFacts(read, right.facts(), right.rows())) {
                return true;
            }
        }
        return false;
    }

    /** Adds the log as far as the session that was read knows it. */
    private FactAccumulator accumulated(Session read) {
        FactAccumulator accumulator = FactAccumulator.from(SessionFacts.START);
        long last = read.log().lastSeq();
        long seq = 0;
        while (seq < last) {
            List<Entry> page = store.entriesAfter(read.id(), seq, (int) Math.min(PAGE, last - seq));
            if (page.isEmpty()) {
                break; // erased meanwhile
            }
            accumulator.addAll(page);
            seq = page.get(page.size() - 1).seq();
        }
        return accumulator;
    }

    private boolean isStill(Session read) {
        return store.findSession(read.id())
                .filter(found -> found.version() == read.version())
                .isPresent();
    }
}
