package dev.helpline.chat.store.jdbc;

import dev.helpline.chat.spi.audit.AuditKey;
import dev.helpline.chat.spi.audit.AuditQuery;
import dev.helpline.chat.spi.audit.AuditRecord;
import dev.helpline.chat.spi.audit.AuditSubject;
import dev.helpline.chat.spi.auth.Role;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** The table of audit records: its columns and its queries. */
final class AuditTable {
    static final ColumnList<AuditRecord> COLUMNS = ColumnList.<AuditRecord>builder()
            .constant("kind", record -> record.subject().kind())
            .text("subject", record -> record.subject().id())
            .number("number", AuditRecord::number)
            .instant("recorded_at", AuditRecord::at)
            .constant("role", AuditRecord::role)
            .text("actor", AuditRecord::actor)
            .text("action", AuditRecord::action)
            .text("detail", AuditRecord::detail)
            .text("salt", AuditRecord::salt)
            .text("commitment", AuditRecord::commitment)
            .text("previous_hash", AuditRecord::previousHash)
            .text("hash", AuditRecord::hash)
            .build();

    static final String SELECT = "select " + COLUMNS.names() + " from <prefix>audit ";

    /** The bounds tell databases where to begin and to stop in the index. */
    private static final String WITHIN = """
             where recorded_at >= :from
               and recorded_at <= :until
            """;

    private static final String BEHIND = """
               and (recorded_at < :until
                    or kind < :lastKind
                    or (kind = :lastKind and subject < :lastSubject)
                    or (kind = :lastKind and subject = :lastSubject and number < :lastNumber))
            """;

    private static final String OF_SESSIONS_OF_CUSTOMER = """
               and kind in ('SESSION', 'SESSION_HOLD')
               and subject in (select id from <prefix>session where customer_id = :customer)
            """;

    private static final String OF_CUSTOMER = """
               and kind in ('CUSTOMER', 'CUSTOMER_HOLD')
               and subject = :customer
            """;

    private static final String NEWEST_FIRST = """
             recorded_at desc, kind desc, subject desc, number desc
             limit :limit
            """;

    private AuditTable() {}

    static List<AuditRecord> after(Handle handle, AuditSubject subject, long number, int limit) {
        return handle.createQuery(SELECT + """
                         where kind = :kind and subject = :subject and number > :number
                         order by kind, subject, number
                         limit :limit
                        """)
                .bind("kind", subject.kind().name())
                .bind("subject", subject.id())
                .bind("number", number)
                .bind("limit", limit)
                .map(AuditTable::read)
                .list();
    }

    /** Asks for a customer's records in two statements, since no index serves both at once. */
    static List<AuditRecord> list(Handle handle, AuditQuery query, @Nullable AuditKey after, int limit) {
        if (query.customer() == null) {
            return list(handle, query, "", after, limit);
        }
        return Stream.of(OF_SESSIONS_OF_CUSTOMER, OF_CUSTOMER)
                .flatMap(part -> list(handle, query, part, after, limit).stream())
                .sorted(Comparator.comparing(AuditKey::of))
                .limit(limit)
                .toList();
    }

    private static List<AuditRecord> list(
            Handle handle, AuditQuery query, String part, @Nullable AuditKey after, int limit) {
        long until = query.written().lastMillis();
        boolean goesOn = after != null && after.at().toEpochMilli() <= until;
        // Naming the actor in the order lets databases read the index of actors in that order.
        String order = " order by " + (query.actor() == null ? "" : "actor desc, ");
        Query sql = handle.createQuery(
                SELECT + WITHIN + (goesOn ? BEHIND : "") + part + where(query) + order + NEWEST_FIRST);
        sql.bind("from", query.written().firstMillis());
        if (after != null && goesOn) {
            sql.bind("until", after.at().toEpochMilli())
                    .bind("lastKind", after.subject().kind().name())
                    .bind("lastSubject", after.subject().id())
                    .bind("lastNumber", after.number());
        } else {
            sql.bind("until", until);
        }
        return bind(sql, query).bind("limit", limit).map(AuditTable::read).list();
    }

    private static String where(AuditQuery query) {
        StringBuilder where = new StringBuilder();
        if (query.subject() != null) {
            where.append(" and kind = :kind and subject = :subject\n");
        }
        if (query.kinds().size() < AuditSubject.Kind.values().length) {
            where.append(query.kinds().stream()
                    .map(kind -> "'" + kind.name() + "'")
                    .collect(Collectors.joining(", ", " and kind in (", ")\n")));
        }
        if (query.actor() != null) {
            where.append(" and actor = :actor\n");
        }
        if (query.action() != null) {
            where.append(" and action = :action\n");
        }
        return where.toString();
    }

    private static Query bind(Query sql, AuditQuery query) {
        if (query.subject() != null) {
            sql.bind("kind", query.subject().kind().name())
                    .bind("subject", query.subject().id());
        }
        if (query.customer() != null) {
            sql.bind("customer", query.customer().value());
        }
        if (query.actor() != null) {
            sql.bind("actor", query.actor());
        }
        if (query.action() != null) {
            sql.bind("action", query.action());
        }
        return sql;
    }

    private static AuditRecord read(ResultSet row, StatementContext context) throws SQLException {
        return new AuditRecord(
                new AuditSubject(AuditSubject.Kind.valueOf(row.getString("kind")), row.getString("subject")),
                row.getLong("number"),
                Columns.instant(row, "recorded_at"),
                Columns.constantOrNull(Role.class, row, "role"),
                row.getString("actor"),
                row.getString("action"),
                row.getString("detail"),
                row.getString("salt"),
                row.getString("commitment"),
                row.getString("previous_hash"),
                row.getString("hash"));
    }
}
