package dev.helpline.chat.core.internal.live;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.helpline.chat.spi.EntryId;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.entry.Entry;
import dev.helpline.chat.spi.store.SessionStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The newest entries of the sessions that are talked in, so that following them reads no database. Bounded by the size
 * of what it holds; losing any of it loses nothing. Thread-safe.
 */
public final class EntryTails {
    /** The longest run kept of one session; more than anyone who polls regularly lacks. */
    private static final int MAX_TAIL = 64;

    /** Characters of text and overhead, over all sessions. */
    private static final long MAX_WEIGHT = 32_000_000;

    private static final int ENTRY_OVERHEAD = 300;

    private final SessionStore store;
    private final Cache<SessionId, Tail> tails = Caffeine.newBuilder()
            .maximumWeight(MAX_WEIGHT)
            .weigher((SessionId id, Tail tail) -> tail.weight())
            .build();

    EntryTails(SessionStore store) {
        this.store = store;
    }

    /** Entries that were just committed. */
    void append(SessionId session, List<Entry> entries) {
        tails.asMap().compute(session, (id, tail) -> (tail == null ? Tail.EMPTY : tail).with(entries));
    }

    /** Whether {@link #after} would have to read nothing. */
    public boolean remembers(Head head, long afterSeq) {
        if (afterSeq >= head.session().log().lastSeq()) {
            return true;
        }
        Tail tail = tails.getIfPresent(head.session().id());
        return tail != null && covers(tail.entries(), head, afterSeq);
    }

    /** Entries with {@code seq > afterSeq}, in order, at most {@code limit}; reads the store where memory has a gap. */
    public List<Entry> after(Head head, long afterSeq, int limit) {
        if (afterSeq >= head.session().log().lastSeq()) {
            return List.of();
        }
        SessionId session = head.session().id();
        Tail tail = tails.getIfPresent(session);
        if (tail != null && covers(tail.entries(), head, afterSeq)) {
            List<Entry> entries = tail.entries();
            int from = (int) (afterSeq + 1 - entries.get(0).seq());
            return entries.subList(from, Math.min(entries.size(), from + limit));
        }
        List<Entry> read = store.entriesAfter(session, afterSeq, limit);
        if (!read.isEmpty()) {
            append(session, read);
        }
        return read;
    }

    /** The entry of this id, from memory or from the store. */
    public Optional<Entry> find(SessionId session, EntryId id) {
        Optional<Entry> remembered = findRemembered(session, id);
        return remembered.isPresent() ? remembered : store.findEntry(session, id);
    }

    /** The entry of this id, if memory has it. */
    public Optional<Entry> findRemembered(SessionId session, EntryId id) {
        Tail tail = tails.getIfPresent(session);
        return tail == null ? Optional.empty() : tail.find(id);
    }

    private static boolean covers(List<Entry> tail, Head head, long afterSeq) {
        return tail.get(0).seq() <= afterSeq + 1
                && tail.get(tail.size() - 1).seq() >= head.session().log().lastSeq();
    }

    /**
     * A run of one session's entries.
     *
     * @param weight characters of text and overhead; kept, since adding up the whole run costs more than all else that
     *     happens to an entry here
     */
    private record Tail(List<Entry> entries, int weight) {
        static final Tail EMPTY = new Tail(List.of(), 0);

        /** Two runs as one, if they touch; otherwise whichever is newer. */
        Tail with(List<Entry> added) {
            List<Entry> joined = new ArrayList<>(entries.size() + added.size());
            joined.addAll(entries);
            int joinedWeight = weight;
            for (Entry entry : added) {
                long last = joined.isEmpty()
                        ? entry.seq() - 1
                        : joined.get(joined.size() - 1).seq();
                if (entry.seq() > last + 1) {
                    joined.clear();
                    joinedWeight = 0;
                }
                if (entry.seq() > last) {
                    joined.add(entry);
                    joinedWeight += weigh(entry);
                }
            }
            int surplus = Math.max(0, joined.size() - MAX_TAIL);
            for (Entry entry : joined.subList(0, surplus)) {
                joinedWeight -= weigh(entry);
            }
            return new Tail(List.copyOf(joined.subList(surplus, joined.size())), joinedWeight);
        }

        /**
         * Every message that is sent is looked for. A stream that compares whole ids was a sixth of all that sending costs
         * in this process.
         */
        Optional<Entry> find(EntryId id) {
            String value = id.value();
            for (Entry entry : entries) {
                if (entry.id().value().equals(value)) {
                    return Optional.of(entry);
                }
            }
            return Optional.empty();
        }

        private static int weigh(Entry entry) {
            return entry.text().length() + ENTRY_OVERHEAD;
        }
    }
}
