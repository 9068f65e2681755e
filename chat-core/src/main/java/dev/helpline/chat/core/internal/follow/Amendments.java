package dev.helpline.chat.core.internal.follow;

import dev.helpline.chat.core.internal.live.EntryTails;
import dev.helpline.chat.spi.EntryId;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.entry.AmendmentType;
import dev.helpline.chat.spi.entry.Entry;
import dev.helpline.chat.spi.session.Session;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Gives readers messages as they are now: edited ones with their new text, withdrawn ones without any. Amendments among the entries of a
 * log show the same, and never a text that a later amendment replaced. A session without amendments costs one comparison. Thread-safe.
 */
public final class Amendments {
    private final EntryTails tails;

    /** Amendments from these entries. */
    public Amendments(EntryTails tails) {
        this.tails = tails;
    }

    /**
     * Returns entries of a session as they are now. Needs no store if all entries behind the first of them are in memory, and otherwise
     * one read.
     *
     * @param session at least as new as the entries
     */
    public List<Entry> appliedTo(List<Entry> entries, Session session) {
        if (session.log().amendmentCount() == 0 || entries.isEmpty()) {
            return entries;
        }
        Set<EntryId> messages = new HashSet<>();
        long first = Long.MAX_VALUE;
        for (Entry entry : entries) {
            EntryId message = messageOf(entry);
            if (message != null) {
                messages.add(message);
                first = Math.min(first, entry.seq());
            }
        }
        Map<EntryId, Entry> newest = tails.newestAmendments(session, messages, first);
        return newest.isEmpty()
                ? entries
                : entries.stream().map(entry -> asItIs(entry, newest)).toList();
    }

    /** Returns newest messages of several sessions as they are now. Reads the store once at most. */
    public Map<SessionId, Entry> appliedTo(Map<SessionId, Entry> messages, Collection<Session> sessions) {
        Map<SessionId, Set<EntryId>> amended = new HashMap<>();
        for (Session session : sessions) {
            Entry message = messages.get(session.id());
            if (message != null && session.log().amendmentCount() > 0) {
                amended.put(session.id(), Set.of(message.id()));
            }
        }
        if (amended.isEmpty()) {
            return messages;
        }
        Map<SessionId, Entry> applied = new HashMap<>(messages);
        for (Entry amendment : tails.newestAmendments(amended)) {
            applied.computeIfPresent(amendment.session(), (id, message) -> amended(message, amendment));
        }
        return applied;
    }

    /** Returns the newest amendment of a message, if it has one. */
    public Optional<Entry> newestOf(Entry message, Session session) {
        return session.log().amendmentCount() == 0
                ? Optional.empty()
                : Optional.ofNullable(tails.newestAmendments(session, Set.of(message.id()), message.seq())
                        .get(message.id()));
    }

    private static Entry asItIs(Entry entry, Map<EntryId, Entry> newest) {
        EntryId message = messageOf(entry);
        Entry amendment = message == null ? null : newest.get(message);
        return amendment == null ? entry : amended(entry, amendment);
    }

    /** Returns a message, or an earlier amendment of it, as the amendment leaves it. */
    public static Entry amended(Entry entry, Entry amendment) {
        return AmendmentType.of(amendment)
                .map(type -> switch (type) {
                    case EDITED ->
                        entry.toBuilder()
                                .text(amendment.text())
                                .content(null)
                                .editedAt(amendment.at())
                                .build();
                    case WITHDRAWN ->
                        entry.toBuilder()
                                .text("")
                                .metadata(null)
                                .content(null)
                                .attachments(List.of())
                                .deletedAt(amendment.at())
                                .build();
                })
                .orElse(entry);
    }

    /** The message that the entry is, or amends. */
    private static @Nullable EntryId messageOf(Entry entry) {
        return switch (entry.kind()) {
            case MESSAGE -> entry.id();
            case AMENDMENT -> entry.replyTo();
            case EVENT, NOTE -> null;
        };
    }
}
