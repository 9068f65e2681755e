package dev.helpline.chat.store.jdbc;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.helpline.chat.core.AgentDesk;
import dev.helpline.chat.core.ChatEngine;
import dev.helpline.chat.core.CustomerChat;
import dev.helpline.chat.core.attachment.FileBlobStore;
import dev.helpline.chat.core.attachment.StartUpload;
import dev.helpline.chat.core.audit.AuditVerifier;
import dev.helpline.chat.core.block.BlockRequest;
import dev.helpline.chat.core.board.BoardRequest;
import dev.helpline.chat.core.desk.AddNote;
import dev.helpline.chat.core.desk.TransferSession;
import dev.helpline.chat.core.draft.SaveDraft;
import dev.helpline.chat.core.message.AmendMessage;
import dev.helpline.chat.core.message.SendMessage;
import dev.helpline.chat.core.outbox.DeliveryPolicy;
import dev.helpline.chat.core.policy.AttachmentPolicy;
import dev.helpline.chat.core.policy.ChatPolicy;
import dev.helpline.chat.core.policy.ConsentText;
import dev.helpline.chat.core.policy.FieldType;
import dev.helpline.chat.core.policy.FormField;
import dev.helpline.chat.core.poll.PollRequest;
import dev.helpline.chat.core.rating.RateSession;
import dev.helpline.chat.core.session.EndSession;
import dev.helpline.chat.core.session.StartSession;
import dev.helpline.chat.spi.AttachmentId;
import dev.helpline.chat.spi.CustomerId;
import dev.helpline.chat.spi.EntryId;
import dev.helpline.chat.spi.NetworkAddress;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.attachment.BlobStore;
import dev.helpline.chat.spi.attachment.FileType;
import dev.helpline.chat.spi.audit.AuditSubject;
import dev.helpline.chat.spi.auth.Authenticator.Accepted;
import dev.helpline.chat.spi.auth.Principal;
import dev.helpline.chat.spi.auth.Role;
import dev.helpline.chat.spi.block.BlockSubject;
import dev.helpline.chat.spi.entry.RichContent;
import dev.helpline.chat.spi.session.Topic;
import dev.helpline.chat.spi.store.EndedSessionQuery;
import dev.helpline.chat.spi.store.OpenSessionQuery;
import dev.helpline.chat.testkit.time.Await;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** A word stands in every text that a customer can leave behind; after the erasure it stands nowhere. */
@NeedsServer
@ParameterizedClass
@EnumSource
class ErasureTest {
    private static final String CANARY = "canary";
    private static final CustomerId CARLA = new CustomerId("canary-carla");
    private static final SessionId ENDED = new SessionId("s-ended");
    private static final SessionId OPEN = new SessionId("s-open");

    /** Where the word stands before. A column that is new and not here fails the test: does the erasure reach it? */
    private static final Set<String> TOLD = Set.of(
            "amendment.message_id",
            "attachment.attachment_id",
            "audit.actor",
            "audit.detail",
            "audit.subject",
            "audit_head.subject",
            "blob.content",
            "block_change.reason",
            "block_change.subject",
            "draft.content",
            "entry.attachments",
            "entry.author_id",
            "entry.author_name",
            "entry.content",
            "entry.entry_id",
            "entry.metadata",
            "entry.reply_to",
            "entry.text",
            "message_count.category",
            "outbox.failure",
            "rating.categories",
            "rating.feedback",
            "response.category",
            "session.category",
            "session.consent_version",
            "session.context",
            "session.customer_email",
            "session.customer_id",
            "session.customer_name",
            "session.customer_phone",
            "session.end_reason",
            "session.external_ref",
            "session.form",
            "session.rating_prompt_id",
            "session.subject",
            "session.tags",
            "stint.category",
            "upload.attachment_id",
            "upload.declared_type",
            "upload.file_name",
            "upload.owner_id");

    /** What customers cannot write: agents, canned responses, constants, hashes, ids of ours, and the tables of the schema. */
    private static final Set<String> UNTOLD = Set.of(
            "agent.*",
            "agent_online.*",
            "alert_preference.*",
            "audit.action",
            "audit.commitment",
            "audit.hash",
            "audit.kind",
            "audit.previous_hash",
            "audit.role",
            "audit.salt",
            "audit_head.hash",
            "audit_head.kind",
            "blob.blob_id",
            "block_change.actor",
            "block_change.kind",
            "block_change.role",
            "canned_response.*",
            "draft.agent_id",
            "draft.revision",
            "entry.audience",
            "entry.author_department",
            "entry.author_type",
            "entry.content_type",
            "entry.fingerprint",
            "entry.kind",
            "entry.type",
            "inbox.*",
            "lease.*",
            "legal_hold.*",
            "message_count.agent_id",
            "message_count.department",
            "outbox.listener",
            "rating.id",
            "reader_cursor.*",
            "response.agent_id",
            "response.department",
            "schema_history.*",
            "schema_version.*",
            "session.agent_department",
            "session.agent_id",
            "session.agent_name",
            "session.audit_hash",
            "session.consent_from",
            "session.counting_agent",
            "session.department",
            "session.end_cause",
            "session.ended_by",
            "session.guest_token_hash",
            "session.locale",
            "session.mentions",
            "session.outcome",
            "session.passed_by",
            "session.rating_id",
            "session.returned_by",
            "session.sla",
            "session.sla_overdue",
            "session.state",
            "session.stint_agent",
            "session.turn",
            "stint.agent_id",
            "stint.department",
            "upload.blob_id",
            "upload.media_type",
            "upload.owner_type",
            "upload.sha256");

    @TempDir
    Path folder;

    private final DatabaseKind kind;
    private final TestDatabase database;
    private final JdbcChatStore store;
    private final JdbcChatStore storeThere;

    ErasureTest(DatabaseKind kind) {
        this.kind = kind;
        database = kind.newDatabase();
        store = JdbcChatStore.builder(database.pool()).build();
        storeThere = JdbcChatStore.builder(database.anotherPool()).build();
    }

    @AfterEach
    void dropDatabase() {
        storeThere.close();
        store.close();
        database.close();
    }

    @Test
    void nothing_that_a_customer_left_behind_is_found_after_the_erasure() throws Exception {
        try (ChatEngine here = engine(store);
                ChatEngine there = engine(storeThere)) {
            leaveTraces(here);
            Await.until(() -> places().containsKey("outbox.failure"));
            AgentDesk boss = there.agent(Principal.agent("boss", Role.SUPERVISOR, null, null));
            CustomerChat carla = there.customer(Principal.customer(CARLA.value(), null));
            Await.until(() -> readEverything(boss, carla).contains("canary waits"));
            assertThat(known(places().keySet())).isEqualTo(new TreeSet<>(TOLD));
            assertThat(unknownColumns()).isEmpty();

            here.privacy().erase(CARLA);

            assertThat(places()).isEmpty();
            assertThat(filesWithTraces()).isEmpty();
            Await.until(() -> !readEverything(boss, carla).contains(CANARY));
            assertThatTamperingIsFound();
        }
    }

    /** Chains of erased sessions show what was altered, removed and moved as all others do. */
    private void assertThatTamperingIsFound() throws SQLException {
        AuditSubject ended = AuditSubject.of(ENDED);
        assertThat(broken()).isEmpty();
        database.execute(
                "update chat_audit set action = 'NOTHING' where kind = 'SESSION' and subject = 's-ended' and number = 2");
        assertThat(broken()).isEqualTo(Map.of(ended, 2L));
        database.execute("delete from chat_audit where kind = 'SESSION' and subject = 's-ended' and number = 1");
        assertThat(broken()).isEqualTo(Map.of(ended, 1L));
        database.execute(
                "update chat_audit set number = 99 where kind = 'SESSION' and subject = 's-open' and number = 1");
        assertThat(broken()).isEqualTo(Map.of(ended, 1L, AuditSubject.of(OPEN), 1L));
    }

    private ChatEngine engine(JdbcChatStore over) {
        BlobStore blobs = kind == DatabaseKind.H2 ? new FileBlobStore(folder) : over.blobs();
        DeliveryPolicy once = DeliveryPolicy.builder().attempts(1).build();
        return ChatEngine.builder(over)
                .policy(ChatPolicy.builder()
                        .attachments(AttachmentPolicy.builder().build())
                        .preChatForm(List.of(FormField.builder("order", FieldType.TEXT)
                                .label("en", "Order")
                                .build()))
                        .consent(new ConsentText("canary-1", Map.of("en", "Do you agree?"), true))
                        .build())
                .attachments(blobs, content -> Optional.of(FileType.of("text/plain")))
                .durableListener(
                        "mail",
                        event -> {
                            throw new IllegalStateException("no mailbox for canary");
                        },
                        once)
                .build();
    }

    private void leaveTraces(ChatEngine engine) {
        NetworkAddress home = NetworkAddress.parse("203.0.113.7").orElseThrow();
        Principal principal = Principal.customer(CARLA.value(), "canary name");
        CustomerChat carla = engine.customer(new Accepted(principal, Instant.MAX), home);
        AgentDesk anton = engine.agent(Principal.agent("anton", Role.AGENT, null, "Sales"));
        AgentDesk boss = engine.agent(Principal.agent("boss", Role.SUPERVISOR, null, null));
        carla.start(asked(ENDED));
        anton.claim(ENDED);
        carla.send(SendMessage.builder(ENDED, "canary text")
                .id(new EntryId("canary-m1"))
                .metadata("{\"a\":\"canary\"}")
                .build());
        carla.attachments()
                .upload(
                        StartUpload.builder(ENDED, "canary.txt", CANARY.length())
                                .id(new AttachmentId("canary-f1"))
                                .declaredType("text/canary")
                                .build(),
                        new ByteArrayInputStream(CANARY.getBytes(UTF_8)));
        carla.send(SendMessage.builder(ENDED, "see the canary")
                .id(new EntryId("canary-m2"))
                .replyTo(new EntryId("canary-m1"))
                .attachments(List.of(new AttachmentId("canary-f1")))
                .build());
        carla.amend(AmendMessage.edit(ENDED, new EntryId("canary-m1"), "canary edited"));
        anton.send(SendMessage.builder(ENDED, "a card")
                .content(new RichContent("card", 1, "{\"title\":\"canary\"}"))
                .build());
        anton.note(AddNote.of(ENDED, "the customer has a canary"));
        anton.changeTags(ENDED, List.of("canary-tag"), List.of());
        anton.escalate(ENDED, "canary escalation");
        boss.transfer(TransferSession.toQueue(ENDED).note("canary transfer").build());
        carla.end(EndSession.builder(ENDED).reason("canary reason").build());
        carla.askForRating(ENDED, "canary-prompt");
        carla.rate(RateSession.builder(ENDED, 5)
                .feedback("canary feedback")
                .categories(List.of("canary category"))
                .build());
        carla.start(asked(OPEN));
        carla.send(SendMessage.of(OPEN, "canary waits"));
        carla.readDelivered(OPEN);
        anton.drafts().save(SaveDraft.builder(OPEN, "canary draft").build());
        boss.blocks()
                .block(BlockRequest.builder(BlockSubject.customer(CARLA))
                        .reason("canary")
                        .build());
    }

    private static StartSession asked(SessionId id) {
        return StartSession.builder()
                .id(id)
                .name("canary name")
                .email("canary@example.com")
                .phone("canary 123")
                .topic(Topic.builder()
                        .subject("canary subject")
                        .category("canary category")
                        .externalRef("canary-1")
                        .context("{\"page\":\"canary\"}")
                        .build())
                .form(Map.of("order", "canary order"))
                .consentVersion("canary-1")
                .initialMessage("canary first")
                .build();
    }

    /** Returns what another node shows of the customer, so far as it shows anything. */
    private static String readEverything(AgentDesk boss, CustomerChat carla) {
        StringBuilder shown = new StringBuilder();
        boss.board(BoardRequest.SNAPSHOT)
                .sessions()
                .forEach(session ->
                        Optional.ofNullable(session.lastMessage()).ifPresent(message -> shown.append(message.text())));
        shown.append(boss.openSessions(OpenSessionQuery.builder().text(CANARY).build(), 1, 10)
                .sessions());
        shown.append(boss.endedSessions(EndedSessionQuery.builder().text(CANARY).build(), null, 10)
                .sessions());
        shown.append(carla.history(1, 10).sessions());
        for (SessionId session : List.of(ENDED, OPEN)) {
            try {
                boss.poll(PollRequest.everything(session, null))
                        .messages()
                        .forEach(entry -> shown.append(entry.text()));
                boss.newest(session, 10).forEach(entry -> shown.append(entry.text()));
            } catch (RuntimeException e) {
                shown.append(e.getMessage());
            }
        }
        return shown.toString();
    }

    private Map<AuditSubject, Long> broken() {
        Map<AuditSubject, Long> broken = new TreeMap<>();
        new AuditVerifier(store).verifyAll((subject, where) -> broken.put(subject, where.number()));
        return broken;
    }

    // --- the dump -------------------------------------------------------------------------------------------------

    /** Returns in which columns of which tables the word stands, in how many rows. */
    private Map<String, Integer> places() {
        Map<String, Integer> places = new TreeMap<>();
        for (String table : database.tables()) {
            try (Connection connection = database.pool().getConnection();
                    Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery("select * from " + quoted(table))) {
                while (rows.next()) {
                    for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                        byte[] value = bytes(rows.getObject(i));
                        if (new String(value, ISO_8859_1).contains(CANARY)) {
                            places.merge(name(table, rows.getMetaData().getColumnName(i)), 1, Integer::sum);
                        }
                    }
                }
            } catch (SQLException e) {
                throw new AssertionError(e);
            }
        }
        return places;
    }

    private static byte[] bytes(Object value) {
        return value instanceof byte[] bytes ? bytes : String.valueOf(value).getBytes(UTF_8);
    }

    private String quoted(String table) {
        return database.quoting("~" + table + "~");
    }

    private static String name(String table, String column) {
        return (table + "." + column).toLowerCase(Locale.ROOT).replaceFirst("^chat_", "");
    }

    /** Files may be kept in a folder, and then no column has their content. */
    private Set<String> known(Set<String> found) {
        Set<String> known = new TreeSet<>(found);
        if (!filesWithTraces().isEmpty()) {
            known.add("blob.content");
        }
        return known;
    }

    private List<Path> filesWithTraces() {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .filter(ErasureTest::hasTrace)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean hasTrace(Path file) {
        try {
            return Files.readString(file, ISO_8859_1).contains(CANARY);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the columns for texts and bytes of which this test does not say whether the word stands there. */
    private Set<String> unknownColumns() {
        Set<String> unknown = new TreeSet<>();
        for (String table : database.tables()) {
            try (Connection connection = database.pool().getConnection();
                    Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery("select * from " + quoted(table) + " where 1 = 0")) {
                for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                    String name = name(table, rows.getMetaData().getColumnName(i));
                    boolean holdsText = !isNumber(rows, i);
                    if (holdsText
                            && !name.endsWith(".session_id")
                            && !name.equals("session.id")
                            && !name.equals("session.continues")
                            && !TOLD.contains(name)
                            && !UNTOLD.contains(name)
                            && !UNTOLD.contains(name.replaceFirst("\\..*", ".*"))) {
                        unknown.add(name);
                    }
                }
            } catch (SQLException e) {
                throw new AssertionError(e);
            }
        }
        return unknown;
    }

    private static boolean isNumber(ResultSet rows, int column) throws SQLException {
        return switch (rows.getMetaData().getColumnType(column)) {
            case Types.BIGINT, Types.INTEGER, Types.SMALLINT, Types.TINYINT, Types.BIT, Types.BOOLEAN -> true;
            default -> false;
        };
    }
}
