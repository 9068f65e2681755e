package dev.helpline.chat.store.jdbc;

import dev.helpline.chat.spi.CustomerId;
import dev.helpline.chat.spi.session.Session;
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

    private SessionHistoryReads() {}

    static List<Session> ofCustomer(
            Handle handle, CustomerId customer, @Nullable SessionKey olderThan, int skip, int limit) {
        return olderThan == null
                ? youngestOf(handle, customer, skip, limit)
                : olderOf(handle, customer, olderThan, skip, limit);
    }

    private static List<Session> youngestOf(Handle handle, CustomerId customer, int skip, int limit) {
        Query sql =
                handle.createQuery(SessionRow.page(OF_CUSTOMER, YOUNGEST_FIRST)).bind("createdAt", Long.MAX_VALUE);
        return page(sql, customer, skip, limit);
    }

    private static List<Session> olderOf(Handle handle, CustomerId customer, SessionKey key, int skip, int limit) {
        Query sql = handle.createQuery(SessionRow.page(OF_CUSTOMER + OLDER, YOUNGEST_FIRST))
                .bind("createdAt", key.createdAt().toEpochMilli())
                .bind("id", key.id().value());
        return page(sql, customer, skip, limit);
    }

    private static List<Session> page(Query sql, CustomerId customer, int skip, int limit) {
        return sql.bind("customer", customer.value())
                .bind("limit", limit)
                .bind("skip", skip)
                .map(SessionRow::read)
                .list();
    }

    static long countOfCustomer(Handle handle, CustomerId customer) {
        return handle.createQuery("""
                        select count(*)
                          from <prefix>session
                         where customer_id = :customer
                        """)
                .bind("customer", customer.value())
                .mapTo(long.class)
                .one();
    }
}
