package dev.helpline.chat.store.jdbc;

import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.store.WaitingSession;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** Queries for the sessions that wait for an agent, and for how long others waited. */
final class WaitingQueueReads {
    private WaitingQueueReads() {}

    static List<WaitingSession> waiting(Handle handle, int limit) {
        return handle.createQuery("""
                        select id, department
                          from <prefix>session
                         where state = 'WAITING'
                         order by state, queue_at, id
                         limit :limit
                        """)
                .bind("limit", limit)
                .map((row, context) ->
                        WaitingSession.of(new SessionId(row.getString("id")), row.getString("department")))
                .list();
    }

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
}
