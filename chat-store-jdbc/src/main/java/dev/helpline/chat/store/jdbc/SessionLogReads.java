package dev.helpline.chat.store.jdbc;

import dev.helpline.chat.spi.EntryId;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.entry.Entry;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.store.SessionTail;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/**
 * Queries for sessions by their ids, and for the entries of their logs.
 *
 * <p>Here and elsewhere an order begins with a column whose value is fixed. That does not change the order, but lets
 * H2 see that an index has it already, so that it reads no more rows than the limit.
 */
final class SessionLogReads {
    private SessionLogReads() {}

    static Optional<Session> findSession(Handle handle, SessionId id) {
        return handle.createQuery(SessionRow.SELECT + """
                         where s.id = :id
                        """ + ErasureWrites.NOT_ERASED)
                .bind("id", id.value())
                .map(SessionRow::read)
                .findOne();
    }

    static Optional<SessionTail> findTail(Handle handle, SessionId id, int limit) {
        return handle.createQuery(SessionRow.SELECT_TAIL)
                .bind("id", id.value())
                .bind("limit", limit)
                .scanResultSet((rows, context) -> readTail(rows.get(), context));
    }

    private static Optional<SessionTail> readTail(ResultSet row, StatementContext context) throws SQLException {
        if (!row.next()) {
            return Optional.empty();
        }
        Session session = SessionRow.read(row, context);
        List<Entry> newest = new ArrayList<>();
        do {
            if (EntryRow.isJoined(row)) {
                newest.add(EntryRow.readJoined(row));
            }
        } while (row.next());
        return Optional.of(new SessionTail(session, newest));
    }

    static Map<SessionId, Session> findSessions(Handle handle, Collection<SessionId> ids) {
        Map<SessionId, Session> sessions = new HashMap<>();
        if (ids.isEmpty()) {
            return sessions;
        }
        handle.createQuery(SessionRow.SELECT + """
                         where s.id in (<ids>)
                        """ + ErasureWrites.NOT_ERASED)
                .bindList("ids", Lists.padded(ids, SessionId::value))
                .map(SessionRow::read)
                .forEach(session -> sessions.put(session.id(), session));
        return sessions;
    }

    static Map<SessionId, Long> versions(Handle handle, Collection<SessionId> ids) {
        Map<SessionId, Long> versions = new HashMap<>();
        if (ids.isEmpty()) {
            return versions;
        }
        handle.createQuery("""
                        select id, version
                          from <prefix>session
                         where id in (<ids>)
                        """)
                .bindList("ids", Lists.padded(ids, SessionId::value))
                .map((row, context) -> versions.put(new SessionId(row.getString("id")), row.getLong("version")))
                .list();
        return versions;
    }

    static Optional<Entry> findEntry(Handle handle, SessionId session, EntryId id) {
        return handle.createQuery(EntryRow.SELECT + """
                         where session_id = :session and entry_id = :id
                        """)
                .bind("session", session.value())
                .bind("id", id.value())
                .map(EntryRow::read)
                .findOne();
    }

    static Map<EntryId, Entry> findEntries(Handle handle, SessionId session, Collection<EntryId> ids) {
        Map<EntryId, Entry> entries = new HashMap<>();
        if (ids.isEmpty()) {
            return entries;
        }
        handle.createQuery(EntryRow.SELECT + """
                         where session_id = :session and entry_id in (<ids>)
                        """)
                .bind("session", session.value())
                .bindList("ids", Lists.padded(ids, EntryId::value))
                .map(EntryRow::read)
                .forEach(entry -> entries.put(entry.id(), entry));
        return entries;
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

    /** The primary key of an entry. Public so that JDBI can call its methods. */
    public record LogKey(String session, long seq) {}
}
