package dev.helpline.chat.testkit.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.helpline.chat.core.AgentDesk;
import dev.helpline.chat.core.ChatEngine;
import dev.helpline.chat.core.ChatParticipant;
import dev.helpline.chat.core.CustomerChat;
import dev.helpline.chat.core.attachment.StartUpload;
import dev.helpline.chat.core.audit.AuditVerdict;
import dev.helpline.chat.core.audit.AuditVerifier;
import dev.helpline.chat.core.block.BlockRequest;
import dev.helpline.chat.core.board.BoardRequest;
import dev.helpline.chat.core.host.HostChat;
import dev.helpline.chat.core.memory.MemoryBlobStore;
import dev.helpline.chat.core.message.SendMessage;
import dev.helpline.chat.core.policy.AttachmentPolicy;
import dev.helpline.chat.core.policy.ChatPolicy;
import dev.helpline.chat.core.policy.RetentionPolicy;
import dev.helpline.chat.core.poll.PollAnswer;
import dev.helpline.chat.core.poll.PollRequest;
import dev.helpline.chat.core.rating.RateSession;
import dev.helpline.chat.core.session.EndSession;
import dev.helpline.chat.core.session.StartSession;
import dev.helpline.chat.spi.AttachmentId;
import dev.helpline.chat.spi.ChatException;
import dev.helpline.chat.spi.CustomerId;
import dev.helpline.chat.spi.EntryId;
import dev.helpline.chat.spi.ErrorCode;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.attachment.Attachment;
import dev.helpline.chat.spi.attachment.BlobId;
import dev.helpline.chat.spi.attachment.BlobStore;
import dev.helpline.chat.spi.attachment.FileType;
import dev.helpline.chat.spi.attachment.StoredBlob;
import dev.helpline.chat.spi.audit.AuditQuery;
import dev.helpline.chat.spi.audit.AuditRecord;
import dev.helpline.chat.spi.audit.AuditSubject;
import dev.helpline.chat.spi.auth.Principal;
import dev.helpline.chat.spi.auth.Role;
import dev.helpline.chat.spi.block.BlockSubject;
import dev.helpline.chat.spi.privacy.ErasureReport;
import dev.helpline.chat.spi.privacy.HoldSubject;
import dev.helpline.chat.spi.privacy.LegalHold;
import dev.helpline.chat.spi.privacy.PrivacyStore;
import dev.helpline.chat.spi.session.SessionState;
import dev.helpline.chat.testkit.fault.FaultyStore;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Erasing and exporting what is known about a customer, deleting by age, and legal holds. */
abstract class PrivacyContract extends EngineTest {
    private static final CustomerId CARLA_ID = new CustomerId(CARLA);
    private static final Duration YEAR = Duration.ofDays(365);

    private final HookedBlobs blobs = new HookedBlobs();

    @BeforeEach
    void requirePrivacy() {
        Assumptions.assumeTrue(store instanceof PrivacyStore, "the store erases nothing");
        engine.close();
        engine = engineWithFiles(unlimited());
    }

    private ChatEngine engineWithFiles(ChatPolicy.Builder policy) {
        AttachmentPolicy files = AttachmentPolicy.builder().uploads(null).build();
        return closing(engineBuilder(store, policy.attachments(files).build())
                .attachments(blobs, content -> Optional.of(FileType.of("text/plain")))
                .build());
    }

    // --- erasure --------------------------------------------------------------------------------------------------

    @Test
    void an_erased_customer_has_no_session_on_either_side() {
        SessionId ended = rated();
        SessionId open = carla().start(StartSession.PLAIN).session().id();

        engine.privacy().erase(CARLA_ID);

        for (SessionId session : List.of(ended, open)) {
            assertThat(refusalOf(() -> carla().session(session)).code()).isEqualTo(ErrorCode.SESSION_NOT_FOUND);
            assertThat(refusalOf(() -> carlaSays(session, "hi")).code()).isEqualTo(ErrorCode.SESSION_NOT_FOUND);
            assertThat(refusalOf(() -> anton().session(session)).code()).isEqualTo(ErrorCode.SESSION_NOT_FOUND);
            assertThat(refusalOf(() -> anton().poll(everything(session, null))).code())
                    .isEqualTo(ErrorCode.SESSION_NOT_FOUND);
            assertThat(refusalOf(() -> antonSays(session, "hi")).code()).isEqualTo(ErrorCode.SESSION_NOT_FOUND);
        }
    }

    @Test
    void the_report_says_what_went_and_erasing_again_finds_nothing() {
        SessionId session = rated();
        uploaded(carla().start(StartSession.PLAIN).session().id(), "f1");
        supervisor("boss")
                .blocks()
                .block(BlockRequest.builder(BlockSubject.customer(CARLA_ID)).build());
        long entries = log(session).size();

        ErasureReport report = engine.privacy().erase(CARLA_ID);

        assertThat(report.sessions()).isEqualTo(2);
        assertThat(report.entries()).isGreaterThan(entries);
        assertThat(report.ratings()).isEqualTo(1);
        assertThat(report.files()).isEqualTo(1);
        assertThat(report.auditRecords()).isPositive();
        assertThat(report.blockChanges()).isEqualTo(1);
        assertThat(engine.privacy().erase(CARLA_ID)).isEqualTo(ErasureReport.NOTHING);
        assertThat(engine.privacy().erase(session)).isEqualTo(ErasureReport.NOTHING);
    }

    @Test
    void others_keep_what_they_have_and_the_customer_may_come_back_under_a_new_id() {
        SessionId others = started("eve");
        SessionId session = active(CARLA);
        assertThat(engine.privacy().erase(session).sessions()).isEqualTo(1);

        assertThat(customer("eve").session(others).session().id()).isEqualTo(others);
        assertThat(refusalOf(() ->
                                carla().start(StartSession.builder().id(session).build()))
                        .code())
                .isEqualTo(ErrorCode.SESSION_CONFLICT);
        assertThat(carla().start(StartSession.PLAIN).session().state()).isEqualTo(SessionState.WAITING);
    }

    @Test
    void an_erased_session_leaves_its_agent_and_the_board() {
        engine.close();
        engine = engineWithFiles(unlimited().agentCapacity(1));
        SessionId session = active(CARLA);
        BoardReading board = new BoardReading(anton()::board).toTheEnd();
        assertThat(board.held()).containsOnlyKeys(session);

        engine.privacy().erase(CARLA_ID);
        passSlowly(Duration.ofSeconds(2));

        assertThat(board.toTheEnd().held()).isEmpty();
        anton().claim(started("eve"));
    }

    @Test
    void a_poll_that_waits_here_or_on_another_node_hears_that_the_session_is_gone() {
        ChatEngine there = engineWithFiles(unlimited());
        SessionId session = active(CARLA);
        CustomerChat carlaThere = there.customer(Principal.customer(CARLA, null));
        CompletableFuture<PollAnswer> here = waiting(anton(), session);
        CompletableFuture<PollAnswer> elsewhere = waiting(carlaThere, session);

        engine.privacy().erase(CARLA_ID);

        assertThat(refusalOf(() -> joined(inTime(here))).code()).isEqualTo(ErrorCode.SESSION_NOT_FOUND);
        assertThat(refusalOf(() -> joined(inTime(elsewhere))).code()).isEqualTo(ErrorCode.SESSION_NOT_FOUND);
        assertThat(refusalOf(() -> carlaThere.send(SendMessage.of(session, "hi")))
                        .code())
                .isEqualTo(ErrorCode.SESSION_NOT_FOUND);
    }

    @Test
    void another_node_forgets_the_lists_and_the_block_of_an_erased_customer() {
        ChatEngine there = engineWithFiles(unlimited());
        SessionId session = active(CARLA);
        AgentDesk boss = there.agent(Principal.agent("boss", Role.SUPERVISOR, null, null));
        CustomerChat carlaThere = there.customer(Principal.customer(CARLA, null));
        boss.blocks()
                .block(BlockRequest.builder(BlockSubject.customer(CARLA_ID)).build());
        assertThat(boss.board(BoardRequest.SNAPSHOT).sessions()).hasSize(1);
        assertThat(refusalOf(() -> carlaThere.start(StartSession.PLAIN)).code()).isEqualTo(ErrorCode.CUSTOMER_BLOCKED);

        engine.privacy().erase(CARLA_ID);
        passSlowly(Duration.ofSeconds(2));

        assertThat(boss.board(BoardRequest.SNAPSHOT).sessions()).isEmpty();
        assertThat(refusalOf(() -> boss.session(session)).code()).isEqualTo(ErrorCode.SESSION_NOT_FOUND);
        passAndTidy(Duration.ofMinutes(11));
        assertThat(carlaThere.start(StartSession.PLAIN).session().state()).isEqualTo(SessionState.WAITING);
    }

    @Test
    void messages_that_are_sent_meanwhile_are_erased_or_refused() {
        SessionId session = active(CARLA);
        List<CompletableFuture<ErrorCode>> senders = IntStream.range(0, 4)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> sendUntilRefused(session, i)))
                .toList();
        while (log(session).size() < 20) {
            Thread.onSpinWait();
        }

        engine.privacy().erase(CARLA_ID);

        senders.forEach(sender -> assertThat(answerInTime(sender)).isEqualTo(ErrorCode.SESSION_NOT_FOUND));
        assertThat(log(session)).isEmpty();
        assertThat(store.findSession(session)).isEmpty();
    }

    @Test
    void two_erasures_at_once_take_everything_once() {
        for (int i = 0; i < 8; i++) {
            carla().start(StartSession.PLAIN);
        }
        ChatEngine there = engineWithFiles(unlimited());

        CompletableFuture<ErasureReport> elsewhere =
                CompletableFuture.supplyAsync(() -> there.privacy().erase(CARLA_ID));
        ErasureReport here = engine.privacy().erase(CARLA_ID);

        assertThat(here.plus(elsewhere.join()).sessions()).isEqualTo(8);
        assertThat(refusalOf(() -> carla().session(new SessionId("unknown"))).code())
                .isEqualTo(ErrorCode.SESSION_NOT_FOUND);
    }

    @Test
    void an_erasure_that_broke_off_goes_on_when_it_is_called_again() {
        FaultyStore faulty = new FaultyStore(store);
        engine.close();
        engine = closing(engineBuilder(faulty, unlimited().build())
                .attachments(blobs, content -> Optional.of(FileType.of("text/plain")))
                .build());
        for (int i = 0; i < 3; i++) {
            uploaded(carla().start(StartSession.PLAIN).session().id(), "f1");
        }
        blobs.onDelete = () -> faulty.otherWritesFail(true);

        assertThat(refusalOf(() -> engine.privacy().erase(CARLA_ID)).code()).isEqualTo(ErrorCode.STORE_UNAVAILABLE);
        faulty.otherWritesFail(false);
        blobs.onDelete = () -> {};

        assertThat(engine.privacy().erase(CARLA_ID).sessions()).isEqualTo(2);
        passAndTidy(Duration.ofMinutes(2));
        assertThat(blobs.list(null, 10)).isEmpty();
    }

    @Test
    void files_that_cannot_be_deleted_now_are_deleted_soon() {
        uploaded(active(CARLA), "f1");
        blobs.onDelete = () -> {
            throw new IllegalStateException("the disk is away");
        };

        assertThat(engine.privacy().erase(CARLA_ID).files()).isEqualTo(1);
        assertThat(blobs.list(null, 10)).hasSize(1);
        blobs.onDelete = () -> {};
        passAndTidy(Duration.ofMinutes(2));

        assertThat(blobs.list(null, 10)).isEmpty();
    }

    @Test
    void the_audit_chain_of_an_erased_session_is_whole_and_names_no_person() {
        SessionId session = rated();
        long before = stored(session).auditCount();

        engine.privacy().erase(CARLA_ID);

        AuditVerifier verifier = new AuditVerifier(store);
        List<Object> broken = new ArrayList<>();
        verifier.verifyAll((subject, where) -> broken.add(subject));
        assertThat(broken).isEmpty();
        assertThat(verifier.verify(session)).contains(new AuditVerdict.Intact(before + 1));
        List<AuditRecord> records = store.auditAfter(session, 0, 100);
        assertThat(records).extracting(AuditRecord::actor).containsOnlyNulls();
        assertThat(records).extracting(AuditRecord::detail).containsOnlyNulls();
        assertThat(records).last().extracting(AuditRecord::action).isEqualTo("SESSION_ERASED");
    }

    // --- holds ----------------------------------------------------------------------------------------------------

    @Test
    void what_is_under_a_hold_is_not_erased_until_it_is_released() {
        SessionId session = active(CARLA);
        SessionId other = carla().start(StartSession.PLAIN).session().id();

        engine.privacy().hold(HoldSubject.of(session), "case 17");
        assertThat(refusalOf(() -> engine.privacy().erase(CARLA_ID)).code()).isEqualTo(ErrorCode.LEGAL_HOLD);
        assertThat(refusalOf(() -> engine.privacy().erase(session)).code()).isEqualTo(ErrorCode.LEGAL_HOLD);
        assertThat(store.findSession(other)).isPresent();
        assertThat(engine.privacy().release(HoldSubject.of(session))).isTrue();
        LegalHold hold = engine.privacy().hold(HoldSubject.of(CARLA_ID), "case 18");
        assertThat(refusalOf(() -> engine.privacy().erase(CARLA_ID)).code()).isEqualTo(ErrorCode.LEGAL_HOLD);
        assertThat(refusalOf(() -> engine.privacy().erase(other)).code()).isEqualTo(ErrorCode.LEGAL_HOLD);

        assertThat(engine.privacy().holds(null, 10)).containsExactly(hold);
        assertThat(engine.privacy().release(hold.subject())).isTrue();
        assertThat(engine.privacy().release(hold.subject())).isFalse();
        assertThat(engine.privacy().erase(CARLA_ID).sessions()).isEqualTo(2);
    }

    @Test
    void a_hold_that_comes_in_the_middle_stops_the_erasure() {
        for (int i = 0; i < 3; i++) {
            uploaded(carla().start(StartSession.PLAIN).session().id(), "f1");
        }
        blobs.onDelete = () -> engine.privacy().hold(HoldSubject.of(CARLA_ID), "case 17");

        assertThat(refusalOf(() -> engine.privacy().erase(CARLA_ID)).code()).isEqualTo(ErrorCode.LEGAL_HOLD);

        assertThat(carla().history(1, 10).total()).isEqualTo(2);
    }

    @Test
    void placing_and_releasing_a_hold_is_audited_for_admins() {
        AuditSubject chain = HoldSubject.of(CARLA_ID).auditSubject();
        engine.privacy().hold(HoldSubject.of(CARLA_ID), "case 17");
        engine.privacy().hold(HoldSubject.of(CARLA_ID), "case 18");
        engine.privacy().release(HoldSubject.of(CARLA_ID));
        engine.privacy().release(HoldSubject.of(CARLA_ID));
        AuditQuery query = AuditQuery.builder().customer(CARLA_ID).build();

        List<AuditRecord> records = engine.agent(Principal.agent("ada", Role.ADMIN, null, null))
                .audit(query, null, 10)
                .records();

        assertThat(records).extracting(AuditRecord::subject).containsOnly(chain);
        assertThat(records).extracting(AuditRecord::actor).containsOnly(HostChat.ACTOR);
        assertThat(records)
                .extracting(AuditRecord::action, AuditRecord::detail)
                .containsExactly(tuple("HOLD_RELEASED", null), tuple("HOLD_PLACED", "reason: case 17"));
        assertThat(engine.agent(Principal.agent("boss", Role.SUPERVISOR, null, null))
                        .audit(query, null, 10)
                        .records())
                .isEmpty();
        assertThat(new AuditVerifier(store).verify(chain)).isEqualTo(new AuditVerdict.Intact(2));
    }

    @Test
    void a_hold_has_a_reason_and_a_page_a_limit() {
        assertThat(refusalOf(() -> engine.privacy().hold(HoldSubject.of(CARLA_ID), " "))
                        .code())
                .isEqualTo(ErrorCode.INVALID_REQUEST);
        assertThat(refusalOf(() -> engine.privacy().hold(HoldSubject.of(CARLA_ID), "a".repeat(501)))
                        .code())
                .isEqualTo(ErrorCode.INVALID_REQUEST);
    }

    // --- retention ------------------------------------------------------------------------------------------------

    @Test
    void without_a_policy_everything_stays() {
        SessionId session = rated();

        pass(YEAR.multipliedBy(10));
        passAndTidy(Duration.ofMinutes(2));

        assertThat(store.findSession(session)).isPresent();
    }

    @Test
    void sessions_that_ended_long_ago_are_erased_and_others_are_not() {
        engine.close();
        engine = engineWithFiles(unlimited()
                .retention(
                        RetentionPolicy.builder().keep(SessionState.ENDED, YEAR).build()));
        SessionId old = rated();
        SessionId held = endedOf("eve");
        engine.privacy().hold(HoldSubject.of(new CustomerId("eve")), "case 17");
        pass(YEAR.minusDays(1));
        SessionId young = endedOf("dora");

        pass(Duration.ofDays(1));
        passAndTidy(Duration.ofMinutes(2));

        assertThat(store.findSession(old)).isEmpty();
        assertThat(store.auditAfter(old, 0, 100))
                .last()
                .extracting(AuditRecord::detail)
                .isEqualTo("retention");
        assertThat(store.findSession(held)).isPresent();
        assertThat(store.findSession(young)).isPresent();
    }

    @Test
    void more_sessions_than_a_batch_go_batch_by_batch() {
        engine.close();
        engine = engineWithFiles(unlimited()
                .retention(RetentionPolicy.builder()
                        .keep(SessionState.WAITING, Duration.ofHours(1))
                        .build()));
        for (int i = 0; i < 120; i++) {
            customer("c" + i).start(StartSession.builder().build());
        }

        pass(Duration.ofHours(1).plusMinutes(2));
        passSlowly(Duration.ofSeconds(10));

        assertThat(store.openSessionCounts().waiting()).isZero();
    }

    /** Lets time pass at once, and then so slowly that the engine sees to all its duties afterwards. */
    private void passAndTidy(Duration duration) {
        pass(duration);
        passSlowly(Duration.ofSeconds(2));
    }

    // --- export ---------------------------------------------------------------------------------------------------

    @Test
    void an_export_has_everything_about_the_customer_and_nothing_of_others() throws IOException {
        SessionId session = rated();
        SessionId open = active(CARLA);
        Attachment file = uploaded(open, "f1");
        carla().send(SendMessage.builder(open, "see \"this\"\n")
                .id(new EntryId("m-file"))
                .attachments(List.of(file.id()))
                .build());
        for (int i = 0; i < 450; i++) {
            antonSays(open, "line " + i);
        }
        customer("eve").send(SendMessage.of(started("eve"), "of another"));
        ByteArrayOutputStream zip = new ByteArrayOutputStream();

        engine.privacy().export(CARLA_ID, zip);

        Map<String, String> files = unzipped(zip.toByteArray());
        assertThat(files)
                .containsOnlyKeys(
                        "customer.json",
                        "sessions/" + session + ".json",
                        "sessions/" + open + ".json",
                        "files/" + open + "/f1");
        assertThat(files.get("files/" + open + "/f1")).isEqualTo("content of f1");
        assertThat(files.get("sessions/" + session + ".json"))
                .contains("\"feedback\":\"my feedback\"", "\"text\":\"my secret\"", "SESSION_STARTED");
        assertThat(files.get("sessions/" + open + ".json"))
                .contains("\"text\":\"see \\\"this\\\"\\u000a\"", "\"line 0\"", "\"line 449\"", "\"name\":\"f1\"");
        assertThat(files.values()).noneMatch(text -> text.contains("of another"));
    }

    // --- steps ----------------------------------------------------------------------------------------------------

    private SessionId active(String customer) {
        SessionId session =
                customer(customer).start(StartSession.PLAIN).session().id();
        anton().claim(session);
        return session;
    }

    private SessionId endedOf(String customer) {
        SessionId session = active(customer);
        anton().end(EndSession.of(session));
        return session;
    }

    private SessionId rated() {
        SessionId session = active(CARLA);
        carlaSays(session, "my secret");
        anton().end(EndSession.of(session));
        carla().rate(RateSession.builder(session, 5).feedback("my feedback").build());
        return session;
    }

    private Attachment uploaded(SessionId session, String id) {
        byte[] content = ("content of " + id).getBytes(UTF_8);
        StartUpload request = StartUpload.builder(session, id, content.length)
                .id(new AttachmentId(id))
                .build();
        return carla().attachments().upload(request, new ByteArrayInputStream(content));
    }

    private ErrorCode sendUntilRefused(SessionId session, int sender) {
        for (int i = 0; ; i++) {
            try {
                carla().send(message(session, "m" + sender + "-" + i, "text"));
            } catch (ChatException e) {
                return e.code();
            }
        }
    }

    private static CompletableFuture<PollAnswer> waiting(ChatParticipant reader, SessionId session) {
        String cursor = reader.poll(everything(session, null)).cursor();
        return future(reader.pollAsync(PollRequest.everything(session, cursor).waiting(Duration.ofSeconds(20))));
    }

    private static Map<String, String> unzipped(byte[] zip) throws IOException {
        Map<String, String> files = new HashMap<>();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                files.put(entry.getName(), new String(in.readAllBytes(), UTF_8));
            }
        }
        return files;
    }

    /** Blobs in memory. Does something before it deletes one. */
    private final class HookedBlobs implements BlobStore {
        private final BlobStore blobs = new MemoryBlobStore(time);
        private volatile Runnable onDelete = () -> {};

        @Override
        public boolean write(BlobId blob, int index, byte[] chunk) {
            return blobs.write(blob, index, chunk);
        }

        @Override
        public Optional<byte[]> read(BlobId blob, int index) {
            return blobs.read(blob, index);
        }

        @Override
        public int countChunks(BlobId blob) {
            return blobs.countChunks(blob);
        }

        @Override
        public void delete(BlobId blob) {
            onDelete.run();
            blobs.delete(blob);
        }

        @Override
        public List<StoredBlob> list(@Nullable BlobId after, int limit) {
            return blobs.list(after, limit);
        }
    }
}
