package dev.helpline.chat.store.jdbc;

import dev.helpline.chat.spi.AgentId;
import dev.helpline.chat.spi.CustomerId;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.store.SessionKey;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** Queries for single sessions and for the sessions of somebody. */
final class SessionReads {
    /** The bound on the creation lets an index find where to begin, and lets H2 see which one has the order, too. */
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

    private SessionReads() {}

    static Optional<Session> find(Handle handle, SessionId id) {
        return handle.createQuery(SessionRow.SELECT + """
                         where s.id = :id
                        """)
                .bind("id", id.value())
                .map(SessionRow::read)
                .findOne();
    }

    static Map<SessionId, Long> versions(Handle handle, Collection<SessionId> ids) {
        Map<SessionId, Long> versions = new HashMap<>();
        if (ids.isEmpty()) {
            return versions;
        }
        handle.createQuery("""
                        select id, version
                          from <prefix>session
                         where id in (<ids>)
                        """)
                .bindList("ids", Lists.padded(ids, SessionId::value))
                .map((row, context) -> versions.put(new SessionId(row.getString("id")), row.getLong("version")))
                .list();
        return versions;
    }

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

    /** Slots begin at 1; a bound, unlike "is not null", is something every database looks up in an index. */
    static List<Session> openOfCustomer(Handle handle, CustomerId customer) {
        return handle.createQuery(SessionRow.SELECT + """
                         where s.customer_id = :customer
                           and s.open_slot > 0
                         order by s.created_at, s.id
                        """)
                .bind("customer", customer.value())
                .map(SessionRow::read)
                .list();
    }

    static List<Session> openOfAgent(Handle handle, AgentId agent) {
        return handle.createQuery(SessionRow.SELECT + """
                         where s.agent_id = :agent
                           and s.agent_slot > 0
                         order by s.created_at, s.id
                        """)
                .bind("agent", agent.value())
                .map(SessionRow::read)
                .list();
    }
}
