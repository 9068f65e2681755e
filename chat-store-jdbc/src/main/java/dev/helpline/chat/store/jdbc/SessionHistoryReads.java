package dev.helpline.chat.store.jdbc;

import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.store.SessionHistoryQuery;
import dev.helpline.chat.spi.store.SessionKey;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** Queries for all the sessions of a customer. */
final class SessionHistoryReads {
    /**
     * The bound on the creation tells databases where to begin in the index, and lets H2 choose the index that has
     * this order.
     */
    private static final String OF_CUSTOMER = """
             where s.customer_id = :customer
               and s.created_at <= :createdAt
            """;

    private static final String OLDER = """
               and (s.created_at < :createdAt or s.id > :id)
            """;

    private static final String YOUNGEST_FIRST = """
             order by s.customer_id, s.created_at desc, s.id
            """;

    /** Some databases treat texts as equal that differ only in blanks at the end, so the lengths are compared, too. */
    static final String EXTERNAL_REF = """
            s.external_ref = :externalRef and char_length(s.external_ref) = char_length(:externalRef)
            """;

    private SessionHistoryReads() {}

    static List<Session> list(
            Handle handle, SessionHistoryQuery query, @Nullable SessionKey olderThan, int skip, int limit) {
        String older = olderThan == null ? "" : OLDER;
        Query sql = handle.createQuery(SessionRow.page(OF_CUSTOMER + older + where(query), YOUNGEST_FIRST));
        if (olderThan == null) {
            sql.bind("createdAt", Long.MAX_VALUE);
        } else {
            sql.bind("createdAt", olderThan.createdAt().toEpochMilli())
                    .bind("id", olderThan.id().value());
        }
        return bind(sql, query)
                .bind("limit", limit)
                .bind("skip", skip)
                .map(SessionRow::read)
                .list();
    }

    static long count(Handle handle, SessionHistoryQuery query) {
        Query sql = handle.createQuery("""
                        select count(*)
                          from <prefix>session s
                         where s.customer_id = :customer
                        """ + where(query));
        return bind(sql, query).mapTo(long.class).one();
    }

    private static String where(SessionHistoryQuery query) {
        return query.externalRef() == null ? "" : " and " + EXTERNAL_REF;
    }

    private static Query bind(Query sql, SessionHistoryQuery query) {
        sql.bind("customer", query.customer().value());
        if (query.externalRef() != null) {
            sql.bind("externalRef", query.externalRef());
        }
        return sql;
    }
}
