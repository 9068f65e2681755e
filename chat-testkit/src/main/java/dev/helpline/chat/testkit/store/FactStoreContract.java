package dev.helpline.chat.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.helpline.chat.spi.AgentId;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.audit.AuditRecord;
import dev.helpline.chat.spi.audit.AuditSubject;
import dev.helpline.chat.spi.entry.AssignmentEvent;
import dev.helpline.chat.spi.entry.Author;
import dev.helpline.chat.spi.entry.EntryKind;
import dev.helpline.chat.spi.entry.EventType;
import dev.helpline.chat.spi.entry.ParticipantType;
import dev.helpline.chat.spi.facts.AgentResponse;
import dev.helpline.chat.spi.facts.AgentStint;
import dev.helpline.chat.spi.facts.FactAccumulator;
import dev.helpline.chat.spi.facts.FactRows;
import dev.helpline.chat.spi.facts.MessageCount;
import dev.helpline.chat.spi.facts.SessionFacts;
import dev.helpline.chat.spi.privacy.EraseResult;
import dev.helpline.chat.spi.privacy.PrivacyStore;
import dev.helpline.chat.spi.session.Priority;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.store.CommitResult;
import dev.helpline.chat.spi.store.FactStore;
import dev.helpline.chat.spi.store.SessionCommit;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The facts that reports count: every commit writes those that it changes, alone and among others, and they can be written anew. */
abstract class FactStoreContract extends StoreTest {
    private static final SessionId ONE = id("s1");
    private static final AgentId ADA = new AgentId("ada");
    private static final int STEPS = 12;
    private FactStore facts;

    @BeforeEach
    void requireFacts() {
        Assumptions.assumeTrue(store instanceof FactStore, "the store keeps no rows of facts");
        facts = (FactStore) store;
    }

    @Test
    void facts_of_single_commits_are_those_of_the_log() {
        conversation("s1");

        assertThat(session(ONE).facts()).isEqualTo(recomputed(ONE).facts());
        assertThat(facts.factRows(ONE)).isEqualTo(recomputed(ONE).rows());
        assertThat(facts.factRows(ONE).responses())
                .containsExactly(
                        AgentResponse.of(6, ADA, CommitBuilder.START.plusSeconds(40), Duration.ofSeconds(30)),
                        AgentResponse.of(13, ADA, CommitBuilder.START.plusSeconds(100), Duration.ofSeconds(30)));
        assertThat(facts.factRows(ONE).messageCounts())
                .extracting(MessageCount::customerMessages, MessageCount::agentMessages, MessageCount::botMessages)
                .containsExactly(tuple(4L, 3L, 1L));
        assertThat(facts.factRows(ONE).stints())
                .containsExactly(stint(3, new AgentId("ben"), 20, 80, 10), stint(11, ADA, 80, 120, 0));
    }

    @Test
    void facts_of_commits_among_others_are_those_of_the_log() {
        List<String> ids = List.of("s1", "s2", "s3", "s4");
        ids.forEach(id -> stored(CommitBuilder.creating(id)));

        for (int step = 0; step < STEPS; step++) {
            int now = step;
            List<SessionCommit> commits = ids.stream()
                    .map(id -> step(session(id(id)), now + id.charAt(1) % 2))
                    .toList();
            assertThat(store.commitAll(commits)).containsOnly(CommitResult.COMMITTED);
        }

        for (String id : ids) {
            assertThat(session(id(id)).facts()).isEqualTo(recomputed(id(id)).facts());
            assertThat(facts.factRows(id(id))).isEqualTo(recomputed(id(id)).rows());
        }
    }

    @Test
    void a_commit_that_is_not_stored_leaves_no_rows() {
        Session waiting = stored(CommitBuilder.creating("s1"));
        Session asked = stored(CommitBuilder.after(waiting).message("m1", "Hello?"));
        SessionCommit late = agentMessage(CommitBuilder.after(asked), "m2").build();
        stored(CommitBuilder.after(asked).message("m3", "Hello??"));

        assertThat(store.commit(late)).isInstanceOf(CommitResult.Conflict.class);

        assertThat(late.factRows().responses()).hasSize(1);
        assertThat(facts.factRows(ONE)).isEqualTo(FactRows.NONE);
    }

    @Test
    void an_absent_session_has_no_rows() {
        assertThat(facts.factRows(ONE)).isEqualTo(FactRows.NONE);
    }

    @Test
    void facts_are_replaced_with_all_rows_at_the_next_version() {
        Session read = conversation("s1");
        SessionFacts other =
                read.facts().toBuilder().customerMessages(100).counting(null).build();
        FactRows rows = FactRows.of(
                        List.of(AgentResponse.of(7, ADA, CommitBuilder.START, Duration.ofMillis(5))),
                        List.of(MessageCount.builder(9, CommitBuilder.START)
                                .botMessages(3)
                                .build()))
                .withStints(List.of(stint(8, ADA, 1, 2, 0)));

        assertThat(facts.replaceFacts(read, other, rows)).isTrue();

        assertThat(session(ONE))
                .isEqualTo(read.toBuilder()
                        .version(read.version() + 1)
                        .facts(other)
                        .build());
        assertThat(facts.factRows(ONE)).isEqualTo(rows);
        assertThat(log(ONE)).hasSize(Math.toIntExact(read.log().lastSeq()));
    }

    @Test
    void facts_are_replaced_only_as_long_as_the_session_is_as_it_was_read() {
        Session read = stored(CommitBuilder.creating("s1"));
        Session changed = stored(CommitBuilder.after(read).message("m1", "Hello?"));

        assertThat(facts.replaceFacts(read, SessionFacts.UNKNOWN, FactRows.NONE))
                .isFalse();
        assertThat(facts.replaceFacts(CommitBuilder.creating("s2").build().next(), SessionFacts.UNKNOWN, FactRows.NONE))
                .isFalse();

        assertThat(session(ONE)).isEqualTo(changed);
    }

    @Test
    void a_commit_to_facts_that_were_replaced_meanwhile_is_a_conflict() {
        Session read = stored(CommitBuilder.creating("s1"));
        facts.replaceFacts(read, read.facts(), FactRows.NONE);

        assertThat(store.commit(
                        CommitBuilder.after(read).message("m1", "Hello?").build()))
                .isEqualTo(new CommitResult.Conflict(2));
        stored(CommitBuilder.after(session(ONE)).message("m1", "Hello?"));
    }

    @Test
    void sessions_are_listed_by_id_and_by_the_version_of_their_facts() {
        Session ended = conversation("s2");
        Session unknown = stored(CommitBuilder.creating("s1"));
        stored(CommitBuilder.creating("s3"));
        facts.replaceFacts(unknown, SessionFacts.UNKNOWN, FactRows.NONE);

        assertThat(ended.state().isOpen()).isFalse();
        assertThat(facts.sessionsByFacts(null, null, 10)).containsExactly(id("s1"), id("s2"), id("s3"));
        assertThat(facts.sessionsByFacts(null, null, 2)).containsExactly(id("s1"), id("s2"));
        assertThat(facts.sessionsByFacts(null, id("s1"), 10)).containsExactly(id("s2"), id("s3"));
        assertThat(facts.sessionsByFacts(0, null, 10)).containsExactly(id("s1"));
        assertThat(facts.sessionsByFacts(0, id("s1"), 10)).isEmpty();
        assertThat(facts.sessionsByFacts(SessionFacts.VERSION, null, 10)).containsExactly(id("s2"), id("s3"));
    }

    @Test
    void erasing_a_session_erases_its_facts() {
        Assumptions.assumeTrue(store instanceof PrivacyStore, "the store erases nothing");
        Session session = conversation("s1");
        AuditRecord record = new AuditRecord(
                AuditSubject.of(ONE),
                session.auditCount() + 1,
                CommitBuilder.START,
                null,
                null,
                "SESSION_ERASED",
                null,
                null,
                "c0ffee",
                session.auditHash(),
                "hash-erased");

        assertThat(((PrivacyStore) store).eraseSession(ONE, record, Set.of())).isInstanceOf(EraseResult.Erased.class);

        assertThat(facts.factRows(ONE)).isEqualTo(FactRows.NONE);
        assertThat(facts.sessionsByFacts(null, null, 10)).isEmpty();
        assertThat(facts.sessionsByFacts(0, null, 10)).isEmpty();
        assertThat(facts.replaceFacts(session, session.facts(), FactRows.NONE)).isFalse();
    }

    /** A conversation in which every kind of fact changes, one commit per step, ten seconds apart. */
    private Session conversation(String id) {
        Session session = stored(CommitBuilder.creating(id));
        for (int step = 0; step < STEPS; step++) {
            SessionCommit commit = step(session, step);
            assertThat(store.commit(commit)).isEqualTo(CommitResult.COMMITTED);
            session = commit.next();
        }
        assertThat(session(id(id))).isEqualTo(session);
        return session;
    }

    private static SessionCommit step(Session session, int step) {
        String id = "e" + session.version();
        CommitBuilder next = CommitBuilder.after(session)
                .at(CommitBuilder.START.plusSeconds(10).plus(Duration.ofSeconds(10L * step)));
        return switch (step % STEPS) {
            case 0 -> next.message(id, "Hello?").build();
            case 1 ->
                assigned(next, id, "ben")
                        .message(id + "-message", "Are you there?")
                        .build();
            case 2 -> botMessage(next, id).build();
            case 3 -> agentMessage(next, id).build();
            case 4 ->
                agentMessage(next.priority(Priority.HIGH).department("sales"), id)
                        .build();
            case 5 -> event(next, id, EventType.SESSION_HELD).build();
            case 6 ->
                event(next, id, EventType.SESSION_RESUMED)
                        .message(id + "-message", "I am back")
                        .build();
            case 7 -> assigned(next.priority(Priority.URGENT), id, "ada").build();
            case 8 -> next.message(id, "Are you there?").build();
            case 9 -> agentMessage(next, id).audit("MESSAGE_SENT").build();
            case 10 -> event(next, id, EventType.SESSION_REOPENED).build();
            default ->
                session.state().isOpen()
                        ? event(next.end(), id, EventType.SESSION_ENDED).build()
                        : next.build();
        };
    }

    private static AgentStint stint(long seq, AgentId agent, long from, long until, long heldSeconds) {
        return AgentStint.builder(seq, agent, CommitBuilder.START.plusSeconds(from))
                .until(CommitBuilder.START.plusSeconds(until))
                .heldTime(Duration.ofSeconds(heldSeconds))
                .build();
    }

    private static CommitBuilder assigned(CommitBuilder commit, String id, String agent) {
        return commit.entry(
                EntryKind.EVENT,
                id,
                entry -> entry.type(EventType.SESSION_ASSIGNED.type())
                        .metadata(AssignmentEvent.metadata(new AgentId(agent))));
    }

    private static CommitBuilder event(CommitBuilder commit, String id, EventType type) {
        return commit.entry(EntryKind.EVENT, id, entry -> entry.type(type.type()));
    }

    private static CommitBuilder agentMessage(CommitBuilder commit, String id) {
        return message(commit, id, ParticipantType.AGENT, "ada");
    }

    private static CommitBuilder botMessage(CommitBuilder commit, String id) {
        return message(commit, id, ParticipantType.BOT, "helper");
    }

    private static CommitBuilder message(CommitBuilder commit, String id, ParticipantType type, String author) {
        return commit.entry(EntryKind.MESSAGE, id, entry -> entry.author(new Author(type, author, null, null)));
    }

    private Session session(SessionId id) {
        return store.findSession(id).orElseThrow();
    }

    private FactAccumulator recomputed(SessionId id) {
        return FactAccumulator.from(SessionFacts.START).addAll(log(id));
    }
}
