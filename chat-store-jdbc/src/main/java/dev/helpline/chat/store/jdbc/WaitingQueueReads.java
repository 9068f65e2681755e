package dev.helpline.chat.store.jdbc;

import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.store.WaitingSession;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** Queries for the sessions that wait for an agent, and for how long others were served. */
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

    static List<Duration> recentServiceTimes(Handle handle, Instant since, int limit) {
        return handle.createQuery("""
                        select ended_at - first_assigned_at as served_millis
                          from <prefix>session
                         where ended_at >= :since
                           and first_assigned_at is not null
                           and reopened_at is null
                         order by ended_at desc, id
                         limit :limit
                        """)
                .bind("since", since.toEpochMilli())
                .bind("limit", limit)
                .map((row, context) -> Duration.ofMillis(row.getLong("served_millis")))
                .list();
    }
}
