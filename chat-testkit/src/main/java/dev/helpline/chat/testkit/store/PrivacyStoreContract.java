package dev.helpline.chat.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;

import dev.helpline.chat.spi.AgentId;
import dev.helpline.chat.spi.AttachmentId;
import dev.helpline.chat.spi.CustomerId;
import dev.helpline.chat.spi.EntryId;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.attachment.BlobId;
import dev.helpline.chat.spi.audit.AuditHead;
import dev.helpline.chat.spi.audit.AuditQuery;
import dev.helpline.chat.spi.audit.AuditRecord;
import dev.helpline.chat.spi.audit.AuditSubject;
import dev.helpline.chat.spi.block.BlockChange;
import dev.helpline.chat.spi.block.BlockSubject;
import dev.helpline.chat.spi.cursor.Reader;
import dev.helpline.chat.spi.cursor.ReaderCursor;
import dev.helpline.chat.spi.draft.Draft;
import dev.helpline.chat.spi.entry.ParticipantType;
import dev.helpline.chat.spi.inbox.InboxCommand;
import dev.helpline.chat.spi.inbox.InboxCounts;
import dev.helpline.chat.spi.inbox.InboxStore;
import dev.helpline.chat.spi.outbox.Delivery;
import dev.helpline.chat.spi.outbox.OutboxStore;
import dev.helpline.chat.spi.privacy.EraseResult;
import dev.helpline.chat.spi.privacy.ErasureReport;
import dev.helpline.chat.spi.privacy.HoldSubject;
import dev.helpline.chat.spi.privacy.LegalHold;
import dev.helpline.chat.spi.privacy.PrivacyStore;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.session.SessionState;
import dev.helpline.chat.spi.store.CommitResult;
import dev.helpline.chat.spi.store.EndedSessionQuery;
import dev.helpline.chat.spi.store.OpenSessionCounts;
import dev.helpline.chat.spi.store.OpenSessionQuery;
import dev.helpline.chat.spi.store.SessionCommit;
import dev.helpline.chat.spi.store.SessionHistoryQuery;
import dev.helpline.chat.spi.upload.Upload;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Erasing sessions and what is known of a customer, finding what is old, and the holds that forbid it. */
abstract class PrivacyStoreContract extends StoreTest {
    private static final SessionId ONE = id("s1");
    private static final CustomerId BOB = new CustomerId("bob");
    private static final AuditSubject CHAIN = AuditSubject.of(ONE);
    private static final Instant LATER = CommitBuilder.START.plus(Duration.ofDays(400));
    private PrivacyStore privacy;

    @BeforeEach
    void requirePrivacy() {
        Assumptions.assumeTrue(store instanceof PrivacyStore, "the store erases nothing");
        privacy = (PrivacyStore) store;
    }

    @Test
    void an_erased_session_is_found_by_no_read() {
        Session session = full();

        assertThat(erase()).isInstanceOf(EraseResult.Erased.class);

        assertThat(store.findSession(ONE)).isEmpty();
        assertThat(store.findSessions(List.of(ONE))).isEmpty();
        assertThat(store.findTail(ONE, 10)).isEmpty();
        assertThat(log(ONE)).isEmpty();
        assertThat(store.entriesBefore(ONE, 1000, 10)).isEmpty();
        assertThat(store.findEntry(ONE, entryId("m1"))).isEmpty();
        assertThat(store.newestAmendments(Map.of(ONE, List.of(entryId("m1"))))).isEmpty();
        assertThat(store.messagesWith(ONE, List.of(new AttachmentId("f1")))).isEmpty();
        assertThat(store.cursorsOf(ONE)).isEmpty();
        assertThat(store.sessionsOf(SessionHistoryQuery.of(BOB), null, 0, 10)).isEmpty();
        assertThat(store.countSessionsOf(SessionHistoryQuery.of(BOB))).isZero();
        assertThat(store.endedSessions(EndedSessionQuery.ALL, null, 10)).isEmpty();
        assertThat(store.recentServiceTimes(Instant.EPOCH, 10)).isEmpty();
        assertThat(store.audit(AuditQuery.builder().customer(BOB).build(), null, 10))
                .isEmpty();
        assertThat(privacy.sessionsBefore(SessionState.ENDED, LATER, 10)).isEmpty();
        assertThat(session.state()).isEqualTo(SessionState.ENDED);
    }

    @Test
    void an_open_session_that_is_erased_leaves_the_lists_and_frees_its_slots() {
        stored(CommitBuilder.after(ofBob("s1", 1)).assign("anton", 1));
        AgentId anton = new AgentId("anton");
        store.saveDraft(
                Draft.builder(ONE, anton)
                        .text("well")
                        .revision("r1")
                        .savedAt(CommitBuilder.START)
                        .build(),
                null);

        assertThat(((EraseResult.Erased) erase()).report().drafts()).isEqualTo(1);
        assertThat(store.findDraft(ONE, anton)).isEmpty();

        assertThat(store.openSessions(OpenSessionQuery.ALL, null, 0, 10)).isEmpty();
        assertThat(store.openSessionsOf(BOB)).isEmpty();
        assertThat(store.openSessionsPerAgent()).isEmpty();
        assertThat(store.openSessionVersions(null, 10)).isEmpty();
        assertThat(store.openSessionCounts()).isEqualTo(OpenSessionCounts.of(Map.of()));
        stored(CommitBuilder.after(ofBob("s2", 1)).assign("anton", 1));
    }

    @Test
    void the_report_counts_what_there_was() {
        full();
        created("other");

        assertThat(erase())
                .isEqualTo(new EraseResult.Erased(ErasureReport.builder()
                        .sessions(1)
                        .entries(3)
                        .files(1)
                        .ratings(1)
                        .cursors(1)
                        .events(store instanceof OutboxStore ? 1 : 0)
                        .auditRecords(2)
                        .build()));
        assertThat(erase()).isEqualTo(EraseResult.ABSENT);
        assertThat(store.findSession(id("other"))).isPresent();
    }

    @Test
    void events_that_no_listener_has_taken_are_gone() {
        Assumptions.assumeTrue(store instanceof OutboxStore, "the store keeps no outbox");
        full();

        erase();

        assertThat(((OutboxStore) store).sessionsDue("mail", LATER, 10)).isEmpty();
        assertThat(((OutboxStore) store).outboxCounts("mail").waiting()).isZero();
    }

    @Test
    void an_erasure_leaves_each_listener_the_event_of_it_once() {
        Assumptions.assumeTrue(store instanceof OutboxStore, "the store keeps no outbox");
        OutboxStore outbox = (OutboxStore) store;
        full();

        erase(ONE, Set.of("mail", "crm"));
        assertThat(erase(ONE, Set.of("mail", "late"))).isEqualTo(EraseResult.ABSENT);

        for (String listener : List.of("mail", "crm")) {
            assertThat(outbox.sessionsDue(listener, LATER, 10)).containsExactly(ONE);
            assertThat(outbox.deliveries(listener, ONE, 10)).hasSize(1).allMatch(Delivery::isErasure);
        }
        assertThat(outbox.undelivered("late", null, 10)).isEmpty();
        outbox.delivered("mail", ONE, Delivery.ERASURE);
        assertThat(outbox.undelivered("mail", null, 10)).isEmpty();
    }

    @Test
    void commands_of_the_inbox_are_gone_whether_they_wait_or_were_refused() {
        Assumptions.assumeTrue(store instanceof InboxStore, "the store has no inbox");
        InboxStore inbox = (InboxStore) store;
        full();
        InboxCommand command = InboxCommand.builder(new EntryId("c1"), ONE, InboxCommand.Action.END)
                .build();
        inbox.addCommand(command);
        inbox.commandFailed(inbox.commandsOf(ONE, 1).get(0).toBuilder()
                .attempts(1)
                .dueAt(null)
                .build());
        inbox.addCommand(command);

        EraseResult erased = erase();

        assertThat(((EraseResult.Erased) erased).report().commands()).isEqualTo(2);
        assertThat(inbox.inboxCounts()).isEqualTo(InboxCounts.of(0, 0));
    }

    @Test
    void the_audit_chain_goes_on_without_actors_and_details() {
        Session session = full();
        List<AuditRecord> before = store.auditAfter(ONE, 0, 10);

        AuditRecord last = record(session.auditCount() + 1);
        privacy.eraseSession(ONE, last, Set.of());

        List<AuditRecord> after = store.auditAfter(ONE, 0, 10);
        assertThat(after).hasSize(before.size() + 1).last().isEqualTo(last);
        for (int i = 0; i < before.size(); i++) {
            AuditRecord then = before.get(i);
            assertThat(after.get(i))
                    .isEqualTo(new AuditRecord(
                            CHAIN,
                            then.number(),
                            then.at(),
                            then.role(),
                            null,
                            then.action(),
                            null,
                            null,
                            then.commitment(),
                            then.previousHash(),
                            then.hash()));
        }
        assertThat(store.auditHead(CHAIN)).isEqualTo(new AuditHead(last.number(), last.hash()));
        assertThat(store.auditSubjects(null, 10)).containsExactly(CHAIN);
        assertThat(store.audit(AuditQuery.ALL, null, 10)).hasSameElementsAs(after);
    }

    @Test
    void a_record_that_does_not_follow_the_chain_changes_nothing() {
        Session session = full();
        List<AuditRecord> before = store.auditAfter(ONE, 0, 10);

        assertThat(privacy.eraseSession(ONE, record(session.auditCount()), Set.of()))
                .isEqualTo(EraseResult.CONFLICT);

        assertUnchanged(session, log(ONE));
        assertThat(log(ONE)).isNotEmpty();
        assertThat(store.auditAfter(ONE, 0, 10)).isEqualTo(before);
        assertThat(privacy.eraseSession(id("unknown"), change(AuditSubject.of(id("unknown")), 1), Set.of()))
                .isEqualTo(EraseResult.ABSENT);
    }

    @Test
    void no_commit_follows_an_erased_session_or_takes_its_id() {
        Session session = created("s1");
        erase();
        Session other = created("other");

        SessionCommit late = CommitBuilder.after(session).message("m9", "late").build();
        SessionCommit again = CommitBuilder.creating("s1").build();

        assertThat(store.commit(late)).isInstanceOf(CommitResult.Conflict.class);
        assertThat(store.commit(again)).isInstanceOf(CommitResult.Conflict.class);
        SessionCommit beside = CommitBuilder.after(other).message("m1", "hi").build();
        assertThat(store.commitAll(List.of(late, beside)))
                .satisfiesExactly(
                        result -> assertThat(result).isInstanceOf(CommitResult.Conflict.class),
                        result -> assertThat(result).isEqualTo(CommitResult.COMMITTED));
        assertThat(store.commitAll(List.of(again, CommitBuilder.creating("s3").build())))
                .satisfiesExactly(
                        result -> assertThat(result).isInstanceOf(CommitResult.Conflict.class),
                        result -> assertThat(result).isEqualTo(CommitResult.COMMITTED));
        assertThat(log(ONE)).isEmpty();
    }

    @Test
    void the_version_of_an_erased_session_is_above_that_which_it_had() {
        Session session = created("s1");

        erase();

        assertThat(store.versions(List.of(ONE)).get(ONE)).isGreaterThan(session.version());
    }

    @Test
    void a_cursor_that_is_written_later_is_not_kept() {
        created("s1");
        erase();

        store.mergeCursors(List.of(cursor()));

        assertThat(store.cursorsOf(ONE)).isEmpty();
    }

    @Test
    void uploads_stay_without_a_name_and_an_owner_and_are_due_at_once() {
        full();
        assertThat(privacy.uploadsOf(ONE, 10)).extracting(Upload::name).containsExactly("passport.png");

        erase();

        assertThat(privacy.uploadsOf(ONE, 10))
                .singleElement()
                .isEqualTo(Upload.builder(ONE, new AttachmentId("f1"))
                        .blob(new BlobId("0".repeat(32)))
                        .owner(ParticipantType.SYSTEM, "erased")
                        .name("erased")
                        .size(7)
                        .dueAt(Instant.EPOCH)
                        .build());
        assertThat(store.dueUploads(Instant.EPOCH.plusMillis(1), 10)).hasSize(1);
        assertThat(store.uploadedBytes(ParticipantType.CUSTOMER, "bob")).isZero();
    }

    @Test
    void the_blocks_of_a_customer_are_erased_and_no_others() {
        BlockSubject bob = BlockSubject.customer(BOB);
        BlockSubject eve = BlockSubject.customer(new CustomerId("Bob"));
        blocked(bob);
        blocked(eve);

        assertThat(privacy.eraseCustomer(BOB))
                .isEqualTo(new EraseResult.Erased(
                        ErasureReport.builder().blockChanges(1).auditRecords(1).build()));

        assertThat(store.blockChangesOf(bob, 0, 10)).isEmpty();
        assertThat(store.blockChangesOf(eve, 0, 10)).hasSize(1);
        assertThat(store.auditSubjects(null, 10)).containsExactly(eve.auditSubject());
        assertThat(privacy.eraseCustomer(BOB)).isEqualTo(new EraseResult.Erased(ErasureReport.NOTHING));
    }

    @Test
    void a_customer_who_was_erased_can_be_blocked_anew() {
        BlockSubject bob = BlockSubject.customer(BOB);
        blocked(bob);
        privacy.eraseCustomer(BOB);

        blocked(bob);

        assertThat(store.blockChangesOf(bob, 0, 10)).hasSize(1);
        assertThat(store.auditHead(bob.auditSubject()).number()).isEqualTo(1);
    }

    @Test
    void a_hold_is_placed_and_released_with_its_audit_record_or_not_at_all() {
        LegalHold hold = hold(HoldSubject.of(BOB), "case 1");
        AuditSubject chain = hold.subject().auditSubject();

        assertThat(privacy.placeHold(hold, change(chain, 2))).isEmpty();
        assertThat(privacy.findHold(hold.subject())).isEmpty();
        assertThat(privacy.placeHold(hold, change(chain, 1))).contains(hold);
        assertThat(privacy.placeHold(hold(hold.subject(), "case 2"), change(chain, 2)))
                .contains(hold);
        assertThat(privacy.releaseHold(hold.subject(), change(chain, 1))).isFalse();
        assertThat(privacy.findHold(hold.subject())).contains(hold);
        assertThat(privacy.releaseHold(hold.subject(), change(chain, 2))).isTrue();
        assertThat(privacy.releaseHold(hold.subject(), change(chain, 3))).isFalse();

        assertThat(store.auditAfter(chain, 0, 10)).containsExactly(change(chain, 1), change(chain, 2));
        assertThat(store.auditHead(chain).number()).isEqualTo(2);
    }

    @Test
    void the_audit_record_of_a_hold_is_about_its_subject() {
        LegalHold hold = hold(HoldSubject.of(BOB), "case 1");
        AuditRecord other = change(HoldSubject.of(ONE).auditSubject(), 1);

        assertThatIllegalArgumentException().isThrownBy(() -> privacy.placeHold(hold, other));
        assertThatIllegalArgumentException().isThrownBy(() -> privacy.releaseHold(hold.subject(), other));
    }

    @Test
    void of_racing_holds_one_is_placed_and_recorded() {
        HoldSubject subject = HoldSubject.of(BOB);

        List<LegalHold> placed =
                Race.run(runner -> privacy.placeHold(hold(subject, "case " + runner), change(subject.auditSubject(), 1))
                        .orElseThrow());

        assertThat(placed).containsOnly(privacy.findHold(subject).orElseThrow());
        assertThat(store.auditHead(subject.auditSubject()).number()).isEqualTo(1);
    }

    @Test
    void the_audit_of_a_session_s_hold_loses_who_and_why_with_the_session_and_that_of_a_customer_s_is_deleted() {
        full();
        AuditSubject ofSession = HoldSubject.of(ONE).auditSubject();
        for (HoldSubject subject : List.of(HoldSubject.of(ONE), HoldSubject.of(BOB))) {
            place(hold(subject, "case 1"));
            release(subject);
        }

        erase();
        EraseResult besides = privacy.eraseCustomer(BOB);

        assertThat(store.auditAfter(ofSession, 0, 10))
                .extracting(AuditRecord::number, AuditRecord::actor, AuditRecord::detail, AuditRecord::salt)
                .containsExactly(tuple(1L, null, null, null), tuple(2L, null, null, null));
        assertThat(store.auditHead(ofSession).number()).isEqualTo(2);
        assertThat(besides)
                .isEqualTo(new EraseResult.Erased(
                        ErasureReport.builder().auditRecords(2).build()));
        assertThat(store.auditSubjects(null, 10)).containsExactly(AuditSubject.of(ONE), ofSession);
    }

    @Test
    void a_hold_of_the_session_or_its_customer_forbids_erasure() {
        Session session = full();
        blocked(BlockSubject.customer(BOB));

        place(hold(HoldSubject.of(ONE), "case 1"));
        assertThat(erase()).isEqualTo(EraseResult.HELD);
        assertThat(release(HoldSubject.of(ONE))).isTrue();
        place(hold(HoldSubject.of(BOB), "case 2"));
        assertThat(erase()).isEqualTo(EraseResult.HELD);
        assertThat(privacy.eraseCustomer(BOB)).isEqualTo(EraseResult.HELD);

        assertUnchanged(session, log(ONE));
        assertThat(store.blockChangesOf(BlockSubject.customer(BOB), 0, 10)).hasSize(1);
        assertThat(release(HoldSubject.of(BOB))).isTrue();
        assertThat(release(HoldSubject.of(BOB))).isFalse();
        assertThat(erase()).isInstanceOf(EraseResult.Erased.class);
    }

    @Test
    void holds_are_listed_by_kind_and_id_and_the_first_one_of_a_subject_stays() {
        LegalHold bob = hold(HoldSubject.of(BOB), "\uD83D\uDE00".repeat(LegalHold.MAX_REASON_LENGTH));
        LegalHold one = hold(HoldSubject.of(ONE), "case 1");
        LegalHold two = hold(HoldSubject.of(id("S1")), "case 2");
        assertThat(place(two)).isEqualTo(two);
        assertThat(place(one)).isEqualTo(one);
        assertThat(place(bob)).isEqualTo(bob);

        assertThat(place(hold(HoldSubject.of(ONE), "another"))).isEqualTo(one);
        assertThat(privacy.findHold(HoldSubject.of(ONE))).contains(one);
        assertThat(privacy.findHold(HoldSubject.of(id("s2")))).isEmpty();
        assertThat(privacy.holds(null, 10)).containsExactly(bob, two, one);
        assertThat(privacy.holds(null, 1)).containsExactly(bob);
        assertThat(privacy.holds(bob.subject(), 1)).containsExactly(two);
        assertThat(privacy.holds(two.subject(), 10)).containsExactly(one);
    }

    @Test
    void sessions_before_a_time_are_those_of_the_state_without_a_hold_the_oldest_first() {
        stored(CommitBuilder.after(stored(CommitBuilder.creating("held").customer("eve")))
                .at(Duration.ofHours(1))
                .end());
        stored(CommitBuilder.after(stored(CommitBuilder.creating("new").customer("new")))
                .at(Duration.ofHours(3))
                .end());
        stored(CommitBuilder.after(stored(CommitBuilder.creating("old").customer("old")))
                .at(Duration.ofHours(2))
                .end());
        stored(CommitBuilder.creating("open").customer("open").at(Duration.ofHours(4)));
        place(hold(HoldSubject.of(new CustomerId("eve")), "case 1"));

        assertThat(before(SessionState.ENDED, Duration.ofHours(3), 10)).containsExactly("old");
        assertThat(before(SessionState.ENDED, Duration.ofHours(4), 10)).containsExactly("old", "new");
        assertThat(before(SessionState.ENDED, Duration.ofHours(4), 1)).containsExactly("old");
        assertThat(before(SessionState.WAITING, Duration.ofHours(4), 10)).isEmpty();
        assertThat(before(SessionState.WAITING, Duration.ofHours(5), 10)).containsExactly("open");
        place(hold(HoldSubject.of(id("old")), "case 2"));
        assertThat(before(SessionState.ENDED, Duration.ofHours(4), 10)).containsExactly("new");
    }

    @Test
    void of_eight_erasures_at_once_one_takes_everything() {
        Session session = full();

        List<EraseResult> results =
                Race.run(i -> privacy.eraseSession(ONE, record(session.auditCount() + 1), Set.of()));

        assertThat(results).filteredOn(EraseResult.Erased.class::isInstance).hasSize(1);
        assertThat(results).filteredOn(EraseResult.ABSENT::equals).hasSize(7);
        assertThat(store.auditHead(CHAIN).number()).isEqualTo(session.auditCount() + 1);
    }

    @Test
    void messages_that_race_an_erasure_are_erased_or_refused() {
        Session session = created("s1");

        List<Object> results = Race.run(i -> i == 0
                ? erase()
                : store.commit(
                        CommitBuilder.after(session).message("m" + i, "text").build()));

        assertThat(results).filteredOn(EraseResult.Erased.class::isInstance).hasSize(1);
        assertThat(log(ONE)).isEmpty();
        assertThat(store.findSession(ONE)).isEmpty();
    }

    @Test
    void a_hold_that_races_erasures_comes_after_some_and_before_the_others() {
        List<Session> sessions = List.of(ofBob("a1", 1), ofBob("a2", 2), ofBob("a3", 3), ofBob("a4", 4));

        // Each thread knows what it saw: after the hold was placed, no session may vanish.
        List<Object> left = Race.run(i -> {
            if (i == 0) {
                place(hold(HoldSubject.of(BOB), "case 1"));
                return store.findSessions(sessions.stream().map(Session::id).toList())
                        .keySet();
            }
            return i <= sessions.size() ? erase(sessions.get(i - 1).id()) : "";
        });

        assertThat(left.get(0))
                .isEqualTo(store.findSessions(sessions.stream().map(Session::id).toList())
                        .keySet());
    }

    /** An ended session of Bob's with everything that a session can have. */
    private Session full() {
        Session open = stored(CommitBuilder.creating("s1")
                .customer("bob")
                .message("m1", "my secret")
                .audit("NOTED"));
        store.addUpload(Upload.builder(ONE, new AttachmentId("f1"))
                .blob(new BlobId("0".repeat(32)))
                .owner(ParticipantType.CUSTOMER, "bob")
                .name("passport.png")
                .size(7)
                .declaredType("image/png")
                .dueAt(LATER)
                .build());
        Session ended = stored(CommitBuilder.after(open)
                .edit("e1", "m1", "my other secret")
                .assign("anton", 1)
                .end());
        SessionCommit rated =
                CommitBuilder.after(ended).rate(5).audit("NOTED").build().forListeners(Set.of("mail"));
        assertThat(store.commit(rated)).isEqualTo(CommitResult.COMMITTED);
        store.mergeCursors(List.of(cursor()));
        return rated.next();
    }

    private Session ofBob(String id, int slot) {
        return stored(CommitBuilder.creating(id).customer("bob").openSlot(slot));
    }

    private static ReaderCursor cursor() {
        return ReaderCursor.builder(ONE, Reader.CUSTOMER, CommitBuilder.START).build();
    }

    private EraseResult erase() {
        return erase(ONE);
    }

    private EraseResult erase(SessionId session) {
        return erase(session, Set.of());
    }

    private EraseResult erase(SessionId session, Set<String> listeners) {
        AuditSubject chain = AuditSubject.of(session);
        return privacy.eraseSession(
                session, change(chain, store.auditHead(chain).number() + 1), listeners);
    }

    private static AuditRecord record(long number) {
        return change(CHAIN, number);
    }

    private static LegalHold hold(HoldSubject subject, String reason) {
        return LegalHold.builder(subject, CommitBuilder.START, reason).build();
    }

    private void blocked(BlockSubject subject) {
        BlockChange change = BlockChange.builder(subject, 1, CommitBuilder.START)
                .blocked(true)
                .reason("spam")
                .build();
        assertThat(store.appendBlockChange(change, next(subject.auditSubject())))
                .isTrue();
    }

    private LegalHold place(LegalHold hold) {
        return privacy.placeHold(hold, next(hold.subject().auditSubject())).orElseThrow();
    }

    private boolean release(HoldSubject subject) {
        return privacy.releaseHold(subject, next(subject.auditSubject()));
    }

    private List<String> before(SessionState state, Duration sinceStart, int limit) {
        return privacy.sessionsBefore(state, CommitBuilder.START.plus(sinceStart), limit).stream()
                .map(SessionId::value)
                .toList();
    }
}
