package dev.helpline.chat.store.jdbc;

import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.store.EndedSessionKey;
import dev.helpline.chat.spi.store.EndedSessionQuery;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** Queries for sessions that have ended. */
final class EndedSessionsReads {
    /** The bounds tell databases where to begin and to stop in the index. */
    private static final String WITHIN = """
             where s.ended_at >= :from
               and s.ended_at <= :until
            """;

    private static final String BEHIND = """
               and (s.ended_at < :until or s.id > :id)
            """;

    private static final String LAST_FIRST = """
             order by s.ended_at desc, s.id
            """;

    private EndedSessionsReads() {}

    static List<Session> list(Handle handle, EndedSessionQuery query, @Nullable EndedSessionKey after, int limit) {
        long until = query.ended().lastMillis();
        boolean goesOn = after != null && after.endedAt().toEpochMilli() <= until;
        Query sql = handle.createQuery(SessionRow.page(WITHIN + (goesOn ? BEHIND : "") + where(query), LAST_FIRST));
        sql.bind("from", query.ended().firstMillis());
        if (after != null && goesOn) {
            sql.bind("until", after.endedAt().toEpochMilli())
                    .bind("id", after.id().value());
        } else {
            sql.bind("until", until);
        }
        return bind(sql, query)
                .bind("limit", limit)
                .bind("skip", 0)
                .map(SessionRow::read)
                .list();
    }

    private static String where(EndedSessionQuery query) {
        StringBuilder where = new StringBuilder();
        if (query.agent() != null) {
            where.append(" and s.agent_id = :agent\n");
        }
        if (query.outcome() != null) {
            where.append(" and s.outcome = :outcome\n");
        }
        if (query.priority() != null) {
            where.append(OpenSessionsReads.PRIORITY);
        }
        where.append(OpenSessionsReads.ofDepartments(query.departments()));
        if (query.category() != null) {
            where.append(OpenSessionsReads.CATEGORY);
        }
        if (query.tag() != null) {
            where.append(OpenSessionsReads.TAG);
        }
        if (query.text() != null) {
            where.append(" and (<contains_text>)\n");
        }
        return where.toString();
    }

    private static Query bind(Query sql, EndedSessionQuery query) {
        if (query.agent() != null) {
            sql.bind("agent", query.agent().value());
        }
        if (query.outcome() != null) {
            sql.bind("outcome", query.outcome().name());
        }
        if (query.priority() != null) {
            sql.bind("priority", Columns.rank(query.priority()));
        }
        OpenSessionsReads.bindDepartments(sql, query.departments());
        if (query.category() != null) {
            sql.bind("category", query.category());
        }
        if (query.tag() != null) {
            sql.bind("tag", '"' + query.tag() + '"');
        }
        if (query.text() != null) {
            OpenSessionsReads.bindText(sql, query.text());
        }
        return sql;
    }
}
