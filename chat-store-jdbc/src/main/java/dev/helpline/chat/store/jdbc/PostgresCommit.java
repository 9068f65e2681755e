package dev.helpline.chat.store.jdbc;

import static dev.helpline.chat.store.jdbc.Columns.millisOrNull;
import static dev.helpline.chat.store.jdbc.Columns.nameOrNull;
import static dev.helpline.chat.store.jdbc.Columns.rank;

import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.audit.AuditRecord;
import dev.helpline.chat.spi.entry.Entry;
import dev.helpline.chat.spi.rating.Rating;
import dev.helpline.chat.spi.session.Assignment;
import dev.helpline.chat.spi.session.Ending;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.store.SessionCommit;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/**
 * PostgreSQL judges and writes in one statement, whatever the number of commits: it locks the rows nobody has, and where
 * nothing speaks against a commit, writes its session and its entries.
 */
final class PostgresCommit {
    /**
     * Made for a plan that is made once and kept. The arrays stand in queries of their own, so that the planner does not see how
     * long they are and make a plan for each length, which costs more than executing it. Rows are looked up one by one, by
     * lateral queries that it cannot merge: a plan that reads whole tables, which is right while they are small, would be
     * kept while they grow.
     */
    private static final String WRITE = """
            with asked as (
                select *
                  from unnest(
                        (select :id), (select :version), (select :state), (select :priority),
                        (select :openSlot), (select :agentId), (select :agentName), (select :agentDepartment),
                        (select :agentSlot), (select :assignedAt), (select :lastSeq), (select :lastVisibleSeq),
                        (select :messageCount), (select :lastMessageSeq), (select :firstAssignedAt),
                        (select :lastEntryAt), (select :endedBy), (select :endCause), (select :endReason),
                        (select :outcome), (select :endedAt), (select :endClaimedAt), (select :ratingId),
                        (select :auditCount), (select :auditHash))
                    as a (id, version, state, priority, open_slot, agent_id, agent_name, agent_department,
                          agent_slot, assigned_at, last_seq, last_visible_seq, message_count, last_message_seq,
                          first_assigned_at, last_entry_at, ended_by, end_cause, end_reason, outcome, ended_at,
                          end_claimed_at, rating_id, audit_count, audit_hash)),
            added as (
                select *
                  from unnest(
                        (select :session), (select :seq), (select :prevVisibleSeq), (select :messageNumber),
                        (select :entry), (select :kind), (select :type), (select :audience),
                        (select :authorType), (select :authorId), (select :authorName),
                        (select :authorDepartment), (select :takenAt), (select :claimedAt), (select :text),
                        (select :replyTo), (select :metadata), (select :fingerprint))
                    as e (session_id, seq, prev_visible_seq, message_number, entry_id, kind, type, audience,
                          author_type, author_id, author_name, author_department, taken_at, claimed_at,
                          text, reply_to, metadata, fingerprint)),
            known as (
                select a.session_id
                  from added a
                 cross join lateral (
                       select seq
                         from <prefix>entry e
                        where e.session_id = a.session_id and e.entry_id = a.entry_id
                        limit 1) e),
            good as (
                select a.*
                  from asked a
                 cross join lateral (
                       select version, open_slot, agent_id, agent_slot
                         from <prefix>session s
                        where s.id = a.id
                          for update skip locked) s
                 where s.version = a.version - 1
                   and (a.open_slot is null or a.open_slot = s.open_slot)
                   and (a.agent_slot is null or a.agent_slot = s.agent_slot and a.agent_id = s.agent_id)
                   and a.id not in (select session_id from known)),
            changed as (
                update <prefix>session s
                   set version = g.version, state = g.state, priority = g.priority, open_slot = g.open_slot,
                       agent_id = g.agent_id, agent_name = g.agent_name, agent_department = g.agent_department,
                       agent_slot = g.agent_slot, assigned_at = g.assigned_at,
                       last_seq = g.last_seq, last_visible_seq = g.last_visible_seq,
                       message_count = g.message_count, last_message_seq = g.last_message_seq,
                       first_assigned_at = g.first_assigned_at, last_entry_at = g.last_entry_at,
                       ended_by = g.ended_by, end_cause = g.end_cause, end_reason = g.end_reason, outcome = g.outcome,
                       ended_at = g.ended_at, end_claimed_at = g.end_claimed_at,
                       rating_id = g.rating_id, audit_count = g.audit_count, audit_hash = g.audit_hash
                  from good g
                 where s.id = g.id
                returning s.id),
            written as (
                insert into <prefix>entry (
                       session_id, seq, prev_visible_seq, message_number, entry_id, kind, type, audience,
                       author_type, author_id, author_name, author_department, taken_at, claimed_at,
                       text, reply_to, metadata, fingerprint)
                select a.*
                  from added a
                  join changed on changed.id = a.session_id),
            audited as (
                insert into <prefix>audit (
                       session_id, number, recorded_at, role, actor, action, detail, salt,
                       commitment, previous_hash, hash)
                select a.*
                  from unnest(
                        (select :auditSession), (select :auditNumber), (select :recordedAt), (select :role),
                        (select :actor), (select :action), (select :detail), (select :salt),
                        (select :commitment), (select :previousHash), (select :hash))
                    as a (session_id, number, recorded_at, role, actor, action, detail, salt,
                          commitment, previous_hash, hash)
                  join changed on changed.id = a.session_id)
            select id from changed
            """;

    private PostgresCommit() {}

    /** Whether a commit is of the kind this knows: a change of a session that is not its rating. */
    static boolean takes(SessionCommit commit) {
        return !commit.creates() && commit.rating() == null;
    }

    /** Writes what can be written, and answers whose commits those were; all others are as if they had not come. */
    static Set<SessionId> write(Handle handle, List<SessionCommit> commits) {
        List<Session> sessions = commits.stream().map(SessionCommit::next).toList();
        List<Entry> entries =
                commits.stream().flatMap(commit -> commit.entries().stream()).toList();
        List<AuditRecord> audit =
                commits.stream().flatMap(commit -> commit.audit().stream()).toList();
        try (Query query = handle.createQuery(WRITE)) {
            bindSessions(new Arrays<>(query, sessions));
            bindEntries(new Arrays<>(query, entries));
            bindAudit(new Arrays<>(query, audit));
            Set<SessionId> written = new HashSet<>();
            query.map((row, context) -> new SessionId(row.getString(1))).forEach(written::add);
            return written;
        }
    }

    private static void bindSessions(Arrays<Session> arrays) {
        arrays.strings("id", session -> session.id().value())
                .longs("version", Session::version)
                .strings("state", session -> session.state().name())
                .ints("priority", session -> rank(session.priority()))
                .ints("openSlot", Session::openSlot)
                .strings(
                        "agentId", ofAssignment(assignment -> assignment.agent().value()))
                .strings("agentName", ofAssignment(Assignment::name))
                .strings("agentDepartment", ofAssignment(Assignment::department))
                .ints("agentSlot", Session::agentSlot)
                .longs("assignedAt", ofAssignment(assignment -> millisOrNull(assignment.at())))
                .longs("lastSeq", session -> session.log().lastSeq())
                .longs("lastVisibleSeq", session -> session.log().lastVisibleSeq())
                .longs("messageCount", session -> session.log().messageCount())
                .longs("lastMessageSeq", session -> session.log().lastMessageSeq())
                .longs(
                        "firstAssignedAt",
                        session -> millisOrNull(session.timeline().firstAssignedAt()))
                .longs(
                        "lastEntryAt",
                        session -> session.timeline().lastEntryAt().toEpochMilli())
                .strings("endedBy", ofEnding(ending -> ending.by().name()))
                .strings("endCause", ofEnding(ending -> ending.cause().name()))
                .strings("endReason", ofEnding(Ending::reason))
                .strings("outcome", ofEnding(ending -> nameOrNull(ending.outcome())))
                .longs("endedAt", ofEnding(ending -> millisOrNull(ending.at())))
                .longs("endClaimedAt", ofEnding(ending -> millisOrNull(ending.claimedAt())))
                .strings("ratingId", PostgresCommit::ratingId)
                .longs("auditCount", Session::auditCount)
                .strings("auditHash", Session::auditHash);
    }

    private static void bindEntries(Arrays<Entry> arrays) {
        arrays.strings("session", entry -> entry.session().value())
                .longs("seq", Entry::seq)
                .longs("prevVisibleSeq", Entry::prevVisibleSeq)
                .longs("messageNumber", Entry::messageNumber)
                .strings("entry", entry -> entry.id().value())
                .strings("kind", entry -> entry.kind().name())
                .strings("type", Entry::type)
                .strings("audience", entry -> entry.audience().name())
                .strings("authorType", entry -> entry.author().type().name())
                .strings("authorId", entry -> entry.author().id())
                .strings("authorName", entry -> entry.author().name())
                .strings("authorDepartment", entry -> entry.author().department())
                .longs("takenAt", entry -> entry.at().toEpochMilli())
                .longs("claimedAt", entry -> millisOrNull(entry.claimedAt()))
                .strings("text", Entry::text)
                .strings("replyTo", PostgresCommit::replyTo)
                .strings("metadata", Entry::metadata)
                .strings("fingerprint", Entry::fingerprint);
    }

    private static void bindAudit(Arrays<AuditRecord> arrays) {
        arrays.strings("auditSession", record -> record.session().value())
                .longs("auditNumber", AuditRecord::number)
                .longs("recordedAt", record -> record.at().toEpochMilli())
                .strings("role", record -> nameOrNull(record.role()))
                .strings("actor", AuditRecord::actor)
                .strings("action", AuditRecord::action)
                .strings("detail", AuditRecord::detail)
                .strings("salt", AuditRecord::salt)
                .strings("commitment", AuditRecord::commitment)
                .strings("previousHash", AuditRecord::previousHash)
                .strings("hash", AuditRecord::hash);
    }

    private static <V> Function<Session, @Nullable V> ofAssignment(Function<Assignment, @Nullable V> value) {
        return session -> {
            Assignment assignment = session.assignment();
            return assignment == null ? null : value.apply(assignment);
        };
    }

    private static <V> Function<Session, @Nullable V> ofEnding(Function<Ending, @Nullable V> value) {
        return session -> {
            Ending ending = session.ending();
            return ending == null ? null : value.apply(ending);
        };
    }

    private static @Nullable String ratingId(Session session) {
        Rating rating = session.rating();
        return rating == null ? null : rating.id();
    }

    private static @Nullable String replyTo(Entry entry) {
        return entry.replyTo() == null ? null : entry.replyTo().value();
    }

    /** Binds a column of all rows at once. */
    private record Arrays<T>(Query query, List<T> rows) {
        Arrays<T> strings(String name, Function<T, @Nullable String> value) {
            return bind(name, "text", value);
        }

        Arrays<T> longs(String name, Function<T, @Nullable Long> value) {
            return bind(name, "bigint", value);
        }

        Arrays<T> ints(String name, Function<T, @Nullable Integer> value) {
            return bind(name, "int", value);
        }

        private Arrays<T> bind(String name, String type, Function<T, ?> value) {
            Object[] column = rows.stream().map(value).toArray();
            query.bind(
                    name,
                    (position, statement, context) -> statement.setArray(
                            position, statement.getConnection().createArrayOf(type, column)));
            return this;
        }
    }
}
