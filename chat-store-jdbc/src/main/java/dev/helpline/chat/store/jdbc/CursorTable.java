package dev.helpline.chat.store.jdbc;

import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.cursor.MarkHistory;
import dev.helpline.chat.spi.cursor.Reader;
import dev.helpline.chat.spi.cursor.ReaderCursor;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.StatementContext;

/** The table of readers' cursors. */
final class CursorTable {
    static final String SELECT = """
            select session_id, reader, delivered, read_until, seen_at
              from <prefix>reader_cursor
            """;

    private CursorTable() {}

    static List<ReaderCursor> of(Handle handle, SessionId session) {
        return handle.createQuery(SELECT + """
                         where session_id = :session
                         order by reader
                        """)
                .bind("session", session.value())
                .map(CursorTable::read)
                .list();
    }

    static List<ReaderCursor> ofAll(Handle handle, Collection<SessionId> sessions) {
        if (sessions.isEmpty()) {
            return List.of();
        }
        return handle.createQuery(SELECT + """
                         where session_id in (<sessions>)
                        """)
                .bindList("sessions", Lists.padded(sessions, SessionId::value))
                .map(CursorTable::read)
                .list();
    }

    /**
     * Inserts the rows that are missing, locks all rows and updates those that change; in the order of the keys, so that two callers do
     * not deadlock. If two callers insert the same row at the same time, one of them fails and is retried.
     */
    static void merge(Handle handle, Collection<ReaderCursor> cursors) {
        SortedMap<String, ReaderCursor> merged = new TreeMap<>();
        for (ReaderCursor cursor : cursors) {
            merged.merge(key(cursor), cursor, ReaderCursor::merge);
        }
        if (merged.isEmpty()) {
            return;
        }
        insertMissing(handle, merged.values());
        List<ReaderCursor> changed = new ArrayList<>();
        for (ReaderCursor stored : locked(handle, merged.values())) {
            ReaderCursor next = stored.merge(Objects.requireNonNull(merged.get(key(stored)), "merged"));
            if (!next.equals(stored)) {
                changed.add(next);
            }
        }
        if (!changed.isEmpty()) {
            update(handle, changed);
        }
    }

    /** No session's id contains a space. */
    private static String key(ReaderCursor cursor) {
        return cursor.session() + " " + cursor.reader().key();
    }

    private static List<ReaderCursor> locked(Handle handle, Collection<ReaderCursor> cursors) {
        return handle.createQuery(SELECT + """
                         where (session_id, reader) in (<keys>)
                         order by session_id, reader
                           for update
                        """)
                .bindMethodsList(
                        "keys",
                        Lists.padded(
                                cursors,
                                cursor -> new CursorKey(
                                        cursor.session().value(),
                                        cursor.reader().key())),
                        List.of("session", "reader"))
                .map(CursorTable::read)
                .list();
    }

    /** The primary key of a cursor. Public so that JDBI can call its methods. */
    public record CursorKey(String session, String reader) {}

    private static void insertMissing(Handle handle, Collection<ReaderCursor> cursors) {
        PreparedBatch batch = handle.prepareBatch("""
                insert into <prefix>reader_cursor (session_id, reader, delivered, read_until, seen_at)
                select s.id, :reader, :delivered, :readUntil, :seenAt
                  from <prefix>session s
                 where s.id = :session
                   and s.state <> 'ERASED'
                   and not exists (select 1
                                     from <prefix>reader_cursor c
                                    where c.session_id = :session and c.reader = :reader)
                """);
        cursors.forEach(cursor -> bind(batch, cursor));
        batch.execute();
    }

    private static void update(Handle handle, Collection<ReaderCursor> cursors) {
        PreparedBatch batch = handle.prepareBatch("""
                update <prefix>reader_cursor
                   set delivered = :delivered, read_until = :readUntil, seen_at = :seenAt
                 where session_id = :session and reader = :reader
                """);
        cursors.forEach(cursor -> bind(batch, cursor));
        batch.execute();
    }

    private static void bind(PreparedBatch batch, ReaderCursor cursor) {
        batch.bind("session", cursor.session().value())
                .bind("reader", cursor.reader().key())
                .bind("delivered", cursor.delivered().format())
                .bind("readUntil", cursor.read().format())
                .bind("seenAt", cursor.seenAt().toEpochMilli())
                .add();
    }

    private static ReaderCursor read(ResultSet row, StatementContext context) throws SQLException {
        return ReaderCursor.builder(
                        new SessionId(row.getString("session_id")),
                        new Reader(row.getString("reader")),
                        Columns.instant(row, "seen_at"))
                .delivered(MarkHistory.parse(row.getString("delivered")))
                .read(MarkHistory.parse(row.getString("read_until")))
                .build();
    }
}
