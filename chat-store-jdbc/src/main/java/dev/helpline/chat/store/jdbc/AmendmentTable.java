package dev.helpline.chat.store.jdbc;

import dev.helpline.chat.spi.EntryId;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.entry.Entry;
import dev.helpline.chat.spi.entry.EntryKind;
import dev.helpline.chat.spi.store.SessionCommit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Which entries amend which messages. An index on the table of entries could say the same, but every message would pay for it; this table
 * has a row per amendment.
 */
final class AmendmentTable {
    static final ColumnList<Entry> COLUMNS = ColumnList.<Entry>builder()
            .text("session_id", entry -> entry.session().value())
            .text("message_id", AmendmentTable::message)
            .number("seq", Entry::seq)
            .build();

    static final String SELECT = "select " + COLUMNS.names() + " from <prefix>amendment ";

    /** Finds the newest amendments first, by the primary key, and joins their entries then. */
    private static final String NEWEST = "select " + EntryRow.COLUMNS.each(name -> "e." + name) + """
              from (select session_id, max(seq) as seq
                      from <prefix>amendment
                     where (session_id, message_id) in (<keys>)
                     group by session_id, message_id) a
              join <prefix>entry e on e.session_id = a.session_id and e.seq = a.seq
            """;

    private AmendmentTable() {}

    /** Returns the entries of commits that amend a message. */
    static List<Entry> amendmentsOf(List<SessionCommit> commits) {
        return commits.stream()
                .filter(AmendmentTable::hasAmendments)
                .flatMap(commit -> commit.entries().stream())
                .filter(entry -> message(entry) != null)
                .toList();
    }

    /** Whether the commit has rows for this table. Costs one comparison for a session without amendments. */
    static boolean hasAmendments(SessionCommit commit) {
        long before = commit.base() == null ? 0 : commit.base().log().amendmentCount();
        return commit.next().log().amendmentCount() > before;
    }

    static List<Entry> newest(Handle handle, Map<SessionId, ? extends Collection<EntryId>> messages) {
        List<MessageKey> keys = new ArrayList<>();
        messages.forEach((session, ids) -> ids.forEach(id -> keys.add(new MessageKey(session.value(), id.value()))));
        if (keys.isEmpty()) {
            return List.of();
        }
        return handle.createQuery(NEWEST)
                .bindMethodsList("keys", Lists.padded(keys, key -> key), List.of("session", "message"))
                .map(EntryRow::read)
                .list();
    }

    private static @Nullable String message(Entry entry) {
        EntryId message = entry.kind() == EntryKind.AMENDMENT ? entry.replyTo() : null;
        return message == null ? null : message.value();
    }

    /** A message. Public so that JDBI can call its methods. */
    public record MessageKey(String session, String message) {}
}
