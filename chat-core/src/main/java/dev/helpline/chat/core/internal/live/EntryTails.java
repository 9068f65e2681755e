package dev.helpline.chat.core.internal.live;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.helpline.chat.spi.EntryId;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.entry.Entry;
import dev.helpline.chat.spi.entry.EntryKind;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.store.SessionLog;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A cache of the newest entries of busy sessions, so that following them reads no database. Bounded by the size of the entries; the
 * store has all of them. Thread-safe.
 */
public final class EntryTails {
    /** The longest run kept of one session; a client that polls regularly needs fewer. */
    private static final int MAX_TAIL = 64;

    /** Characters of text and overhead, over all sessions. */
    private static final long MAX_WEIGHT = 32_000_000;

    private static final int ENTRY_OVERHEAD = 300;

    private final SessionLog store;
    private final Cache<SessionId, Tail> tails = Caffeine.newBuilder()
            .maximumWeight(MAX_WEIGHT)
            .weigher((SessionId id, Tail tail) -> tail.weight())
            .build();

    /** No entries yet; reads those of this store. */
    public EntryTails(SessionLog store) {
        this.store = store;
    }

    /** Adds entries that were just committed, or just read from the store. */
    void append(SessionId session, List<Entry> entries) {
        if (entries.isEmpty()) {
            return;
        }
        tails.asMap().compute(session, (id, tail) -> (tail == null ? Tail.EMPTY : tail).with(entries));
    }

    /** Forgets the entries of a session, which the store may have lost. */
    void forget(SessionId session) {
        tails.invalidate(session);
    }

    /**
     * Returns whether the newest entry in memory is in the store, too, so that both have one log; true if there is none in memory.
     * Reads the store, and keeps the entries behind that one.
     */
    boolean areStored(SessionId session) {
        Tail tail = tails.getIfPresent(session);
        if (tail == null) {
            return true;
        }
        Entry newest = tail.entries().get(tail.entries().size() - 1);
        List<Entry> read = store.entriesAfter(session, newest.seq() - 1, MAX_TAIL);
        if (read.isEmpty() || !read.get(0).id().equals(newest.id())) {
            return false;
        }
        append(session, read);
        return true;
    }

    /** Returns the entry of this seq, from memory or from the store. */
    public Optional<Entry> at(SessionId session, long seq) {
        Tail tail = tails.getIfPresent(session);
        if (tail != null && tail.has(seq)) {
            return Optional.of(tail.at(seq));
        }
        List<Entry> read = store.entriesAfter(session, seq - 1, MAX_TAIL);
        if (read.isEmpty() || read.get(0).seq() != seq) {
            return Optional.empty();
        }
        append(session, read);
        return Optional.of(read.get(0));
    }

    /** Whether {@link #after} finds all entries in memory. */
    public boolean remembers(Head head, long afterSeq) {
        if (afterSeq >= head.session().log().lastSeq()) {
            return true;
        }
        Tail tail = tails.getIfPresent(head.session().id());
        return tail != null && covers(tail.entries(), head, afterSeq);
    }

    /** Returns at most {@code limit} entries with {@code seq > afterSeq}, in order; reads the store if some are not in memory. */
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
        append(session, read);
        return read;
    }

    /** Returns the entry of this id, from memory or from the store. */
    public Optional<Entry> find(SessionId session, EntryId id) {
        Optional<Entry> remembered = findRemembered(session, id);
        return remembered.isPresent() ? remembered : store.findEntry(session, id);
    }

    /** Returns the entries of these ids, from memory, and the others by one read of the store; unknown ids are left out. */
    public Map<EntryId, Entry> findAll(SessionId session, Collection<EntryId> ids) {
        Map<EntryId, Entry> found = new HashMap<>();
        List<EntryId> others = new ArrayList<>();
        for (EntryId id : ids) {
            findRemembered(session, id).ifPresentOrElse(entry -> found.put(id, entry), () -> others.add(id));
        }
        if (!others.isEmpty()) {
            found.putAll(store.findEntries(session, others));
        }
        return found;
    }

    /**
     * Returns the newest amendments of messages of a session, by message. Reads the store unless all entries from one on are in memory;
     * an amendment comes behind its message.
     *
     * @param firstSeq of the first of the messages, or of their amendments
     */
    public Map<EntryId, Entry> newestAmendments(Session session, Collection<EntryId> messages, long firstSeq) {
        if (messages.isEmpty()) {
            return Map.of();
        }
        Tail tail = tails.getIfPresent(session.id());
        List<Entry> candidates =
                tail != null && tail.reaches(firstSeq, session.log().lastSeq())
                        ? tail.entries()
                        : newestAmendments(Map.of(session.id(), messages));
        Map<EntryId, Entry> newest = new HashMap<>();
        for (Entry entry : candidates) {
            EntryId message = entry.kind() == EntryKind.AMENDMENT ? entry.replyTo() : null;
            if (message != null && messages.contains(message)) {
                newest.put(message, entry);
            }
        }
        return newest;
    }

    /** Returns the newest amendments of messages of any sessions, from the store. */
    public List<Entry> newestAmendments(Map<SessionId, ? extends Collection<EntryId>> messages) {
        return store.newestAmendments(messages);
    }

    /** Returns the entry of this id if it is in memory. */
    public Optional<Entry> findRemembered(SessionId session, EntryId id) {
        Tail tail = tails.getIfPresent(session);
        return tail == null ? Optional.empty() : tail.find(id);
    }

    /** Returns the texts of the newest wanted entries in memory, the newest first. */
    public List<String> newestRemembered(SessionId session, Predicate<Entry> wanted, int limit) {
        Tail tail = tails.getIfPresent(session);
        List<Entry> entries = tail == null ? List.of() : tail.entries();
        List<String> texts = new ArrayList<>();
        for (int i = entries.size() - 1; i >= 0 && texts.size() < limit; i--) {
            Entry entry = entries.get(i);
            if (wanted.test(entry)) {
                texts.add(entry.text());
            }
        }
        return texts;
    }

    private static boolean covers(List<Entry> tail, Head head, long afterSeq) {
        return tail.get(0).seq() <= afterSeq + 1
                && tail.get(tail.size() - 1).seq() >= head.session().log().lastSeq();
    }

    /** A run of one session's entries, and of their ids' hash codes. */
    private static final class Tail {
        static final Tail EMPTY = new Tail(List.of(), new int[0], 0);

        private final List<Entry> entries;

        /**
         * Kept beside the entries, since each message that is sent is looked up here. Going from entry to id to text misses the
         * processor's cache at each step; for a whole run, that was an eighth of the cost of sending in this process.
         */
        private final int[] idHashes;

        /** Characters of text and overhead. Kept, since adding up the whole run would cost more than everything else here. */
        private final int weight;

        private Tail(List<Entry> entries, int[] idHashes, int weight) {
            this.entries = entries;
            this.idHashes = idHashes;
            this.weight = weight;
        }

        List<Entry> entries() {
            return entries;
        }

        int weight() {
            return weight;
        }

        boolean has(long seq) {
            return reaches(seq, seq);
        }

        /** Whether the run has all entries from one to another. */
        boolean reaches(long first, long last) {
            return first >= entries.get(0).seq()
                    && last <= entries.get(entries.size() - 1).seq();
        }

        Entry at(long seq) {
            return entries.get((int) (seq - entries.get(0).seq()));
        }

        Optional<Entry> find(EntryId id) {
            int hash = id.hashCode();
            for (int i = 0; i < idHashes.length; i++) {
                if (idHashes[i] == hash && entries.get(i).id().equals(id)) {
                    return Optional.of(entries.get(i));
                }
            }
            return Optional.empty();
        }

        /**
         * Joins this run with a newer one that has no gaps. Returns the newer one alone if there is a gap between the two, or if they
         * are of different logs: the store may have gone back while the session was not in memory.
         */
        Tail with(List<Entry> run) {
            if (contradicts(run)) {
                return EMPTY.followedBy(run);
            }
            long last = entries.isEmpty() ? 0 : entries.get(entries.size() - 1).seq();
            List<Entry> added = run.stream().filter(entry -> entry.seq() > last).toList();
            if (added.isEmpty()) {
                return this;
            }
            boolean touches = added.get(0).seq() == last + 1;
            return (touches ? this : EMPTY).followedBy(added);
        }

        /** Whether the newest entry that both runs should have is another one in each. */
        private boolean contradicts(List<Entry> run) {
            if (entries.isEmpty()) {
                return false;
            }
            long newest = Math.min(
                    entries.get(entries.size() - 1).seq(),
                    run.get(run.size() - 1).seq());
            long index = newest - run.get(0).seq();
            return index >= 0 && has(newest) && !at(newest).equals(run.get((int) index));
        }

        private Tail followedBy(List<Entry> added) {
            int surplus = Math.max(0, entries.size() + added.size() - MAX_TAIL);
            List<Entry> joined = new ArrayList<>(entries.size() + added.size());
            joined.addAll(entries);
            joined.addAll(added);
            List<Entry> kept = List.copyOf(joined.subList(surplus, joined.size()));
            int known = Math.max(0, entries.size() - surplus);
            int[] hashes = new int[kept.size()];
            System.arraycopy(idHashes, entries.size() - known, hashes, 0, known);
            for (int i = known; i < hashes.length; i++) {
                hashes[i] = kept.get(i).id().hashCode();
            }
            return new Tail(kept, hashes, weight + weigh(added) - weigh(joined.subList(0, surplus)));
        }

        private static int weigh(List<Entry> entries) {
            int weight = 0;
            for (Entry entry : entries) {
                weight += entry.text().length() + ENTRY_OVERHEAD;
            }
            return weight;
        }
    }
}
