package dev.helpline.chat.core.internal.follow;

import dev.helpline.chat.core.internal.live.EntryTails;
import dev.helpline.chat.spi.EntryId;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.entry.Entry;
import dev.helpline.chat.spi.entry.Quote;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Adds to replies the messages that they reply to, as a reader may see them. Thread-safe. */
public final class Quotes {
    private final EntryTails tails;

    /** Quotes from these entries. */
    public Quotes(EntryTails tails) {
        this.tails = tails;
    }

    /**
     * Returns the entries of one session with their quotes; a message that the viewer may not see is not quoted. Reads the store at most
     * once, and only if a quoted message is neither among the entries nor in memory.
     */
    public List<Entry> addedTo(List<Entry> entries, SessionId session, Viewer viewer) {
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

    private Map<EntryId, Entry> find(SessionId session, Set<EntryId> wanted, Collection<Entry> known) {
        Map<EntryId, Entry> found = new HashMap<>();
        for (Entry entry : known) {
            if (wanted.remove(entry.id())) {
                found.put(entry.id(), entry);
            }
        }
        found.putAll(tails.findAll(session, wanted));
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

    /** The message that the entry quotes; events also name a message, but do not quote it. */
    private static @Nullable EntryId quotedBy(Entry entry) {
        return entry.isMessage() ? entry.replyTo() : null;
    }
}
