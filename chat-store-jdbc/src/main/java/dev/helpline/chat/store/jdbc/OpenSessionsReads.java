package dev.helpline.chat.store.jdbc;

import dev.helpline.chat.spi.AgentId;
import dev.helpline.chat.spi.CustomerId;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.session.QueueOrder;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.session.SessionState;
import dev.helpline.chat.spi.store.OpenSessionCounts;
import dev.helpline.chat.spi.store.OpenSessionKey;
import dev.helpline.chat.spi.store.OpenSessionQuery;
import dev.helpline.chat.spi.store.OpenSessionQuery.Assigned;
import dev.helpline.chat.spi.store.OpenSessionTotals;
import dev.helpline.chat.spi.time.TimeWindow;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** Queries for sessions that have not ended. */
final class OpenSessionsReads {
    /**
     * Some databases treat texts as equal that differ only in blanks at the end, so each is compared with a character behind it. Without a
     * department that is this character alone, or null, which no department is.
     */
    private static final String DEPARTMENTS = """
             and concat(coalesce(s.department, s.agent_department), '.') in (<departments>)
            """;

    static final String CATEGORY = """
             and s.category = :category and char_length(s.category) = char_length(:category)
            """;

    /** A tag stands between quotation marks, and has none. */
    static final String TAG = " and position(:tag in s.tags) > 0\n";

    static final String PRIORITY = " and s.priority = :priority\n";

    private static final String EXTERNAL_REF = " and " + SessionHistoryReads.EXTERNAL_REF;

    private OpenSessionsReads() {}

    /** Returns the condition that one of the searched columns contains {@code :text}, or that the session has the id {@code :textAsId}. */
    static String containsText(Dialect dialect) {
        return "s.id = :textAsId or "
                + Stream.of("s.subject", "s.external_ref", "s.customer_id", "s.customer_name", "s.customer_email")
                        .map(dialect::containsText)
                        .collect(Collectors.joining("\n or "));
    }

    static List<Session> list(
            Handle handle, OpenSessionQuery query, @Nullable OpenSessionKey after, int skip, int limit) {
        String behind = after == null ? "" : behind(query.order());
        String page = SessionRow.page(where(query) + behind, orderBy(query.order()));
        Query sql = bind(handle.createQuery(page), query).bind("limit", limit).bind("skip", skip);
        if (after != null) {
            bind(sql, query.order(), after);
        }
        return sql.map(SessionRow::read).list();
    }

    static long count(Handle handle, OpenSessionQuery query) {
        return bind(handle.createQuery("""
                        select count(*)
                          from <prefix>session s
                        """ + where(query)), query)
                .mapTo(long.class)
                .one();
    }

    private static String where(OpenSessionQuery query) {
        StringBuilder where = new StringBuilder(" where s.state in (<states>)\n");
        if (query.assignment() != null) {
            where.append(
                    query.assignment() == Assigned.YES ? " and s.assigned_at > 0\n" : " and s.assigned_at is null\n");
        }
        if (query.agent() != null) {
            where.append(" and s.agent_id = :agent and s.agent_slot > 0 and s.offered_until is null\n");
        }
        if (query.priority() != null) {
            where.append(PRIORITY);
        }
        where.append(ofDepartments(query.departments()));
        if (query.category() != null) {
            where.append(CATEGORY);
        }
        if (query.tag() != null) {
            where.append(TAG);
        }
        if (query.escalated()) {
            where.append(" and s.escalated_at is not null\n");
        }
        if (query.externalRef() != null) {
            where.append(EXTERNAL_REF);
        }
        if (!query.started().equals(TimeWindow.ALWAYS)) {
            where.append(" and s.created_at >= :startedFrom and s.created_at <= :startedUntil\n");
        }
        if (!query.active().equals(TimeWindow.ALWAYS)) {
            where.append(" and s.last_entry_at >= :activeFrom and s.last_entry_at <= :activeUntil\n");
        }
        if (query.text() != null) {
            where.append(" and (<contains_text>)\n");
        }
        return where.toString();
    }

    private static Query bind(Query sql, OpenSessionQuery query) {
        sql.bindList(
                "states",
                query.states().stream().map(SessionState::name).sorted().toList());
        if (query.agent() != null) {
            sql.bind("agent", query.agent().value());
        }
        if (query.priority() != null) {
            sql.bind("priority", Columns.rank(query.priority()));
        }
        bindDepartments(sql, query.departments());
        if (query.category() != null) {
            sql.bind("category", query.category());
        }
        if (query.tag() != null) {
            sql.bind("tag", '"' + query.tag() + '"');
        }
        if (query.externalRef() != null) {
            sql.bind("externalRef", query.externalRef());
        }
        if (!query.started().equals(TimeWindow.ALWAYS)) {
            sql.bind("startedFrom", query.started().firstMillis())
                    .bind("startedUntil", query.started().lastMillis());
        }
        if (!query.active().equals(TimeWindow.ALWAYS)) {
            sql.bind("activeFrom", query.active().firstMillis())
                    .bind("activeUntil", query.active().lastMillis());
        }
        if (query.text() != null) {
            bindText(sql, query.text());
        }
        return sql;
    }

    /** Returns the condition that a session is of one of the departments. */
    static String ofDepartments(@Nullable Set<String> departments) {
        if (departments == null) {
            return "";
        }
        return departments.isEmpty() ? " and 1 = 0\n" : DEPARTMENTS;
    }

    /** Binds the departments of {@link #ofDepartments}. */
    static void bindDepartments(Query sql, @Nullable Set<String> departments) {
        if (departments != null && !departments.isEmpty()) {
            sql.bindList(
                    "departments",
                    departments.stream().sorted().map(name -> name + '.').toList());
        }
    }

    /** Binds a text that is searched for; one that is no id is compared with no id, as some databases cannot do so. */
    static void bindText(Query sql, String text) {
        sql.bind("text", OpenSessionQuery.foldCase(text)).bind("textAsId", SessionId.isValid(text) ? text : "");
    }

    private static String orderBy(OpenSessionQuery.Order order) {
        return switch (order) {
            case QUEUE -> """
                     order by case when s.state = 'WAITING' then 0 else 1 end, s.queue_at, s.id
                    """;
            case NEWEST -> """
                     order by s.created_at desc, s.id
                    """;
            case ACTIVITY -> """
                     order by s.last_entry_at desc, s.id
                    """;
        };
    }

    /** Returns the condition that a session comes after a key, with the same parts as {@link #orderBy}. */
    private static String behind(OpenSessionQuery.Order order) {
        return switch (order) {
            case QUEUE -> """
                     and (case when s.state = 'WAITING' then 0 else 1 end > :keyRank
                      or (case when s.state = 'WAITING' then 0 else 1 end = :keyRank
                     and (s.queue_at > :keyTime
                      or (s.queue_at = :keyTime and s.id > :keyId))))
                    """;
            case NEWEST -> """
                     and (s.created_at < :keyTime or (s.created_at = :keyTime and s.id > :keyId))
                    """;
            case ACTIVITY -> """
                     and (s.last_entry_at < :keyTime or (s.last_entry_at = :keyTime and s.id > :keyId))
                    """;
        };
    }

    private static void bind(Query sql, OpenSessionQuery.Order order, OpenSessionKey key) {
        Instant time = switch (order) {
            case QUEUE -> QueueOrder.rank(key.priority(), key.createdAt());
            case NEWEST -> key.createdAt();
            case ACTIVITY -> key.lastEntryAt();
        };
        sql.bind("keyTime", time.toEpochMilli()).bind("keyId", key.id().value());
        if (order == OpenSessionQuery.Order.QUEUE) {
            sql.bind("keyRank", key.waiting() ? 0 : 1);
        }
    }

    static OpenSessionCounts counts(Handle handle) {
        Map<SessionState, Long> counts = new EnumMap<>(SessionState.class);
        handle.createQuery("""
                        select state, count(*) as sessions
                          from <prefix>session
                         where state in ('WAITING', 'ACTIVE', 'ON_HOLD')
                         group by state
                        """)
                .map((row, context) ->
                        counts.put(SessionState.valueOf(row.getString("state")), row.getLong("sessions")))
                .list();
        return OpenSessionCounts.of(counts);
    }

    /** Selects sessions by their state, so that only the rows of open ones are read. */
    static OpenSessionTotals totals(Handle handle, Instant now) {
        OpenSessionTotals.Builder totals = OpenSessionTotals.builder();
        handle.createQuery("""
                        select s.state, s.sla_overdue, count(*) as sessions, min(s.waits_since) as waits_since,
                               sum(case when s.waits_since < :now then :now - s.waits_since else 0 end) as waited
                          from (select state, sla_overdue, coalesce(queued_at, reopened_at, created_at) as waits_since
                                  from <prefix>session
                                 where state in ('WAITING', 'ACTIVE', 'ON_HOLD')) s
                         group by s.state, s.sla_overdue
                        """)
                .bind("now", now.toEpochMilli())
                .map((row, context) -> {
                    SessionState state = SessionState.valueOf(row.getString("state"));
                    totals.add(
                            OpenSessionCounts.of(Map.of(state, row.getLong("sessions"))),
                            SlaColumn.readTargets(row.getString("sla_overdue")));
                    return state != SessionState.WAITING
                            ? totals
                            : totals.waiting(
                                    Instant.ofEpochMilli(row.getLong("waits_since")),
                                    Duration.ofMillis(row.getLong("waited")));
                })
                .list();
        return totals.build();
    }

    static SortedMap<SessionId, Long> versions(Handle handle, @Nullable SessionId after, int limit) {
        SortedMap<SessionId, Long> versions = new TreeMap<>();
        handle.createQuery("""
                        select id, version
                          from <prefix>session
                         where state in ('WAITING', 'ACTIVE', 'ON_HOLD')
                           and id > :after
                         order by id
                         limit :limit
                        """)
                .bind("after", after == null ? "" : after.value())
                .bind("limit", limit)
                .map((row, context) -> versions.put(new SessionId(row.getString("id")), row.getLong("version")))
                .list();
        return versions;
    }

    /** Selects sessions by their state and their offer, for which there are indexes, because nearly all sessions have ended. */
    static Map<AgentId, Long> perAgent(Handle handle) {
        Map<AgentId, Long> counts = new HashMap<>();
        handle.createQuery("""
                        select s.agent_id, count(*) as sessions
                          from (select agent_id
                                  from <prefix>session
                                 where state in ('ACTIVE', 'ON_HOLD')
                                union all
                                select agent_id
                                  from <prefix>session
                                 where offered_until > 0) s
                         group by s.agent_id
                        """)
                .map((row, context) -> counts.put(new AgentId(row.getString("agent_id")), row.getLong("sessions")))
                .list();
        return counts;
    }

    /** Slots begin at 1. Unlike "is not null", every database looks up "greater than 0" in an index. */
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
