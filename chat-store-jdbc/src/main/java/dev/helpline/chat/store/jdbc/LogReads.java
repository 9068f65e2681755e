package dev.helpline.chat.store.jdbc;

import dev.helpline.chat.spi.EntryId;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.audit.AuditRecord;
import dev.helpline.chat.spi.auth.Role;
import dev.helpline.chat.spi.entry.Entry;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/**
 * Queries for the log of a session and for its audit chain.
 *
 * <p>Here and elsewhere an order begins with the column whose value is fixed: that changes nothing, and lets H2 see that an
 * index has the order already, so that it reads no further than the limit.
 */
final class LogReads {
    static final String SELECT_AUDIT = """
            select session_id, number, recorded_at, role, actor, action, detail, salt,
                   commitment, previous_hash, hash
              from <prefix>audit
            """;

    private LogReads() {}

    static Optional<Entry> find(Handle handle, SessionId session, EntryId id) {
        return handle.createQuery(EntryRow.SELECT + """
                         where session_id = :session and entry_id = :id
                        """)
                .bind("session", session.value())
                .bind("id", id.value())
                .map(EntryRow::read)
                .findOne();
    }

    static List<Entry> after(Handle handle, SessionId session, long seq, int limit) {
        return handle.createQuery(EntryRow.SELECT + """
                         <by_primary_key>
                         where session_id = :session and seq > :seq
                         order by session_id, seq
                         limit :limit
                        """)
                .bind("session", session.value())
                .bind("seq", seq)
                .bind("limit", limit)
                .map(EntryRow::read)
                .list();
    }

    static List<Entry> before(Handle handle, SessionId session, long seq, int limit) {
        List<Entry> entries = new ArrayList<>(handle.createQuery(EntryRow.SELECT + """
                         <by_primary_key>
                         where session_id = :session and seq < :seq
                         order by session_id desc, seq desc
                         limit :limit
                        """)
                .bind("session", session.value())
                .bind("seq", seq)
                .bind("limit", limit)
                .map(EntryRow::read)
                .list());
        Collections.reverse(entries);
        return Collections.unmodifiableList(entries);
    }

    static Map<SessionId, Entry> at(Handle handle, Map<SessionId, Long> seqs) {
        Map<SessionId, Entry> entries = new HashMap<>();
        if (seqs.isEmpty()) {
            return entries;
        }
        handle.createQuery(EntryRow.SELECT + """
                         where (session_id, seq) in (<keys>)
                        """)
                .bindMethodsList(
                        "keys",
                        Lists.padded(
                                seqs.entrySet(), key -> new LogKey(key.getKey().value(), key.getValue())),
                        List.of("session", "seq"))
                .map(EntryRow::read)
                .forEach(entry -> entries.put(entry.session(), entry));
        return entries;
    }

    static List<AuditRecord> auditAfter(Handle handle, SessionId session, long number, int limit) {
        return handle.createQuery(SELECT_AUDIT + """
                         where session_id = :session and number > :number
                         order by session_id, number
                         limit :limit
                        """)
                .bind("session", session.value())
                .bind("number", number)
                .bind("limit", limit)
                .map(LogReads::readAudit)
                .list();
    }

    private static AuditRecord readAudit(ResultSet row, StatementContext context) throws SQLException {
        return new AuditRecord(
                new SessionId(row.getString("session_id")),
                row.getLong("number"),
                Columns.instant(row, "recorded_at"),
                Columns.constantOrNull(Role.class, row, "role"),
                row.getString("actor"),
                row.getString("action"),
                row.getString("detail"),
                row.getString("salt"),
                row.getString("commitment"),
                row.getString("previous_hash"),
                row.getString("hash"));
    }

    /** Where an entry stands. Public so that JDBI may call its methods. */
    public record LogKey(String session, long seq) {}
}
