package dev.helpline.chat.store.jdbc;

import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.cursor.Reader;
import dev.helpline.chat.spi.cursor.ReaderCursor;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.StatementContext;

/** The table of readers' cursors. */
final class CursorTable {
    static final String SELECT = """
            select session_id, reader, delivered_seq, read_seq, seen_at
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
     * Inserts the rows that are missing, then raises the values of all rows; in the order of the keys, so that two
     * callers do not deadlock. If two callers insert the same row at the same time, one of them fails and is retried.
     */
    static void merge(Handle handle, Collection<ReaderCursor> cursors) {
        SortedMap<String, ReaderCursor> merged = new TreeMap<>();
        for (ReaderCursor cursor : cursors) {
            // no session's id contains a space
            merged.merge(cursor.session() + " " + cursor.reader().key(), cursor, ReaderCursor::merge);
        }
        if (!merged.isEmpty()) {
            insertMissing(handle, merged.values());
            grow(handle, merged.values());
        }
    }

    private static void insertMissing(Handle handle, Collection<ReaderCursor> cursors) {
        PreparedBatch batch = handle.prepareBatch("""
                insert into <prefix>reader_cursor (session_id, reader, delivered_seq, read_seq, seen_at)
                select s.id, :reader, :deliveredSeq, :readSeq, :seenAt
                  from <prefix>session s
                 where s.id = :session
                   and not exists (select 1
                                     from <prefix>reader_cursor c
                                    where c.session_id = :session and c.reader = :reader)
                """);
        cursors.forEach(cursor -> bind(batch, cursor));
        batch.execute();
    }

    private static void grow(Handle handle, Collection<ReaderCursor> cursors) {
        PreparedBatch batch = handle.prepareBatch("""
                update <prefix>reader_cursor
                   set delivered_seq = case when delivered_seq < :deliveredSeq then :deliveredSeq else delivered_seq end,
                       read_seq = case when read_seq < :readSeq then :readSeq else read_seq end,
                       seen_at = case when seen_at < :seenAt then :seenAt else seen_at end
                 where session_id = :session and reader = :reader
                """);
        cursors.forEach(cursor -> bind(batch, cursor));
        batch.execute();
    }

    private static void bind(PreparedBatch batch, ReaderCursor cursor) {
        batch.bind("session", cursor.session().value())
                .bind("reader", cursor.reader().key())
                .bind("deliveredSeq", cursor.deliveredSeq())
                .bind("readSeq", cursor.readSeq())
                .bind("seenAt", cursor.seenAt().toEpochMilli())
                .add();
    }

    private static ReaderCursor read(ResultSet row, StatementContext context) throws SQLException {
        return new ReaderCursor(
                new SessionId(row.getString("session_id")),
                new Reader(row.getString("reader")),
                row.getLong("delivered_seq"),
                row.getLong("read_seq"),
                Columns.instant(row, "seen_at"));
    }
}
