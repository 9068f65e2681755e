package dev.helpline.chat.store.jdbc;

import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.store.SessionCommit;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/**
 * Judges and writes any number of commits in one statement of PostgreSQL: it locks the rows that are free, and writes
 * the sessions and entries of the commits that are acceptable.
 */
final class PostgresCommit {
    /** The columns that can change, followed by the id. */
    private static final ColumnList<Session> ASKED = ColumnList.<Session>builder()
            .all(SessionRow.CHANGING)
            .text("id", session -> session.id().value())
            .build();

    /**
     * Written so that PostgreSQL plans it once and keeps the plan. The arrays are in subqueries, so that the planner
     * does not see their lengths; it would make a plan for each length, which costs more than executing it. Rows are
     * looked up one by one, by lateral queries that the planner cannot merge; otherwise it would choose a plan that
     * reads whole tables, which is right while they are small, and would keep it while they grow. A row that was
     * found and locked is updated by its place in the table (ctid), which saves a second look into the index. If the
     * row has moved in spite of the lock, it is not found there, and so not written.
     */
    private static final String WRITE = """
            with asked as (
                select *
                  from unnest(%s) as a (%s)),
            added as (
                select *
                  from unnest(%s) as e (%s)),
            known as (
                select a.session_id
                  from added a
                 cross join lateral (
                       select seq
                         from <prefix>entry e
                        where e.session_id = a.session_id and e.entry_id = a.entry_id
                        limit 1) e),
            good as (
                select a.*, s.place
                  from asked a
                 cross join lateral (
                       select ctid as place, version
                         from <prefix>session s
                        where s.id = a.id
                          for update skip locked) s
                 where s.version = a.version - 1
                   and a.id not in (select session_id from known)),
            changed as (
                update <prefix>session s
                   set %s
                  from good g
                 where s.ctid = g.place
                returning s.id),
            written as (
                insert into <prefix>entry (%s)
                select a.*
                  from added a
                  join changed on changed.id = a.session_id)
            """.formatted(
                    arrays(ASKED),
                    ASKED.names(),
                    arrays(EntryRow.COLUMNS),
                    EntryRow.COLUMNS.names(),
                    SessionRow.CHANGING.each(column -> column + " = g." + column),
                    EntryRow.COLUMNS.names());

    private static final String AUDIT =
            """
            , audited as (
                insert into <prefix>audit (%s)
                select a.*
                  from unnest(%s) as a (%s)
                  join changed on changed.id = a.session_id)
            """.formatted(AuditTable.COLUMNS.names(), arrays(AuditTable.COLUMNS), AuditTable.COLUMNS.names());

    private static final String OUTBOX =
            """
            , queued as (
                insert into <prefix>outbox (%s)
                select a.*
                  from unnest(%s) as a (%s)
                  join changed on changed.id = a.session_id)
            """.formatted(OutboxTable.COLUMNS.names(), arrays(OutboxTable.COLUMNS), OutboxTable.COLUMNS.names());

    private static final String DRAFTS = """
            , sent as (
                delete from <prefix>draft d
                 using unnest(%s) as a (%s)
                  join changed on changed.id = a.session_id
                 where d.session_id = a.session_id
                   and (a.agent_id is null or d.agent_id = a.agent_id))
            """.formatted(arrays(DraftTable.FINISHED), DraftTable.FINISHED.names());

    private static final String ANSWER = "select id from changed";

    private PostgresCommit() {}

    private static String arrays(ColumnList<?> columns) {
        return columns.each(column -> "(select ?)");
    }

    /**
     * Returns whether this class can write the commit: a change of a session that takes no slot, leaves it to its customer, does not
     * rate it, amends no message and attaches no file.
     */
    static boolean takes(SessionCommit commit) {
        return !commit.creates()
                && !commit.takesSlot()
                && !commit.changesCustomer()
                && commit.rating() == null
                && !AmendmentTable.hasAmendments(commit)
                && !AttachmentTable.hasFiles(commit);
    }

    /**
     * Writes the commits that are acceptable, and returns the ids of their sessions; the other commits leave no
     * trace.
     */
    static Set<SessionId> write(Handle handle, List<SessionCommit> commits) {
        boolean audited = commits.stream().anyMatch(commit -> !commit.audit().isEmpty());
        boolean listenedTo =
                commits.stream().anyMatch(commit -> !commit.listeners().isEmpty());
        List<DraftTable.Finished> drafts = DraftTable.finishedBy(commits);
        Set<SessionId> written = new HashSet<>();
        ByPosition.query(
                handle,
                WRITE + (audited ? AUDIT : "") + (listenedTo ? OUTBOX : "") + (drafts.isEmpty() ? "" : DRAFTS) + ANSWER,
                statement -> bind(statement, commits, drafts),
                row -> written.add(new SessionId(row.getString(1))));
        return written;
    }

    private static void bind(PreparedStatement statement, List<SessionCommit> commits, List<DraftTable.Finished> drafts)
            throws SQLException {
        List<Session> sessions = commits.stream().map(SessionCommit::next).toList();
        int position = ColumnBinder.bind(statement, 1, sessions, ASKED);
        position = ColumnBinder.bind(statement, position, CommitWrites.entriesOf(commits), EntryRow.COLUMNS);
        position = ColumnBinder.bind(statement, position, CommitWrites.auditOf(commits), AuditTable.COLUMNS);
        position = ColumnBinder.bind(statement, position, OutboxTable.deliveriesOf(commits), OutboxTable.COLUMNS);
        ColumnBinder.bind(statement, position, drafts, DraftTable.FINISHED);
    }
}
