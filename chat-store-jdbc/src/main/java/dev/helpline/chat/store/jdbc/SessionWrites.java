package dev.helpline.chat.store.jdbc;

import static dev.helpline.chat.store.jdbc.Columns.millisOrNull;
import static dev.helpline.chat.store.jdbc.Columns.nameOrNull;
import static dev.helpline.chat.store.jdbc.Columns.rank;
import static dev.helpline.chat.store.jdbc.Columns.rankOrNull;

import dev.helpline.chat.spi.rating.Rating;
import dev.helpline.chat.spi.session.Assignment;
import dev.helpline.chat.spi.session.Customer;
import dev.helpline.chat.spi.session.Ending;
import dev.helpline.chat.spi.session.LogPosition;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.session.Timeline;
import dev.helpline.chat.spi.session.Topic;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.SqlStatement;

/** Writes rows of sessions. */
final class SessionWrites {
    /** The columns of a session that can change, as {@link #bindWhatChanges} binds them. */
    static final String SET = """
               set version = :version, state = :state, priority = :priority, open_slot = :openSlot,
                   agent_id = :agentId, agent_name = :agentName, agent_department = :agentDepartment,
                   agent_slot = :agentSlot, assigned_at = :assignedAt,
                   last_seq = :lastSeq, last_visible_seq = :lastVisibleSeq,
                   message_count = :messageCount, last_message_seq = :lastMessageSeq,
                   first_assigned_at = :firstAssignedAt, last_entry_at = :lastEntryAt,
                   ended_by = :endedBy, end_cause = :endCause, end_reason = :endReason, outcome = :outcome,
                   ended_at = :endedAt, end_claimed_at = :endClaimedAt,
                   rating_id = :ratingId, audit_count = :auditCount, audit_hash = :auditHash
            """;

    private SessionWrites() {}

    static void insert(Handle handle, List<Session> sessions) {
        PreparedBatch batch = handle.prepareBatch("""
                insert into <prefix>session (
                       id, version, state,
                       customer_id, customer_name, customer_email, customer_phone, customer_guest,
                       subject, category, requested_priority, context, locale,
                       priority, open_slot,
                       agent_id, agent_name, agent_department, agent_slot, assigned_at,
                       last_seq, last_visible_seq, message_count, last_message_seq,
                       created_at, claimed_start, first_assigned_at, last_entry_at,
                       ended_by, end_cause, end_reason, outcome, ended_at, end_claimed_at,
                       rating_id, audit_count, audit_hash)
                values (:id, :version, :state,
                       :customerId, :customerName, :customerEmail, :customerPhone, :customerGuest,
                       :subject, :category, :requestedPriority, :context, :locale,
                       :priority, :openSlot,
                       :agentId, :agentName, :agentDepartment, :agentSlot, :assignedAt,
                       :lastSeq, :lastVisibleSeq, :messageCount, :lastMessageSeq,
                       :createdAt, :claimedStart, :firstAssignedAt, :lastEntryAt,
                       :endedBy, :endCause, :endReason, :outcome, :endedAt, :endClaimedAt,
                       :ratingId, :auditCount, :auditHash)
                """);
        for (Session session : sessions) {
            bindWhatStays(batch, session);
            bindWhatChanges(batch, session);
            batch.add();
        }
        batch.execute();
    }

    /** The version in the condition has been compared before, under the row's lock; here it is a second pair of eyes. */
    static void update(Handle handle, List<Session> sessions) {
        PreparedBatch batch = handle.prepareBatch("""
                update <prefix>session
                """ + SET + """
                 where id = :id and version = :version - 1
                """);
        for (Session session : sessions) {
            bindWhatChanges(batch, session);
            batch.add();
        }
        batch.execute();
    }

    private static void bindWhatStays(PreparedBatch batch, Session session) {
        Customer customer = session.customer();
        Topic topic = session.topic();
        batch.bind("customerId", customer.id().value())
                .bind("customerName", customer.name())
                .bind("customerEmail", customer.email())
                .bind("customerPhone", customer.phone())
                .bind("customerGuest", customer.guest())
                .bind("subject", topic.subject())
                .bind("category", topic.category())
                .bind("requestedPriority", rankOrNull(topic.requestedPriority()))
                .bind("context", topic.context())
                .bind("locale", topic.locale())
                .bind("createdAt", session.timeline().createdAt().toEpochMilli())
                .bind("claimedStart", millisOrNull(session.timeline().claimedStart()));
    }

    static void bindWhatChanges(SqlStatement<?> statement, Session session) {
        LogPosition log = session.log();
        Timeline timeline = session.timeline();
        Assignment assignment = session.assignment();
        Ending ending = session.ending();
        Rating rating = session.rating();
        statement
                .bind("id", session.id().value())
                .bind("version", session.version())
                .bind("state", session.state().name())
                .bind("priority", rank(session.priority()))
                .bind("openSlot", session.openSlot())
                .bind("agentId", assignment == null ? null : assignment.agent().value())
                .bind("agentName", assignment == null ? null : assignment.name())
                .bind("agentDepartment", assignment == null ? null : assignment.department())
                .bind("agentSlot", session.agentSlot())
                .bind("assignedAt", assignment == null ? null : millisOrNull(assignment.at()))
                .bind("lastSeq", log.lastSeq())
                .bind("lastVisibleSeq", log.lastVisibleSeq())
                .bind("messageCount", log.messageCount())
                .bind("lastMessageSeq", log.lastMessageSeq())
                .bind("firstAssignedAt", millisOrNull(timeline.firstAssignedAt()))
                .bind("lastEntryAt", timeline.lastEntryAt().toEpochMilli())
                .bind("endedBy", ending == null ? null : ending.by().name())
                .bind("endCause", ending == null ? null : ending.cause().name())
                .bind("endReason", ending == null ? null : ending.reason())
                .bind("outcome", ending == null ? null : nameOrNull(ending.outcome()))
                .bind("endedAt", ending == null ? null : millisOrNull(ending.at()))
                .bind("endClaimedAt", ending == null ? null : millisOrNull(ending.claimedAt()))
                .bind("ratingId", rating == null ? null : rating.id())
                .bind("auditCount", session.auditCount())
                .bind("auditHash", session.auditHash());
    }
}
