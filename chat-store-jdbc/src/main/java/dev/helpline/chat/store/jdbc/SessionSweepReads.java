package dev.helpline.chat.store.jdbc;

import dev.helpline.chat.spi.cursor.Reader;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.session.SessionState;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/** Queries for sessions that may end for inactivity. */
final class SessionSweepReads {
    private static final String QUIET = """
             where s.state = :state
               and s.last_entry_at < :before
            """;

    /** Looks up one cursor per session; with "not exists", databases tend to read all cursors. */
    private static final String UNSEEN = """
               and coalesce((select c.seen_at
                               from <prefix>reader_cursor c
                              where c.session_id = s.id and c.reader = :customer), 0) < :before
            """;

    private static final String QUIETEST_FIRST = """
             order by s.state, s.last_entry_at, s.id
            """;

    private SessionSweepReads() {}

    static List<Session> quiet(Handle handle, SessionState state, Instant before, int limit) {
        return quietest(handle.createQuery(SessionRow.page(QUIET, QUIETEST_FIRST)), state, before, limit);
    }

    static List<Session> unseen(Handle handle, SessionState state, Instant before, int limit) {
        Query sql = handle.createQuery(SessionRow.page(QUIET + UNSEEN, QUIETEST_FIRST))
                .bind("customer", Reader.CUSTOMER.key());
        return quietest(sql, state, before, limit);
    }

    private static List<Session> quietest(Query sql, SessionState state, Instant before, int limit) {
        return sql.bind("state", state.name())
                .bind("before", before.toEpochMilli())
                .bind("limit", limit)
                .bind("skip", 0)
                .map(SessionRow::read)
                .list();
    }
}
