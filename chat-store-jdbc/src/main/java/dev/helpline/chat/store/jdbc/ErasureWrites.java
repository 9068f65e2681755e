package dev.helpline.chat.store.jdbc;

import dev.helpline.chat.spi.CustomerId;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.audit.AuditRecord;
import dev.helpline.chat.spi.audit.AuditSubject;
import dev.helpline.chat.spi.block.BlockSubject;
import dev.helpline.chat.spi.entry.ParticipantType;
import dev.helpline.chat.spi.privacy.EraseResult;
import dev.helpline.chat.spi.privacy.ErasureReport;
import dev.helpline.chat.spi.privacy.HoldSubject;
import dev.helpline.chat.spi.session.SessionState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/**
 * Erases sessions, and what there is about a customer besides. The row of an erased session stays without any of its values, in the state
 * {@value #ERASED} that no session has, so that its id is taken and its audit chain has an end.
 */
final class ErasureWrites {
    static final String ERASED = "ERASED";

    /** Keeps erased sessions from being found by their ids; every other query names the states or a value that they lack. */
    static final String NOT_ERASED = " and s.state <> '" + ERASED + "' ";

    /** A restriction of an update to one session. */
    private static final String OF_SESSION = " where session_id = :session";

    private static final List<String> NOTHING = List.of(
            "customer_name",
            "customer_email",
            "customer_phone",
            "guest_token_hash",
            "guest_expires_at",
            "subject",
            "category",
            "external_ref",
            "requested_priority",
            "context",
            "locale",
            "continues",
            "form",
            "consent_version",
            "consent_at",
            "consent_from",
            "department",
            "tags",
            "mentions",
            "sla",
            "sla_due_at",
            "sla_overdue",
            "open_slot",
            "agent_id",
            "agent_name",
            "agent_department",
            "agent_slot",
            "offered_until",
            "passed_by",
            "returned_by",
            "assigned_at",
            "claimed_start",
            "first_assigned_at",
            "reopened_at",
            "turn_since",
            "ends_at",
            "escalated_at",
            "queued_at",
            "first_response_at",
            "unanswered_since",
            "held_since",
            "first_ended_at",
            "counting_seq",
            "counting_at",
            "counting_agent",
            "counting_customer",
            "counting_agents",
            "counting_bots",
            "stint_seq",
            "stint_agent",
            "stint_at",
            "stint_held_millis",
            "ended_by",
            "end_cause",
            "end_reason",
            "outcome",
            "ended_at",
            "end_claimed_at",
            "rating_id",
            "rating_prompt_id",
            "rating_prompt_at");

    private static final List<String> ZERO = List.of(
            "priority",
            "queue_at",
            "last_seq",
            "last_visible_seq",
            "message_count",
            "last_message_seq",
            "amendment_count",
            "attachment_count",
            "created_at",
            "last_entry_at",
            "facts_version",
            "response_count",
            "response_millis",
            "longest_response_millis",
            "held_millis",
            "reopen_count",
            "customer_messages",
            "agent_messages",
            "bot_messages");

    private static final String EMPTY_ROW = Stream.concat(
                    NOTHING.stream().map(column -> column + " = null"),
                    ZERO.stream().map(column -> column + " = 0"))
            .collect(Collectors.joining(", ", """
                    update <prefix>session
                       set version = version + 1, state = :erased, customer_id = '', customer_guest = false,
                           offline = false, turn = '', audit_count = :number, audit_hash = :hash,
                    """, " where id = :session"));

    private ErasureWrites() {}

    static EraseResult session(Handle handle, SessionId session, AuditRecord record, Set<String> listeners) {
        HoldTable.takeTurn(handle);
        Optional<Held> found = handle.createQuery("""
                        select state, customer_id, audit_count
                          from <prefix>session
                         where id = :session
                           for update
                        """)
                .bind("session", session.value())
                .map((row, context) ->
                        new Held(row.getString("state"), row.getString("customer_id"), row.getLong("audit_count")))
                .findOne();
        if (found.isEmpty() || found.get().state().equals(ERASED)) {
            return EraseResult.ABSENT;
        }
        Held row = found.get();
        if (isHeld(handle, HoldSubject.of(session)) || isHeld(handle, HoldSubject.of(new CustomerId(row.customer())))) {
            return EraseResult.HELD;
        }
        if (record.number() != row.auditCount() + 1) {
            return EraseResult.CONFLICT;
        }
        ErasureReport report = erase(handle, session, record);
        OutboxTable.addErasure(handle, session, listeners, record.at());
        return new EraseResult.Erased(report);
    }

    /** What is asked of a session before it is erased. */
    private record Held(String state, String customer, long auditCount) {}

    private static boolean isHeld(Handle handle, HoldSubject subject) {
        return HoldTable.find(handle, subject).isPresent();
    }

    private static ErasureReport erase(Handle handle, SessionId session, AuditRecord record) {
        for (String table : List.of("amendment", "attachment")) {
            delete(handle, table, session);
        }
        for (String table : FactTables.TABLES) {
            delete(handle, table, session);
        }
        ErasureReport report = ErasureReport.builder()
                .sessions(1)
                .entries(delete(handle, "entry", session))
                .files(clearUploads(handle, session))
                .ratings(delete(handle, "rating", session))
                .cursors(delete(handle, "reader_cursor", session))
                .events(delete(handle, "outbox", session))
                .drafts(delete(handle, "draft", session))
                .commands(delete(handle, "inbox", session))
                .auditRecords(pseudonymise(handle, AuditSubject.of(session))
                        + pseudonymise(handle, HoldSubject.of(session).auditSubject()))
                .build();
        ByPosition.insert(handle, "<prefix>audit", AuditTable.COLUMNS, List.of(record));
        handle.createUpdate(EMPTY_ROW)
                .bind("erased", ERASED)
                .bind("number", record.number())
                .bind("hash", record.hash())
                .bind("session", session.value())
                .execute();
        return report;
    }

    private static int delete(Handle handle, String table, SessionId session) {
        return handle.createUpdate("delete from <prefix>" + table + OF_SESSION)
                .bind("session", session.value())
                .execute();
    }

    /** Leaves what the content of files is deleted by. An upload that is completed meanwhile is deleted all the same. */
    private static int clearUploads(Handle handle, SessionId session) {
        return handle.createUpdate("""
                        update <prefix>upload
                           set owner_type = :system, owner_id = 'erased', file_name = 'erased', declared_type = null,
                               media_type = null, width = null, height = null, sha256 = null, due_at = 0
                        """ + OF_SESSION)
                .bind("system", ParticipantType.SYSTEM.name())
                .bind("session", session.value())
                .execute();
    }

    private static int pseudonymise(Handle handle, AuditSubject subject) {
        return handle.createUpdate("""
                        update <prefix>audit
                           set actor = null, detail = null, salt = null
                         where kind = :kind and subject = :subject and salt is not null
                        """)
                .bind("kind", subject.kind().name())
                .bind("subject", subject.id())
                .execute();
    }

    static EraseResult customer(Handle handle, CustomerId customer) {
        HoldTable.takeTurn(handle);
        if (isHeld(handle, HoldSubject.of(customer))) {
            return EraseResult.HELD;
        }
        BlockSubject blocked = BlockSubject.customer(customer);
        int records = AuditHeadTable.delete(handle, blocked.auditSubject())
                + AuditHeadTable.delete(handle, HoldSubject.of(customer).auditSubject());
        int changes = handle.createUpdate("""
                        delete from <prefix>block_change
                         where kind = :kind and subject = :subject
                        """)
                .bind("kind", blocked.kind().name())
                .bind("subject", blocked.value())
                .execute();
        return new EraseResult.Erased(ErasureReport.builder()
                .blockChanges(changes)
                .auditRecords(records)
                .build());
    }

    static List<SessionId> sessionsBefore(Handle handle, SessionState state, Instant before, int limit) {
        String since = state.isOpen() ? "last_entry_at" : "ended_at";
        // of sessions of the same moment it does not matter which comes first, so the index of ended sessions is read
        // backwards; with
        // "not exists" databases would read all holds first
        return handle.createQuery("""
                        select s.id
                          from <prefix>session s
                         where s.state = :state
                           and s.%1$s < :before
                           and 0 = (select count(*)
                                      from <prefix>legal_hold h
                                     where h.kind = 'SESSION' and h.subject = s.id)
                           and 0 = (select count(*)
                                      from <prefix>legal_hold h
                                     where h.kind = 'CUSTOMER' and h.subject = s.customer_id)
                         order by s.%1$s, s.id desc
                         limit :limit
                        """.formatted(since))
                .bind("state", state.name())
                .bind("before", before.toEpochMilli())
                .bind("limit", limit)
                .map((row, context) -> new SessionId(row.getString("id")))
                .list();
    }
}
