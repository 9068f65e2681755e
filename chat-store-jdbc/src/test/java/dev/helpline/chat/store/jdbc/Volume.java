package dev.helpline.chat.store.jdbc;

import dev.helpline.chat.spi.AgentId;
import dev.helpline.chat.spi.AttachmentId;
import dev.helpline.chat.spi.CannedResponseId;
import dev.helpline.chat.spi.CustomerId;
import dev.helpline.chat.spi.EntryId;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.agent.Agent;
import dev.helpline.chat.spi.attachment.BlobId;
import dev.helpline.chat.spi.audit.AuditRecord;
import dev.helpline.chat.spi.audit.AuditSubject;
import dev.helpline.chat.spi.auth.Role;
import dev.helpline.chat.spi.block.BlockChange;
import dev.helpline.chat.spi.block.BlockSubject;
import dev.helpline.chat.spi.canned.CannedResponse;
import dev.helpline.chat.spi.cursor.MarkHistory;
import dev.helpline.chat.spi.cursor.Reader;
import dev.helpline.chat.spi.cursor.ReaderCursor;
import dev.helpline.chat.spi.draft.Draft;
import dev.helpline.chat.spi.entry.Entry;
import dev.helpline.chat.spi.entry.ParticipantType;
import dev.helpline.chat.spi.facts.AgentResponse;
import dev.helpline.chat.spi.facts.AgentStint;
import dev.helpline.chat.spi.facts.FactRows;
import dev.helpline.chat.spi.facts.MessageCount;
import dev.helpline.chat.spi.inbox.InboxCommand;
import dev.helpline.chat.spi.notify.AlertPreferences;
import dev.helpline.chat.spi.privacy.HoldSubject;
import dev.helpline.chat.spi.privacy.LegalHold;
import dev.helpline.chat.spi.store.ChatStore;
import dev.helpline.chat.spi.store.SessionCommit;
import dev.helpline.chat.spi.upload.Upload;
import dev.helpline.chat.testkit.store.CommitBuilder;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A realistic amount of data: 50,000 messages in 5000 sessions of 470 customers. The last 300 sessions are open, and
 * every third of those waits for an agent. A store writes a part of it, which the database then copies.
 */
final class Volume {
    /** A session that has ended, and its customer, who has nine other sessions. */
    static final SessionId ENDED = new SessionId("s42");

    static final CustomerId CUSTOMER = new CustomerId("c2");

    /** Sessions that wait. */
    static final SessionId WAITING = new SessionId("s4701");

    static final SessionId ALSO_WAITING = new SessionId("s4704");

    /** An agent who has sessions. */
    static final AgentId AGENT = new AgentId("a7");

    /** A durable listener that has not taken what happened in the ended sessions. */
    static final String LISTENER = "crm";

    private static final int SESSIONS = 5000;
    private static final int ENDED_SESSIONS = 4700;
    private static final int ENDED_BY_STORE = 100;
    private static final int CUSTOMERS_BY_STORE = 10;
    private static final int MESSAGES = 10;
    private static final int AGENTS = 1000;
    private static final int BUSY_AGENTS = 20;
    private static final int BLOCKED = 1000;
    private static final int BLOCKED_BY_STORE = 50;
    private static final int AGENT_CHANGES = 1000;
    private static final int CHANGED_AGENTS = 50;
    private static final int CANNED = 1000;
    private static final int CANNED_BY_STORE = 50;
    private static final int DRAFTS = 1000;
    private static final int DRAFTS_BY_STORE = 50;
    private static final int LEASES = 1000;
    private static final int LEASES_BY_STORE = 50;
    private static final int COMMANDS = 1000;
    private static final int COMMANDS_BY_STORE = 50;
    private static final int HOLDS = 1000;
    private static final int HOLDS_BY_STORE = 50;
    private static final int UPLOADS = 1000;
    private static final int UPLOADS_BY_STORE = 20;
    private static final int SOME = 250;

    /** Columns that hold an id of a session, a customer or an agent; a copy has ids of its own. */
    private static final Set<String> COPIED_IDS = Set.of(
            "chat_session.id",
            "chat_session.customer_id",
            "chat_agent.id",
            "chat_entry.session_id",
            "chat_amendment.session_id",
            "chat_audit.subject",
            "chat_rating.session_id",
            "chat_message_count.session_id",
            "chat_response.session_id",
            "chat_stint.session_id",
            "chat_agent_online.agent_id",
            "chat_reader_cursor.session_id",
            "chat_audit_head.subject",
            "chat_block_change.subject",
            "chat_canned_response.id",
            "chat_canned_response.shortcut",
            "chat_alert_preference.agent_id",
            "chat_draft.session_id",
            "chat_inbox.session_id",
            "chat_lease.name",
            "chat_legal_hold.subject",
            "chat_upload.session_id",
            "chat_upload.owner_id");

    /** Columns with the id of a blob, which has a length of its own. */
    private static final Set<String> COPIED_BLOBS = Set.of("chat_upload.blob_id", "chat_blob.blob_id");

    /** What the database gives each row itself. */
    private static final String GENERATED = "number";

    private Volume() {}

    /** Fills tables that are there and empty. */
    static void fill(TestDatabase database) throws SQLException {
        try (JdbcChatStore store = JdbcChatStore.builder(database.pool()).build()) {
            write(store, 0, ENDED_BY_STORE);
            IntStream.range(0, BUSY_AGENTS).forEach(i -> beOnline(store, agent("a" + i)));
            for (String table : List.of(
                    "chat_session",
                    "chat_entry",
                    "chat_amendment",
                    "chat_audit",
                    "chat_rating",
                    "chat_message_count",
                    "chat_response",
                    "chat_stint",
                    "chat_reader_cursor")) {
                copy(database, table, ENDED_SESSIONS / ENDED_BY_STORE);
            }
            copy(database, "chat_agent", AGENTS / BUSY_AGENTS);
            copy(database, "chat_agent_online", AGENTS / BUSY_AGENTS);
            IntStream.range(0, BUSY_AGENTS)
                    .forEach(i -> store.saveAlertPreferences(agent("a" + i).id(), AlertPreferences.DEFAULT));
            copy(database, "chat_alert_preference", AGENTS / BUSY_AGENTS);
            IntStream.range(0, CHANGED_AGENTS).forEach(i -> change(store, "changed" + i));
            IntStream.range(0, BLOCKED_BY_STORE).forEach(i -> {
                BlockChange block = block("b" + i, i);
                store.appendBlockChange(block, change(block.subject().auditSubject(), 1));
            });
            copy(database, "chat_block_change", BLOCKED / BLOCKED_BY_STORE);
            IntStream.range(0, CANNED_BY_STORE).forEach(i -> save(store, canned(i)));
            copy(database, "chat_canned_response", CANNED / CANNED_BY_STORE);
            IntStream.range(0, DRAFTS_BY_STORE)
                    .forEach(i -> store.saveDraft(draft(new SessionId("s" + (ENDED_SESSIONS + i)), "r"), null));
            copy(database, "chat_draft", DRAFTS / DRAFTS_BY_STORE);
            IntStream.range(0, LEASES_BY_STORE)
                    .forEach(i -> store.takeLease("lease-" + i, "engine", CommitBuilder.START, CommitBuilder.START));
            copy(database, "chat_lease", LEASES / LEASES_BY_STORE);
            IntStream.range(0, COMMANDS_BY_STORE).forEach(i -> store.addCommand(command(i)));
            copy(database, "chat_inbox", COMMANDS / COMMANDS_BY_STORE);
            IntStream.range(0, HOLDS_BY_STORE).forEach(i -> {
                LegalHold hold = hold("b" + i);
                store.placeHold(hold, change(hold.subject().auditSubject(), 1));
            });
            copy(database, "chat_legal_hold", HOLDS / HOLDS_BY_STORE);
            copy(database, "chat_audit_head", AGENT_CHANGES / CHANGED_AGENTS);
            IntStream.range(0, UPLOADS_BY_STORE).forEach(i -> upload(store, i));
            copy(database, "chat_upload", UPLOADS / UPLOADS_BY_STORE);
            copy(database, "chat_blob", UPLOADS / UPLOADS_BY_STORE);
            write(store, ENDED_SESSIONS, SESSIONS);
        }
    }

    /** Some of the sessions, open ones among them. */
    static void fillSome(ChatStore store) {
        write(store, ENDED_SESSIONS - SOME / 2, ENDED_SESSIONS + SOME / 2);
        IntStream.range(0, BUSY_AGENTS).forEach(i -> store.enroll(agent("a" + i)));
    }

    private static void write(ChatStore store, int from, int to) {
        List<SessionCommit> sessions =
                IntStream.range(from, to).mapToObj(Volume::session).toList();
        store.commitAll(sessions);
        store.mergeCursors(
                sessions.stream().map(commit -> cursor(commit.next().id())).toList());
    }

    /** @param times how often each row is there afterwards */
    private static void copy(TestDatabase database, String table, int times) throws SQLException {
        List<String> columns = database.columns(table).stream()
                .filter(column -> !(table.equals("chat_inbox") && column.equalsIgnoreCase(GENERATED)))
                .toList();
        String copied = columns.stream()
                .map(column -> copied(table + "." + column, column))
                .collect(Collectors.joining(", "));
        String numbers = IntStream.range(1, times)
                .mapToObj(n -> "select " + n + " as n")
                .collect(Collectors.joining(" union all "));
        database.execute("insert into " + table + " (" + String.join(", ", columns) + ") select " + copied + " from "
                + table + " cross join (" + numbers + ") as numbers");
    }

    private static String copied(String qualified, String column) {
        if (COPIED_BLOBS.contains(qualified)) {
            return "concat(substring(" + column + ", 1, 28), 1000 + n)";
        }
        return COPIED_IDS.contains(qualified) ? "concat(" + column + ", '-', n)" : column;
    }

    private static SessionCommit session(int i) {
        boolean open = i >= ENDED_SESSIONS;
        CommitBuilder session = CommitBuilder.creating("s" + i)
                .customer(open ? "o" + i : "c" + i % CUSTOMERS_BY_STORE)
                .at(Duration.ofSeconds(i))
                .audit("CREATED");
        for (int m = 1; m <= MESSAGES; m++) {
            session.message("m" + m, "message " + m + " of session " + i);
        }
        for (int m = 1; m <= MESSAGES / 2; m++) {
            session.edit("e" + m, "m" + m, "edited").edit("f" + m, "m" + m, "edited again");
        }
        if (!open) {
            SessionCommit ended = session.end().rate(5).build();
            return SessionCommit.builder(ended.next())
                    .entries(ended.entries())
                    .audit(ended.audit())
                    .rating(ended.rating())
                    .listeners(Set.of(LISTENER))
                    .factRows(rows(ended))
                    .build();
        }
        return i % 3 == 0
                ? session.build()
                : session.assign("a" + i % BUSY_AGENTS, i - ENDED_SESSIONS + 1).build();
    }

    /** A response, a count of messages and a stint, as if an agent had written the second message. */
    private static FactRows rows(SessionCommit ended) {
        Entry second = ended.entries().get(1);
        return FactRows.of(
                        List.of(AgentResponse.of(second.seq(), AGENT, second.at(), Duration.ofSeconds(20))),
                        List.of(MessageCount.builder(1, second.at())
                                .customerMessages(MESSAGES - 1)
                                .agentMessages(AGENT, 1)
                                .build()))
                .withStints(List.of(AgentStint.builder(1, AGENT, second.at())
                        .until(second.at().plusSeconds(30))
                        .build()));
    }

    static Agent agent(String id) {
        return Agent.builder(new AgentId(id), CommitBuilder.START)
                .role(Role.AGENT)
                .active(true)
                .seenAt(CommitBuilder.START)
                .build();
    }

    private static void beOnline(ChatStore store, Agent agent) {
        store.enroll(agent);
        store.agentsSeen(Map.of(agent.id(), agent.seenAt().plusSeconds(10)));
    }

    static boolean change(ChatStore store, String agent) {
        AgentId id = new AgentId(agent);
        return store.saveAgent(agent(agent).toBuilder().version(1).build(), change(AuditSubject.of(id), 1));
    }

    static AuditRecord change(AuditSubject subject, long number) {
        return new AuditRecord(
                subject, number, CommitBuilder.START, Role.ADMIN, "admin", "CREATED", null, null, "c0ffee", "", "hash");
    }

    private static BlockChange block(String customer, int second) {
        return BlockChange.builder(
                        BlockSubject.customer(new CustomerId(customer)), 1, CommitBuilder.START.plusSeconds(second))
                .blocked(true)
                .build();
    }

    private static void save(ChatStore store, CannedResponse response) {
        store.saveCannedResponse(response, change(AuditSubject.of(response.id()), 1));
    }

    /** Every tenth is shared. */
    private static CannedResponse canned(int i) {
        AgentId agent = new AgentId("a" + i % BUSY_AGENTS);
        return CannedResponse.builder(new CannedResponseId("r" + i), CommitBuilder.START, agent)
                .text("Hello")
                .owner(i % 10 == 0 ? null : agent)
                .build();
    }

    /** Every other is refused, and the others are due later. */
    private static InboxCommand command(int i) {
        return InboxCommand.builder(new EntryId("c" + i), new SessionId("i" + i), InboxCommand.Action.SEND)
                .attempts(1)
                .dueAt(i % 2 == 0 ? null : CommitBuilder.START.plusSeconds(i))
                .failure("no")
                .build();
    }

    private static LegalHold hold(String customer) {
        return LegalHold.builder(HoldSubject.of(new CustomerId(customer)), CommitBuilder.START, "a lawsuit")
                .build();
    }

    static Draft draft(SessionId session, String revision) {
        return Draft.builder(session, AGENT)
                .text("Hello")
                .revision(revision)
                .savedAt(CommitBuilder.START)
                .build();
    }

    private static void upload(JdbcChatStore store, int i) {
        Upload upload = upload(new SessionId("s" + i), i);
        store.addUpload(upload);
        store.blobs().write(upload.blob(), 0, new byte[1]);
    }

    static Upload upload(SessionId session, int i) {
        return Upload.builder(session, new AttachmentId("f1"))
                .blob(new BlobId(String.format("%02x", i) + "0".repeat(30)))
                .owner(ParticipantType.CUSTOMER, "c" + i % CUSTOMERS_BY_STORE)
                .name("order.pdf")
                .size(1)
                .dueAt(CommitBuilder.START.plusSeconds(i))
                .build();
    }

    static ReaderCursor cursor(SessionId id) {
        return ReaderCursor.builder(id, Reader.CUSTOMER, CommitBuilder.START)
                .delivered(MarkHistory.of(1, CommitBuilder.START))
                .read(MarkHistory.of(1, CommitBuilder.START))
                .build();
    }
}
