package dev.helpline.chat.store.jdbc;

import dev.helpline.chat.spi.AgentId;
import dev.helpline.chat.spi.audit.AuditRecord;
import dev.helpline.chat.spi.facts.AgentResponse;
import dev.helpline.chat.spi.facts.AgentStint;
import dev.helpline.chat.spi.facts.FactRows;
import dev.helpline.chat.spi.facts.MessageCount;
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

    private static final String AUDIT = insert("audited", "audit", AuditTable.COLUMNS);

    private static final String DRAFT = """
            , sent as (
                delete from <prefix>draft
                 where session_id = (select id from changed) and agent_id = ?)
            """;

    private static final String RESPONSE = insert("responded", "response", FactTables.RESPONSES);

    private static final String COUNT = insert("counted", "message_count", FactTables.COUNTS);

    private static final String STINT = insert("handled", "stint", FactTables.STINTS);

    private static final String ANSWER = "select id from changed";

    private static final String ADVANCE = WRITE.formatted(Advance.SET);
    private static final String APPEND = WRITE.formatted(SessionRow.APPENDED.set());
    private static final String CHANGE = WRITE.formatted(SessionRow.CHANGING.set());

    private PostgresLoneCommit() {}

    /** A part of the statement that inserts a row of the session if it is written. */
    private static String insert(String name, String table, ColumnList<?> columns) {
        return """
                , %s as (
                    insert into <prefix>%s (%s)
                    select %s
                      from changed)
                """.formatted(name, table, columns.names(), columns.marks());
    }

    /**
     * Returns whether this class can write the commit: a change with one entry, at most one audit record and one row of each kind of facts,
     * and no durable listener, which does not end the session.
     */
    static boolean takes(SessionCommit commit) {
        return PostgresCommit.takes(commit)
                && commit.entries().size() == 1
                && commit.audit().size() <= 1
                && commit.factRows().responses().size() <= 1
                && commit.factRows().messageCounts().size() <= 1
                && commit.factRows().stints().size() <= 1
                && commit.listeners().isEmpty()
                && !commit.ends();
    }

    /** Writes the commit if it is acceptable, and returns whether it was; otherwise the commit leaves no trace. */
    static boolean write(Handle handle, SessionCommit commit) {
        Advance advance = Advance.of(commit).orElse(null);
        List<String> written = new ArrayList<>(1);
        ByPosition.query(
                handle,
                statement(commit, advance),
                commit,
                (values, row) -> bind(values, row, advance),
                row -> written.add(row.getString(1)));
        return !written.isEmpty();
    }

    private static String statement(SessionCommit commit, @Nullable Advance advance) {
        String changing = commit.onlyAppends() ? APPEND : CHANGE;
        FactRows facts = commit.factRows();
        return (advance == null ? changing : ADVANCE)
                + (commit.audit().isEmpty() ? "" : AUDIT)
                + (commit.agentsWhoSent().isEmpty() ? "" : DRAFT)
                + (facts.responses().isEmpty() ? "" : RESPONSE)
                + (facts.messageCounts().isEmpty() ? "" : COUNT)
                + (facts.stints().isEmpty() ? "" : STINT)
                + ANSWER;
    }

    private static void bind(Binder values, SessionCommit commit, @Nullable Advance advance) throws SQLException {
        Session session = commit.next();
        if (advance == null) {
            (commit.onlyAppends() ? SessionRow.APPENDED : SessionRow.CHANGING).bind(values, session);
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
        for (AgentResponse response : commit.factRows().responses()) {
            FactTables.RESPONSES.bind(values, new FactTables.RowOf<>(session, response));
        }
        for (MessageCount count : commit.factRows().messageCounts()) {
            FactTables.COUNTS.bind(values, new FactTables.RowOf<>(session, count));
        }
        for (AgentStint stint : commit.factRows().stints()) {
            FactTables.STINTS.bind(values, new FactTables.RowOf<>(session, stint));
        }
    }
}
