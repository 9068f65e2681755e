package dev.helpline.chat.store.jdbc;

import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.audit.AuditRecord;
import dev.helpline.chat.spi.auth.Role;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/** The table of audit records: its columns and its queries. */
final class AuditTable {
    static final ColumnList<AuditRecord> COLUMNS = ColumnList.<AuditRecord>builder()
            .text("session_id", record -> record.session().value())
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

    private AuditTable() {}

    static List<AuditRecord> after(Handle handle, SessionId session, long number, int limit) {
        return handle.createQuery(SELECT + """
                         where session_id = :session and number > :number
                         order by session_id, number
                         limit :limit
                        """)
                .bind("session", session.value())
                .bind("number", number)
                .bind("limit", limit)
                .map(AuditTable::read)
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
