package dev.helpline.chat.core.internal.follow;

import dev.helpline.chat.core.internal.live.EntryTails;
import dev.helpline.chat.spi.EntryId;
import dev.helpline.chat.spi.entry.Entry;
import dev.helpline.chat.spi.entry.Quote;
import dev.helpline.chat.spi.session.Session;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Adds to replies the messages that they reply to, as a reader may see them. Thread-safe. */
public final class Quotes {
    private final EntryTails tails;
    private final Amendments amendments;

    /** Quotes from these entries. */
    public Quotes(EntryTails tails, Amendments amendments) {
        this.tails = tails;
        this.amendments = amendments;
    }

    /**
     * Returns entries of a session, given as they are now, with their quotes; a message that the viewer may not see is not quoted. Reads the store only if a
     * quoted message is neither among the entries nor in memory: once, and once more if the session has amendments.
     */
    public List<Entry> addedTo(List<Entry> entries, Session session, Viewer viewer) {
        Set<EntryId> wanted = new HashSet<>();
        for (Entry entry : entries) {
            EntryId quoted = quotedBy(entry);
            if (quoted != null) {
                wanted.add(quoted);
            }
        }
        if (wanted.isEmpty()) {
            return entries;
        }
        Map<EntryId, Entry> found = find(session, wanted, entries);
        return entries.stream().map(entry -> quoting(entry, found, viewer)).toList();
    }

    private Map<EntryId, Entry> find(Session session, Set<EntryId> wanted, List<Entry> known) {
        Map<EntryId, Entry> found = new HashMap<>();
        for (Entry entry : known) {
            if (wanted.remove(entry.id())) {
                found.put(entry.id(), entry);
            }
        }
        List<Entry> stored = List.copyOf(tails.findAll(session.id(), wanted).values());
        for (Entry entry : amendments.appliedTo(stored, session)) {
            found.put(entry.id(), entry);
        }
        return found;
    }

    private static Entry quoting(Entry entry, Map<EntryId, Entry> found, Viewer viewer) {
        EntryId id = quotedBy(entry);
        Entry quoted = id == null ? null : found.get(id);
        if (quoted == null || !quoted.isMessage() || !viewer.sees(quoted)) {
            return entry;
        }
        return entry.toBuilder().quote(Quote.of(quoted)).build();
    }

    /** The message that the entry quotes; events and amendments also name a message, but do not quote it. */
    private static @Nullable EntryId quotedBy(Entry entry) {
        return entry.isMessage() && entry.deletedAt() == null ? entry.replyTo() : null;
    }
}
