package dev.helpline.chat.store.jdbc;

import dev.helpline.chat.spi.audit.AuditRecord;
import dev.helpline.chat.spi.privacy.HoldSubject;
import dev.helpline.chat.spi.privacy.LegalHold;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** The legal holds. What places a hold and what erases take turns, on any number of nodes: see {@link #takeTurn}. */
final class HoldTable {
    private static final ColumnList<LegalHold> COLUMNS = ColumnList.<LegalHold>builder()
            .constant("kind", hold -> hold.subject().kind())
            .text("subject", hold -> hold.subject().id())
            .instant("placed_at", LegalHold::at)
            .text("reason", LegalHold::reason)
            .build();

    static final String SELECT = "select " + COLUMNS.names() + " from <prefix>legal_hold ";

    private static final String TURN = "erasure or hold";

    private HoldTable() {}

    /**
     * Waits for the other transactions that erase or place a hold, and holds up further ones until this one ends. The row is that of a
     * lease which no engine takes.
     */
    static void takeTurn(Handle handle) {
        boolean isThere = handle.createQuery(LeaseTable.SELECT + " for update")
                .bind("name", TURN)
                .map((row, context) -> row.getString("owner"))
                .findOne()
                .isPresent();
        if (!isThere) {
            handle.createUpdate("insert into <prefix>lease (name, owner, valid_until) values (:name, '', 0)")
                    .bind("name", TURN)
                    .execute();
        }
    }

    static Optional<LegalHold> place(Handle handle, LegalHold hold, AuditRecord record) {
        takeTurn(handle);
        Optional<LegalHold> placed = find(handle, hold.subject());
        if (placed.isPresent()) {
            return placed;
        }
        if (!AuditHeadTable.append(handle, record)) {
            return Optional.empty();
        }
        ByPosition.insert(handle, "<prefix>legal_hold", COLUMNS, List.of(hold));
        return Optional.of(hold);
    }

    static boolean release(Handle handle, HoldSubject subject, AuditRecord record) {
        takeTurn(handle);
        if (find(handle, subject).isEmpty() || !AuditHeadTable.append(handle, record)) {
            return false;
        }
        handle.createUpdate("delete from <prefix>legal_hold where kind = :kind and subject = :subject")
                .bind("kind", subject.kind().name())
                .bind("subject", subject.id())
                .execute();
        return true;
    }

    static Optional<LegalHold> find(Handle handle, HoldSubject subject) {
        return handle.createQuery(SELECT + """
                         where kind = :kind and subject = :subject
                        """)
                .bind("kind", subject.kind().name())
                .bind("subject", subject.id())
                .map(HoldTable::read)
                .findOne();
    }

    static List<LegalHold> list(Handle handle, @Nullable HoldSubject after, int limit) {
        return handle.createQuery(SELECT + """
                         where kind > :kind or (kind = :kind and subject > :subject)
                         order by kind, subject
                         limit :limit
                        """)
                .bind("kind", after == null ? "" : after.kind().name())
                .bind("subject", after == null ? "" : after.id())
                .bind("limit", limit)
                .map(HoldTable::read)
                .list();
    }

    private static LegalHold read(ResultSet row, StatementContext context) throws SQLException {
        return LegalHold.builder(
                        new HoldSubject(HoldSubject.Kind.valueOf(row.getString("kind")), row.getString("subject")),
                        Columns.instant(row, "placed_at"),
                        Objects.requireNonNull(row.getString("reason"), "reason"))
                .build();
    }
}
