package dev.helpline.chat.store.jdbc;

import dev.helpline.chat.spi.cursor.Reader;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.session.SessionState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** Queries for what the engine looks for regularly. */
final class SweepReads {
    private SweepReads() {}

    static List<Duration> recentWaits(Handle handle, Instant since, int limit) {
        return handle.createQuery("""
                        select first_assigned_at - created_at as waited_millis
                          from <prefix>session
                         where first_assigned_at >= :since
                         order by first_assigned_at desc, id
                         limit :limit
                        """)
                .bind("since", since.toEpochMilli())
                .bind("limit", limit)
                .map((row, context) -> Duration.ofMillis(row.getLong("waited_millis")))
                .list();
    }

    static List<Session> quiet(Handle handle, SessionState state, Instant before, int limit) {
        return handle.createQuery(SessionRow.SELECT + """
                         where s.state = :state
                           and s.last_entry_at < :before
                         order by s.state, s.last_entry_at, s.id
                         limit :limit
                        """)
                .bind("state", state.name())
                .bind("before", before.toEpochMilli())
                .bind("limit", limit)
                .map(SessionRow::read)
                .list();
    }

    static List<Session> unseen(Handle handle, SessionState state, Instant before, int limit) {
        return handle.createQuery(SessionRow.SELECT + """
                         where s.state = :state
                           and s.last_entry_at < :before
                           and not exists (select 1
                                             from <prefix>reader_cursor c
                                            where c.session_id = s.id
                                              and c.reader = :customer
                                              and c.seen_at >= :before)
                         order by s.state, s.last_entry_at, s.id
                         limit :limit
                        """)
                .bind("state", state.name())
                .bind("before", before.toEpochMilli())
                .bind("customer", Reader.CUSTOMER.key())
                .bind("limit", limit)
                .map(SessionRow::read)
                .list();
    }
}
