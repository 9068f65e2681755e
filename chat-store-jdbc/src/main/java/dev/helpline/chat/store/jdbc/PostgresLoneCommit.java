package dev.helpline.chat.store.jdbc;

import dev.helpline.chat.spi.AgentId;
import dev.helpline.chat.spi.audit.AuditRecord;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.store.SessionCommit;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Does what {@link PostgresCommit} does for a single commit. Without arrays this takes half the time. */
final class PostgresLoneCommit {
    private static final String WRITE = """
            with changed as (
                update <prefix>session
                %%s
                 where ctid = (select ctid
                                 from <prefix>session
                                where id = ? and version = ?
                                  for update skip locked)
                returning id),
            added as (
                insert into <prefix>entry (%s)
                select %s
                  from changed)
            """.formatted(EntryRow.COLUMNS.names(), EntryRow.COLUMNS.marks());

    private static final String AUDIT = """
            , audited as (
                insert into <prefix>audit (%s)
                select %s
                  from changed)
            """.formatted(AuditTable.COLUMNS.names(), AuditTable.COLUMNS.marks());

    private static final String DRAFT = """
            , sent as (
                delete from <prefix>draft
                 where session_id = (select id from changed) and agent_id = ?)
            """;

    private static final String ANSWER = "select id from changed";

    private static final Statements APPEND = Statements.of(WRITE.formatted(Advance.SET));
    private static final Statements CHANGE = Statements.of(WRITE.formatted(SessionRow.CHANGING.set()));
    private static final Statements CHANGE_WITH_AUDIT =
            Statements.of(WRITE.formatted(SessionRow.CHANGING.set()) + AUDIT);

    /** A statement without and with the deletion of a draft. */
    private record Statements(String plain, String deletingDraft) {
        static Statements of(String write) {
            return new Statements(write + ANSWER, write + DRAFT + ANSWER);
        }
    }

    private PostgresLoneCommit() {}

    /**
     * Returns whether this class can write the commit: a change with one entry, at most one audit record, and no durable listener, which
     * does not end the session.
     */
    static boolean takes(SessionCommit commit) {
        return PostgresCommit.takes(commit)
                && commit.entries().size() == 1
                && commit.audit().size() <= 1
                && commit.listeners().isEmpty()
                && !commit.ends();
    }

    /** Writes the commit if it is acceptable, and returns whether it was; otherwise the commit leaves no trace. */
    static boolean write(Handle handle, SessionCommit commit) {
        Advance advance = Advance.of(commit).orElse(null);
        Statements changing = commit.audit().isEmpty() ? CHANGE : CHANGE_WITH_AUDIT;
        Statements statements = advance == null ? changing : APPEND;
        List<String> written = new ArrayList<>(1);
        ByPosition.query(
                handle,
                commit.agentsWhoSent().isEmpty() ? statements.plain() : statements.deletingDraft(),
                commit,
                (values, row) -> bind(values, row, advance),
                row -> written.add(row.getString(1)));
        return !written.isEmpty();
    }

    private static void bind(Binder values, SessionCommit commit, @Nullable Advance advance) throws SQLException {
        Session session = commit.next();
        if (advance == null) {
            SessionRow.CHANGING.bind(values, session);
        } else {
            advance.bind(values);
        }
        values.text(session.id().value()).number(commit.expectedVersion());
        EntryRow.COLUMNS.bind(values, commit.entries().get(0));
        for (AuditRecord record : commit.audit()) {
            AuditTable.COLUMNS.bind(values, record);
        }
        for (AgentId sender : commit.agentsWhoSent()) {
            values.text(sender.value());
        }
    }
}
