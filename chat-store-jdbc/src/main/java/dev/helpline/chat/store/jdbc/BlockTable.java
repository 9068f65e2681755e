package dev.helpline.chat.store.jdbc;

import dev.helpline.chat.spi.audit.AuditHead;
import dev.helpline.chat.spi.audit.AuditRecord;
import dev.helpline.chat.spi.auth.Role;
import dev.helpline.chat.spi.block.BlockChange;
import dev.helpline.chat.spi.block.BlockSubject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/** The table of changes to blocks, to which rows are only added. */
final class BlockTable {
    private static final ColumnList<BlockChange> COLUMNS = ColumnList.<BlockChange>builder()
            .constant("kind", change -> change.subject().kind())
            .text("subject", change -> change.subject().value())
            .number("number", BlockChange::number)
            .instant("changed_at", BlockChange::at)
            .flag("blocked", BlockChange::blocked)
            .instant("blocked_until", BlockChange::until)
            .constant("role", BlockChange::role)
            .text("actor", BlockChange::actor)
            .text("reason", BlockChange::reason)
            .build();

    private static final String SELECT = "select " + COLUMNS.names() + " from <prefix>block_change ";

    private BlockTable() {}

    /**
     * If two callers append the same number at the same time, one of them fails, is retried, and returns false then. The head of the audit
     * chain is locked first, so that changes and erasures of a subject take turns.
     */
    static boolean append(Handle handle, BlockChange change, AuditRecord record) {
        AuditHead head = AuditHeadTable.lock(handle, record.subject());
        if (newestNumber(handle, change.subject()) != change.number() - 1
                || !AuditHeadTable.append(handle, head, record)) {
            return false;
        }
        ByPosition.insert(handle, "<prefix>block_change", COLUMNS, List.of(change));
        return true;
    }

    private static long newestNumber(Handle handle, BlockSubject subject) {
        return handle.createQuery("""
                        select coalesce(max(number), 0)
                          from <prefix>block_change
                         where kind = :kind and subject = :subject
                        """)
                .bind("kind", subject.kind().name())
                .bind("subject", subject.value())
                .mapTo(long.class)
                .one();
    }

    static List<BlockChange> of(Handle handle, BlockSubject subject, long afterNumber, int limit) {
        return handle.createQuery(SELECT + """
                         where kind = :kind and subject = :subject and number > :number
                         order by kind, subject, number
                         limit :limit
                        """)
                .bind("kind", subject.kind().name())
                .bind("subject", subject.value())
                .bind("number", afterNumber)
                .bind("limit", limit)
                .map(BlockTable::read)
                .list();
    }

    static List<BlockChange> since(Handle handle, Instant since, int skip, int limit) {
        return handle.createQuery(SELECT + """
                         where changed_at >= :since
                         order by changed_at, kind, subject, number
                         limit :limit offset :skip
                        """)
                .bind("since", since.toEpochMilli())
                .bind("limit", limit)
                .bind("skip", skip)
                .map(BlockTable::read)
                .list();
    }

    private static BlockChange read(ResultSet row, StatementContext context) throws SQLException {
        BlockSubject subject =
                new BlockSubject(BlockSubject.Kind.valueOf(row.getString("kind")), row.getString("subject"));
        return BlockChange.builder(subject, row.getLong("number"), Columns.instant(row, "changed_at"))
                .blocked(row.getBoolean("blocked"))
                .until(Columns.instantOrNull(row, "blocked_until"))
                .role(Columns.constantOrNull(Role.class, row, "role"))
                .actor(row.getString("actor"))
                .reason(row.getString("reason"))
                .build();
    }
}
