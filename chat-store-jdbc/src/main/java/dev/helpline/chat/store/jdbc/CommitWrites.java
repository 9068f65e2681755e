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
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;

/** Writes commits that have been judged good: one statement per table, whatever the number of commits. */
final class CommitWrites {
    static final String ENTRY_COLUMNS = """
            session_id, seq, prev_visible_seq, message_number, entry_id, kind, type, audience,
            author_type, author_id, author_name, author_department, taken_at, claimed_at,
            text, reply_to, metadata, fingerprint
            """;

    /** What {@link #bindEntry} binds, in the order of the columns. */
    static final String ENTRY_VALUES = """
            :session, :seq, :prevVisibleSeq, :messageNumber, :entry, :kind, :type, :audience,
            :authorType, :authorId, :authorName, :authorDepartment, :takenAt, :claimedAt,
            :text, :replyTo, :metadata, :fingerprint
            """;

    static final String AUDIT_COLUMNS = """
            session_id, number, recorded_at, role, actor, action, detail, salt, commitment, previous_hash, hash
            """;

    /** What {@link #bindAudit} binds, in the order of the columns. */
    static final String AUDIT_VALUES = """
            :session, :number, :recordedAt, :role, :actor, :action, :detail, :salt, :commitment, :previousHash, :hash
            """;

    private CommitWrites() {}

    static void write(Handle handle, List<SessionCommit> commits) {
        List<Session> created = commits.stream()
                .filter(SessionCommit::creates)
                .map(SessionCommit::next)
                .toList();
        List<Session> changed = commits.stream()
                .filter(commit -> !commit.creates())
                .map(SessionCommit::next)
                .toList();
        if (!created.isEmpty()) {
            SessionWrites.insert(handle, created);
        }
        if (!changed.isEmpty()) {
            SessionWrites.update(handle, changed);
        }
        insertEntries(
                handle,
                commits.stream().flatMap(commit -> commit.entries().stream()).toList());
        List<AuditRecord> audit =
                commits.stream().flatMap(commit -> commit.audit().stream()).toList();
        if (!audit.isEmpty()) {
            insertAudit(handle, audit);
        }
        List<SessionCommit> rated =
                commits.stream().filter(commit -> commit.rating() != null).toList();
        if (!rated.isEmpty()) {
            replaceRatings(handle, rated);
        }
    }

    private static void insertEntries(Handle handle, List<Entry> entries) {
        PreparedBatch batch =
                handle.prepareBatch("insert into <prefix>entry (" + ENTRY_COLUMNS + ") values (" + ENTRY_VALUES + ")");
        for (Entry entry : entries) {
            bindEntry(batch, entry);
            batch.add();
        }
        batch.execute();
    }

    static void bindEntry(SqlStatement<?> statement, Entry entry) {
        Author author = entry.author();
        statement
                .bind("session", entry.session().value())
                .bind("seq", entry.seq())
                .bind("prevVisibleSeq", entry.prevVisibleSeq())
                .bind("messageNumber", entry.messageNumber())
                .bind("entry", entry.id().value())
                .bind("kind", entry.kind().name())
                .bind("type", entry.type())
                .bind("audience", entry.audience().name())
                .bind("authorType", author.type().name())
                .bind("authorId", author.id())
                .bind("authorName", author.name())
                .bind("authorDepartment", author.department())
                .bind("takenAt", entry.at().toEpochMilli())
                .bind("claimedAt", millisOrNull(entry.claimedAt()))
                .bind("text", entry.text())
                .bind("replyTo", valueOrNull(entry.replyTo()))
                .bind("metadata", entry.metadata())
                .bind("fingerprint", entry.fingerprint());
    }

    private static void insertAudit(Handle handle, List<AuditRecord> records) {
        PreparedBatch batch =
                handle.prepareBatch("insert into <prefix>audit (" + AUDIT_COLUMNS + ") values (" + AUDIT_VALUES + ")");
        for (AuditRecord record : records) {
            bindAudit(batch, record);
            batch.add();
        }
        batch.execute();
    }

    static void bindAudit(SqlStatement<?> statement, AuditRecord record) {
        statement
                .bind("session", record.session().value())
                .bind("number", record.number())
                .bind("recordedAt", record.at().toEpochMilli())
                .bind("role", nameOrNull(record.role()))
                .bind("actor", record.actor())
                .bind("action", record.action())
                .bind("detail", record.detail())
                .bind("salt", record.salt())
                .bind("commitment", record.commitment())
                .bind("previousHash", record.previousHash())
                .bind("hash", record.hash());
    }

    /** A session that was rated, reopened and ended again still has the row of the rating that is void. */
    private static void replaceRatings(Handle handle, List<SessionCommit> rated) {
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
