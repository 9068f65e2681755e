package dev.helpline.chat.spi.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.helpline.chat.spi.AgentId;
import dev.helpline.chat.spi.CustomerId;
import dev.helpline.chat.spi.EntryId;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.audit.AuditRecord;
import dev.helpline.chat.spi.audit.AuditSubject;
import dev.helpline.chat.spi.entry.Audience;
import dev.helpline.chat.spi.entry.Author;
import dev.helpline.chat.spi.entry.Entry;
import dev.helpline.chat.spi.entry.EntryKind;
import dev.helpline.chat.spi.rating.Rating;
import dev.helpline.chat.spi.session.Assignment;
import dev.helpline.chat.spi.session.Customer;
import dev.helpline.chat.spi.session.EndCause;
import dev.helpline.chat.spi.session.EndedBy;
import dev.helpline.chat.spi.session.Ending;
import dev.helpline.chat.spi.session.LogPosition;
import dev.helpline.chat.spi.session.Priority;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.session.SessionState;
import dev.helpline.chat.spi.session.Timeline;
import dev.helpline.chat.spi.session.Topic;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SessionCommitTest {
    private static final Instant NOW = Instant.parse("2026-01-05T09:00:00Z");

    private static final Timeline CREATED =
            Timeline.builder(NOW).lastEntryAt(NOW).build();

    private static final Session STORED = session("s", 6, 3, 1);

    @Test
    void a_commit_knows_what_it_was_made_from() {
        SessionCommit first = SessionCommit.builder(session("s", 1, 1, 0))
                .entries(List.of(event("s", 1)))
                .build();
        SessionCommit later = after(STORED, session("s", 7, 5, 1), List.of(event("s", 4), event("s", 5)), List.of());

        assertThat(first.creates()).isTrue();
        assertThat(first.expectedVersion()).isZero();
        assertThat(later.creates()).isFalse();
        assertThat(later.expectedVersion()).isEqualTo(6);
    }

    @Test
    void a_commit_leads_to_the_version_after_its_base() {
        assertRefused(null, session("s", 2, 1, 0), List.of(event("s", 1)), List.of());
        assertRefused(STORED, session("s", 8, 4, 1), List.of(event("s", 4)), List.of());
        assertRefused(STORED, session("s", 6, 4, 1), List.of(event("s", 4)), List.of());
    }

    @Test
    void customer_topic_and_creation_of_a_session_never_change() {
        assertRefused(STORED, session("other", 7, 4, 1), List.of(event("other", 4)), List.of());
        assertRefused(STORED, of("bob", Topic.NONE, CREATED), List.of(event("s", 4)), List.of());
        Topic topic = Topic.builder().subject("other").build();
        assertRefused(STORED, of("ada", topic, CREATED), List.of(event("s", 4)), List.of());
        Timeline moved = Timeline.builder(NOW.plusSeconds(1)).lastEntryAt(NOW).build();
        assertRefused(STORED, of("ada", Topic.NONE, moved), List.of(event("s", 4)), List.of());
        Timeline claimed =
                Timeline.builder(NOW).claimedStart(NOW).lastEntryAt(NOW).build();
        assertRefused(STORED, of("ada", Topic.NONE, claimed), List.of(event("s", 4)), List.of());
    }

    @Test
    void a_commit_without_an_entry_is_refused() {
        assertRefused(STORED, session("s", 7, 3, 1), List.of(), List.of());
    }

    @Test
    void entries_must_be_of_the_session_and_go_on_to_its_last_seq_without_a_gap() {
        assertRefused(STORED, session("s", 7, 4, 1), List.of(event("other", 4)), List.of());
        assertRefused(STORED, session("s", 7, 5, 1), List.of(event("s", 4)), List.of());
        assertRefused(STORED, session("s", 7, 5, 1), List.of(event("s", 5)), List.of());
        assertRefused(STORED, session("s", 7, 6, 1), List.of(event("s", 4), event("s", 6)), List.of());
    }

    @Test
    void entries_must_be_as_they_are_stored() {
        Entry entry = event("s", 4);

        assertRefused(
                STORED,
                session("s", 7, 4, 1),
                List.of(entry.toBuilder().editedAt(NOW).build()),
                List.of());
        assertRefused(
                STORED,
                session("s", 7, 4, 1),
                List.of(entry.toBuilder().deletedAt(NOW).build()),
                List.of());
    }

    @Test
    void audit_records_must_be_of_the_session_and_go_on_to_its_count_without_a_gap() {
        assertRefused(STORED, session("s", 7, 4, 2), List.of(event("s", 4)), List.of(audit("other", 2)));
        assertRefused(STORED, session("s", 7, 4, 3), List.of(event("s", 4)), List.of(audit("s", 3)));
        assertRefused(STORED, session("s", 7, 4, 2), List.of(event("s", 4)), List.of());
        assertRefused(STORED, session("s", 7, 4, 0), List.of(event("s", 4)), List.of());
    }

    @Test
    void a_rating_must_be_the_sessions_own() {
        Rating rating = Rating.builder("r", 5, NOW).build();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> SessionCommit.builder(session("s", 7, 4, 1))
                        .base(STORED)
                        .entries(List.of(event("s", 4)))
                        .rating(rating)
                        .build());
    }

    @Test
    void a_commit_takes_a_slot_only_if_the_session_did_not_have_it() {
        assertThat(SessionCommit.builder(session("s", 1, 1, 0))
                        .entries(List.of(event("s", 1)))
                        .build()
                        .takesSlot())
                .isTrue();
        Session waiting = STORED;
        Session assigned = assigned(waiting, "sarah", 1);
        Session ended = ended(assigned);
        assertThat(step(waiting, waiting).takesSlot()).isFalse();
        assertThat(step(waiting, assigned).takesSlot()).isTrue();
        assertThat(step(assigned, assigned).takesSlot()).isFalse();
        assertThat(step(assigned, assigned(waiting, "sarah", 2)).takesSlot()).isTrue();
        assertThat(step(assigned, assigned(waiting, "tom", 1)).takesSlot()).isTrue();
        assertThat(step(assigned, waiting).takesSlot()).isFalse();
        assertThat(step(assigned, ended).takesSlot()).isFalse();
        assertThat(step(ended, waiting).takesSlot()).isTrue();
        assertThat(step(waiting, waiting.toBuilder().openSlot(2).build()).takesSlot())
                .isTrue();
    }

    @Test
    void a_commit_only_appends_if_it_leaves_the_session_as_it_is() {
        assertThat(SessionCommit.builder(session("s", 1, 1, 0))
                        .entries(List.of(event("s", 1)))
                        .build()
                        .onlyAppends())
                .isFalse();
        assertThat(step(STORED, STORED).onlyAppends()).isTrue();
        Session later = STORED.toBuilder()
                .timeline(Timeline.builder(NOW).lastEntryAt(NOW.plusSeconds(1)).build())
                .build();
        assertThat(step(STORED, later).onlyAppends()).isTrue();

        Session assigned = assigned(STORED, "sarah", 1);
        Session ended = ended(assigned);
        Rating rating = Rating.builder("r", 5, NOW).build();
        Session rated = ended.toBuilder().rating(rating).build();
        assertThat(List.of(
                        step(STORED, STORED.toBuilder().priority(Priority.HIGH).build()),
                        step(STORED, STORED.toBuilder().openSlot(2).build()),
                        step(STORED, assigned),
                        step(
                                assigned,
                                assigned.toBuilder().state(SessionState.ON_HOLD).build()),
                        step(assigned, assigned(STORED, "sarah", 2)),
                        step(assigned, assigned(STORED, "tom", 1)),
                        step(assigned, renamed(assigned)),
                        step(assigned, ended),
                        step(ended, rated),
                        step(
                                STORED,
                                STORED.toBuilder()
                                        .timeline(Timeline.builder(NOW)
                                                .firstAssignedAt(NOW)
                                                .lastEntryAt(NOW)
                                                .build())
                                        .build()),
                        SessionCommit.builder(session("s", 7, 4, 2))
                                .base(STORED)
                                .entries(List.of(event("s", 4)))
                                .audit(List.of(audit("s", 2)))
                                .build()))
                .noneMatch(SessionCommit::onlyAppends);
    }

    private static void assertRefused(
            @Nullable Session base, Session next, List<Entry> entries, List<AuditRecord> audit) {
        assertThatIllegalArgumentException().isThrownBy(() -> after(base, next, entries, audit));
    }

    private static SessionCommit after(
            @Nullable Session base, Session next, List<Entry> entries, List<AuditRecord> audit) {
        return SessionCommit.builder(next)
                .base(base)
                .entries(entries)
                .audit(audit)
                .build();
    }

    /** Returns a commit from one state of the session to another, with one more entry. */
    private static SessionCommit step(Session from, Session to) {
        long seq = from.log().lastSeq() + 1;
        Session next = to.toBuilder()
                .version(from.version() + 1)
                .log(LogPosition.builder().lastSeq(seq).lastVisibleSeq(seq).build())
                .build();
        return after(from, next, List.of(event("s", seq)), List.of());
    }

    private static Session assigned(Session waiting, String agent, int slot) {
        return waiting.toBuilder()
                .state(SessionState.ACTIVE)
                .assignment(new Assignment(new AgentId(agent), null, null, NOW))
                .agentSlot(slot)
                .build();
    }

    private static Session renamed(Session assigned) {
        return assigned.toBuilder()
                .assignment(new Assignment(new AgentId("sarah"), "Sarah", null, NOW))
                .build();
    }

    private static Session ended(Session assigned) {
        return assigned.toBuilder()
                .state(SessionState.ENDED)
                .openSlot(null)
                .agentSlot(null)
                .ending(new Ending(EndedBy.AGENT, EndCause.NORMAL, null, null, NOW, null))
                .build();
    }

    /** Returns the session that would follow the stored one, if these parts could change. */
    private static Session of(String customer, Topic topic, Timeline timeline) {
        return session("s", 7, 4, 1, customer, topic, timeline);
    }

    private static Session session(String id, long version, long lastSeq, long auditCount) {
        return session(id, version, lastSeq, auditCount, "ada", Topic.NONE, CREATED);
    }

    private static Session session(
            String id, long version, long lastSeq, long auditCount, String customer, Topic topic, Timeline timeline) {
        return Session.builder(
                        new SessionId(id),
                        Customer.builder(new CustomerId(customer)).build(),
                        timeline)
                .version(version)
                .state(SessionState.WAITING)
                .topic(topic)
                .priority(Priority.NORMAL)
                .openSlot(1)
                .log(LogPosition.builder()
                        .lastSeq(lastSeq)
                        .lastVisibleSeq(lastSeq)
                        .build())
                .audit(auditCount, "")
                .build();
    }

    private static Entry event(String session, long seq) {
        return Entry.builder(new SessionId(session), seq, new EntryId("e" + seq))
                .prevVisibleSeq(seq - 1)
                .messageNumber(0)
                .kind(EntryKind.EVENT)
                .type("session_started")
                .audience(Audience.ALL)
                .author(Author.SYSTEM)
                .at(NOW)
                .text("")
                .fingerprint("")
                .build();
    }

    private static AuditRecord audit(String session, long number) {
        return new AuditRecord(
                AuditSubject.of(new SessionId(session)),
                number,
                NOW,
                null,
                null,
                "SESSION_EXPIRED",
                null,
                "salt",
                "c",
                "",
                "h");
    }
}
