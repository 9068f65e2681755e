package dev.helpline.chat.store.jdbc;

import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.audit.AuditRecord;
import dev.helpline.chat.spi.facts.AgentResponse;
import dev.helpline.chat.spi.facts.AgentStint;
import dev.helpline.chat.spi.facts.MessageCount;
import dev.helpline.chat.spi.outbox.Delivery;
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
            """;

    /** All columns that can change, and those that change where all commits only append. */
    private static final Update CHANGE = Update.of(SessionRow.CHANGING);

    private static final Update APPEND = Update.of(SessionRow.APPENDED);

    private static final String AUDIT = insert("audited", "audit", AuditTable.COLUMNS);

    private static final String OUTBOX = insert("queued", "outbox", OutboxTable.COLUMNS);

    private static final String DRAFTS = """
            , sent as (
                delete from <prefix>draft d
                 using unnest(%s) as a (%s)
                  join changed on changed.id = a.session_id
                 where d.session_id = a.session_id
                   and (a.agent_id is null or d.agent_id = a.agent_id))
            """.formatted(arrays(DraftTable.FINISHED), DraftTable.FINISHED.names());

    private static final String RESPONSES = insert("responded", "response", FactTables.RESPONSES);

    private static final String COUNTS = insert("counted", "message_count", FactTables.COUNTS);

    private static final String STINTS = insert("handled", "stint", FactTables.STINTS);

    private static final String ANSWER = "select id from changed";

    /** The columns of sessions that a statement updates, followed by the id, and the statement's beginning. */
    private record Update(ColumnList<Session> asked, String write) {
        static Update of(ColumnList<Session> columns) {
            ColumnList<Session> asked = ColumnList.<Session>builder()
                    .all(columns)
                    .text("id", session -> session.id().value())
                    .build();
            return new Update(
                    asked,
                    WRITE.formatted(
                            arrays(asked),
                            asked.names(),
                            arrays(EntryRow.COLUMNS),
                            EntryRow.COLUMNS.names(),
                            columns.each(column -> column + " = g." + column),
                            EntryRow.COLUMNS.names()));
        }
    }

    private PostgresCommit() {}

    /** A part of the statement that inserts rows of the sessions that are written. */
    private static String insert(String name, String table, ColumnList<?> columns) {
        return """
                , %s as (
                    insert into <prefix>%s (%s)
                    select a.*
                      from unnest(%s) as a (%s)
                      join changed on changed.id = a.session_id)
                """.formatted(name, table, columns.names(), arrays(columns), columns.names());
    }

    private static String arrays(ColumnList<?> columns) {
        return columns.each(column -> "(select ?)");
    }

    /**
     * Returns whether this class can write the commit: a change of a session that takes no slot, leaves it to its customer, does not
     * rate it, amends no message, attaches no file and moves the session to no other group of reports.
     */
    static boolean takes(SessionCommit commit) {
        return !commit.creates()
                && !commit.takesSlot()
                && !commit.changesCustomer()
                && commit.rating() == null
                && !AmendmentTable.hasAmendments(commit)
                && !AttachmentTable.hasFiles(commit)
                && !FactTables.regroups(commit);
    }

    /**
     * Writes the commits that are acceptable, and returns the ids of their sessions; the other commits leave no
     * trace.
     */
    static Set<SessionId> write(Handle handle, List<SessionCommit> commits) {
        Update update = commits.stream().allMatch(SessionCommit::onlyAppends) ? APPEND : CHANGE;
        Values values = Values.of(commits);
        Set<SessionId> written = new HashSet<>();
        ByPosition.query(
                handle,
                update.write() + values.parts() + ANSWER,
                statement -> bind(statement, update, commits, values),
                row -> written.add(new SessionId(row.getString(1))));
        return written;
    }

    /** What the commits write besides sessions and entries. */
    private record Values(
            List<AuditRecord> audit,
            List<Delivery> deliveries,
            List<DraftTable.Finished> drafts,
            List<FactTables.RowOf<AgentResponse>> responses,
            List<FactTables.RowOf<MessageCount>> counts,
            List<FactTables.RowOf<AgentStint>> stints) {
        static Values of(List<SessionCommit> commits) {
            return new Values(
                    CommitWrites.auditOf(commits),
                    OutboxTable.deliveriesOf(commits),
                    DraftTable.finishedBy(commits),
                    FactTables.responsesOf(commits),
                    FactTables.countsOf(commits),
                    FactTables.stintsOf(commits));
        }

        /** The parts of the statement that have something to write, in the order in which their values are bound. */
        String parts() {
            return (audit.isEmpty() ? "" : AUDIT)
                    + (deliveries.isEmpty() ? "" : OUTBOX)
                    + (drafts.isEmpty() ? "" : DRAFTS)
                    + (responses.isEmpty() ? "" : RESPONSES)
                    + (counts.isEmpty() ? "" : COUNTS)
                    + (stints.isEmpty() ? "" : STINTS);
        }
    }

    private static void bind(PreparedStatement statement, Update update, List<SessionCommit> commits, Values values)
            throws SQLException {
        List<Session> sessions = commits.stream().map(SessionCommit::next).toList();
        int position = ColumnBinder.bind(statement, 1, sessions, update.asked());
        position = ColumnBinder.bind(statement, position, CommitWrites.entriesOf(commits), EntryRow.COLUMNS);
        position = ColumnBinder.bind(statement, position, values.audit(), AuditTable.COLUMNS);
        position = ColumnBinder.bind(statement, position, values.deliveries(), OutboxTable.COLUMNS);
        position = ColumnBinder.bind(statement, position, values.drafts(), DraftTable.FINISHED);
        position = ColumnBinder.bind(statement, position, values.responses(), FactTables.RESPONSES);
        position = ColumnBinder.bind(statement, position, values.counts(), FactTables.COUNTS);
        ColumnBinder.bind(statement, position, values.stints(), FactTables.STINTS);
    }
}
