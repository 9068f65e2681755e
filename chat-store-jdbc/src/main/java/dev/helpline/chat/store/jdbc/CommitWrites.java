package dev.helpline.chat.store.jdbc;

import dev.helpline.chat.spi.audit.AuditRecord;
import dev.helpline.chat.spi.entry.Entry;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.store.SessionCommit;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** Writes commits that have been accepted, with one statement or batch per table, whatever the number of commits. */
final class CommitWrites {
    private static final String DELETE_RATING = "delete from <prefix>rating where session_id = ?";

    private CommitWrites() {}

    static void write(Handle handle, Dialect dialect, List<SessionCommit> commits) {
        List<Session> created = commits.stream()
                .filter(SessionCommit::creates)
                .map(SessionCommit::next)
                .toList();
        List<SessionCommit> changes =
                commits.stream().filter(commit -> !commit.creates()).toList();
        SessionWrites.insert(handle, created);
        SessionWrites.update(handle, changes);
        insert(handle, dialect, "<prefix>entry", EntryRow.COLUMNS, entriesOf(commits));
        insert(handle, dialect, "<prefix>amendment", AmendmentTable.COLUMNS, AmendmentTable.amendmentsOf(commits));
        insert(handle, dialect, "<prefix>attachment", AttachmentTable.COLUMNS, AttachmentTable.filesOf(commits));
        insert(handle, dialect, "<prefix>audit", AuditTable.COLUMNS, auditOf(commits));
        insert(handle, dialect, "<prefix>outbox", OutboxTable.COLUMNS, OutboxTable.deliveriesOf(commits));
        insert(handle, dialect, "<prefix>response", FactTables.RESPONSES, FactTables.responsesOf(commits));
        insert(handle, dialect, "<prefix>message_count", FactTables.COUNTS, FactTables.countsOf(commits));
        insert(handle, dialect, "<prefix>stint", FactTables.STINTS, FactTables.stintsOf(commits));
        FactTables.regroup(handle, changes);
        replaceRatings(handle, commits);
        DraftTable.deleteFinished(handle, commits);
    }

    static List<Entry> entriesOf(List<SessionCommit> commits) {
        return commits.stream().flatMap(commit -> commit.entries().stream()).toList();
    }

    static List<AuditRecord> auditOf(List<SessionCommit> commits) {
        return commits.stream().flatMap(commit -> commit.audit().stream()).toList();
    }

    private static <T> void insert(Handle handle, Dialect dialect, String table, ColumnList<T> columns, List<T> rows) {
        if (dialect.insertsTogether()) {
            ByPosition.insertTogether(handle, table, columns, rows);
        } else {
            ByPosition.insert(handle, table, columns, rows);
        }
    }

    /** Replaces ratings: a session that was rated, reopened and ended again still has the row of its void rating. */
    private static void replaceRatings(Handle handle, List<SessionCommit> commits) {
        List<Session> rated = commits.stream()
                .filter(commit -> commit.rating() != null)
                .map(SessionCommit::next)
                .toList();
        ByPosition.batch(
                handle,
                DELETE_RATING,
                rated,
                (row, session) -> row.text(session.id().value()));
        ByPosition.insert(handle, "<prefix>rating", SessionRow.RATING_COLUMNS, rated);
    }
}
