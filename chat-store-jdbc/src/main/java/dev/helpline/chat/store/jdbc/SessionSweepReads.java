package dev.helpline.chat.store.jdbc;

import dev.helpline.chat.spi.cursor.Reader;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.session.SessionState;
import dev.helpline.chat.spi.store.QuietQuery;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/** Queries for sessions whose silence may have lasted too long, for those whose service levels were breached, and for those that are offered. */
final class SessionSweepReads {
    private static final String QUIET = """
             where s.state = :state
               and coalesce(s.turn_since, s.last_entry_at) < :before
            """;

    private static final String TURNS = """
               and s.turn in (<turns>)
            """;

    private static final String UNWARNED = """
               and s.ends_at is null
            """;

    private static final String ENDING = """
               and s.ends_at < :endingBefore
            """;

    private static final String NOT_LEFT_BEHIND = """
               and not s.offline
            """;

    /** Looks up one cursor per session; with "not exists", databases tend to read all cursors. */
    private static final String UNSEEN = """
               and coalesce((select c.seen_at
                               from <prefix>reader_cursor c
                              where c.session_id = s.id and c.reader = :customer), 0) < :before
            """;

    private static final String QUIETEST_FIRST = """
             order by s.state, coalesce(s.turn_since, s.last_entry_at), s.id
            """;

    private static final String OVERDUE = """
             where s.sla_due_at <= :at
            """;

    private static final String LONGEST_OVERDUE_FIRST = """
             order by s.sla_due_at, s.id
            """;

    private static final String OFFERED = """
             where s.offered_until > 0
            """;

    private static final String FIRST_TO_END_FIRST = """
             order by s.offered_until, s.id
            """;

    private SessionSweepReads() {}

    static List<Session> quiet(Handle handle, QuietQuery query, int limit) {
        Instant endingBefore = query.endingBefore();
        String where = QUIET + TURNS + (query.unwarned() ? UNWARNED : "") + (endingBefore == null ? "" : ENDING);
        Query sql = handle.createQuery(SessionRow.page(where, QUIETEST_FIRST))
                .bindList(
                        "turns", query.turns().stream().map(Enum::name).sorted().toList());
        if (endingBefore != null) {
            sql.bind("endingBefore", endingBefore.toEpochMilli());
        }
        return quietest(sql, query.state(), query.before(), limit);
    }

    static List<Session> unseen(Handle handle, SessionState state, Instant before, int limit) {
        Query sql = handle.createQuery(SessionRow.page(QUIET + NOT_LEFT_BEHIND + UNSEEN, QUIETEST_FIRST))
                .bind("customer", Reader.CUSTOMER.key());
        return quietest(sql, state, before, limit);
    }

    static List<Session> overdue(Handle handle, Instant at, int limit) {
        return handle.createQuery(SessionRow.page(OVERDUE, LONGEST_OVERDUE_FIRST))
                .bind("at", at.toEpochMilli())
                .bind("limit", limit)
                .bind("skip", 0)
                .map(SessionRow::read)
                .list();
    }

    static List<Session> offered(Handle handle, int limit) {
        return handle.createQuery(SessionRow.page(OFFERED, FIRST_TO_END_FIRST))
                .bind("limit", limit)
                .bind("skip", 0)
                .map(SessionRow::read)
                .list();
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
