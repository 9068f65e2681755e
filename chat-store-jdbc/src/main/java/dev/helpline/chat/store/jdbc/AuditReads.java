package dev.helpline.chat.store.jdbc;

import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.audit.AuditRecord;
import dev.helpline.chat.spi.auth.Role;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/** Queries for the audit records of a session. */
final class AuditReads {
    static final String SELECT = """
            select session_id, number, recorded_at, role, actor, action, detail, salt,
                   commitment, previous_hash, hash
              from <prefix>audit
            """;

    private AuditReads() {}

    static List<AuditRecord> after(Handle handle, SessionId session, long number, int limit) {
        return handle.createQuery(SELECT + """
                         where session_id = :session and number > :number
                         order by session_id, number
                         limit :limit
                        """)
                .bind("session", session.value())
                .bind("number", number)
                .bind("limit", limit)
                .map(AuditReads::read)
                .list();
    }

    private static AuditRecord read(ResultSet row, StatementContext context) throws SQLException {
        return new AuditRecord(
                new SessionId(row.getString("session_id")),
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
