package dev.helpline.chat.store.jdbc;

import static dev.helpline.chat.store.jdbc.Columns.millisOrNull;
import static dev.helpline.chat.store.jdbc.Columns.nameOrNull;

import dev.helpline.chat.spi.EntryId;
import dev.helpline.chat.spi.audit.AuditRecord;
import dev.helpline.chat.spi.entry.Author;
import dev.helpline.chat.spi.entry.Entry;
import dev.helpline.chat.spi.rating.Rating;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.store.SessionCommit;
import java.sql.SQLException;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/** Writes commits that have been judged good: one statement per table, whatever the number of commits. */
final class CommitWrites {
    static final String ENTRY_COLUMNS = """
            session_id, seq, prev_visible_seq, message_number, entry_id, kind, type, audience,
            author_type, author_id, author_name, author_department, taken_at, claimed_at,
            text, reply_to, metadata, fingerprint
            """;

    /** How many values {@link #bindEntry} binds. */
    static final int ENTRY_WIDTH = 18;

    static final String AUDIT_COLUMNS = """
            session_id, number, recorded_at, role, actor, action, detail, salt, commitment, previous_hash, hash
            """;

    /** How many values {@link #bindAudit} binds. */
    static final int AUDIT_WIDTH = 11;

    private static final String INTO_ENTRY = "insert into <prefix>entry (" + ENTRY_COLUMNS + ")";
    private static final String INTO_AUDIT = "insert into <prefix>audit (" + AUDIT_COLUMNS + ")";

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
        if (dialect.insertsTogether()) {
            ByPosition.insertTogether(handle, INTO_ENTRY, ENTRY_WIDTH, entriesOf(commits), CommitWrites::bindEntry);
            ByPosition.insertTogether(handle, INTO_AUDIT, AUDIT_WIDTH, auditOf(commits), CommitWrites::bindAudit);
        } else {
            ByPosition.insert(handle, INTO_ENTRY, ENTRY_WIDTH, entriesOf(commits), CommitWrites::bindEntry);
            ByPosition.insert(handle, INTO_AUDIT, AUDIT_WIDTH, auditOf(commits), CommitWrites::bindAudit);
        }
        replaceRatings(handle, commits);
    }

    static List<Entry> entriesOf(List<SessionCommit> commits) {
        return commits.stream().flatMap(commit -> commit.entries().stream()).toList();
    }

    static List<AuditRecord> auditOf(List<SessionCommit> commits) {
        return commits.stream().flatMap(commit -> commit.audit().stream()).toList();
    }

    /** In the order of {@link #ENTRY_COLUMNS}. */
    static void bindEntry(Binder row, Entry entry) throws SQLException {
        Author author = entry.author();
        row.text(entry.session().value())
                .number(entry.seq())
                .number(entry.prevVisibleSeq())
                .number(entry.messageNumber())
                .text(entry.id().value())
                .text(entry.kind().name())
                .text(entry.type())
                .text(entry.audience().name())
                .text(author.type().name())
                .text(author.id())
                .text(author.name())
                .text(author.department())
                .number(entry.at().toEpochMilli())
                .numberOrNull(millisOrNull(entry.claimedAt()))
                .text(entry.text())
                .text(valueOrNull(entry.replyTo()))
                .text(entry.metadata())
                .text(entry.fingerprint());
    }

    /** In the order of {@link #AUDIT_COLUMNS}. */
    static void bindAudit(Binder row, AuditRecord record) throws SQLException {
        row.text(record.session().value())
                .number(record.number())
                .number(record.at().toEpochMilli())
                .text(nameOrNull(record.role()))
                .text(record.actor())
                .text(record.action())
                .text(record.detail())
                .text(record.salt())
                .text(record.commitment())
                .text(record.previousHash())
                .text(record.hash());
    }

    /** A session that was rated, reopened and ended again still has the row of the rating that is void. */
    private static void replaceRatings(Handle handle, List<SessionCommit> commits) {
        List<SessionCommit> rated =
                commits.stream().filter(commit -> commit.rating() != null).toList();
        if (rated.isEmpty()) {
            return;
        }
        PreparedBatch delete = handle.prepareBatch("""
                delete from <prefix>rating
                 where session_id = :session
                """);
        PreparedBatch insert = handle.prepareBatch("""
                insert into <prefix>rating (session_id, id, stars, feedback, categories, rated_at, claimed_at)
                values (:session, :id, :stars, :feedback, :categories, :ratedAt, :claimedAt)
                """);
        for (SessionCommit commit : rated) {
            bind(delete, insert, commit.next(), commit.rating());
        }
        delete.execute();
        insert.execute();
    }

    private static void bind(PreparedBatch delete, PreparedBatch insert, Session session, @Nullable Rating rating) {
        if (rating != null) {
            delete.bind("session", session.id().value()).add();
            insert.bind("session", session.id().value())
                    .bind("id", rating.id())
                    .bind("stars", rating.stars())
                    .bind("feedback", rating.feedback())
                    .bind("categories", JsonStrings.write(rating.categories()))
                    .bind("ratedAt", rating.at().toEpochMilli())
                    .bind("claimedAt", millisOrNull(rating.claimedAt()))
                    .add();
        }
    }

    private static @Nullable String valueOrNull(@Nullable EntryId id) {
        return id == null ? null : id.value();
    }
}
