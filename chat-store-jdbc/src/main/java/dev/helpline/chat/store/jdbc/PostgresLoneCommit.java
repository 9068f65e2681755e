package dev.helpline.chat.store.jdbc;

import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.store.SessionCommit;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/** What {@link PostgresCommit} does, for one commit that comes alone: without arrays it is half the work. */
final class PostgresLoneCommit {
    private static final String WRITE =
            """
            with changed as (
                update <prefix>session
                %s
                 where id = (select id
                               from <prefix>session
                              where id = :id and version = :version - 1
                                and (:openSlot is null or open_slot = :openSlot)
                                and (:agentSlot is null or agent_slot = :agentSlot and agent_id = :agentId)
                                for update skip locked)
                returning id),
            added as (
                insert into <prefix>entry (%s)
                select %s
                  from changed)
            """.formatted(SessionWrites.SET, CommitWrites.ENTRY_COLUMNS, CommitWrites.ENTRY_VALUES);

    private static final String AUDIT = """
            , audited as (
                insert into <prefix>audit (%s)
                select %s
                  from changed)
            """.formatted(CommitWrites.AUDIT_COLUMNS, CommitWrites.AUDIT_VALUES);

    private static final String ANSWER = "select id from changed";

    private PostgresLoneCommit() {}

    /** Whether a commit is of the kind this knows: a change with one entry, and one audit record or none. */
    static boolean takes(SessionCommit commit) {
        return PostgresCommit.takes(commit)
                && commit.entries().size() == 1
                && commit.audit().size() <= 1;
    }

    /** Writes the commit if nothing speaks against it, and answers whether it did; else it is as if it had not come. */
    static boolean write(Handle handle, SessionCommit commit) {
        Session session = commit.next();
        boolean audited = !commit.audit().isEmpty();
        try (Query query = handle.createQuery(audited ? WRITE + AUDIT + ANSWER : WRITE + ANSWER)) {
            SessionWrites.bindWhatChanges(query, session);
            CommitWrites.bindEntry(query, commit.entries().get(0));
            commit.audit().forEach(record -> CommitWrites.bindAudit(query, record));
            return query.mapTo(String.class).findOne().isPresent();
        }
    }
}
