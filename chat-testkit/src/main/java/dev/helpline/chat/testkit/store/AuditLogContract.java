package dev.helpline.chat.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.helpline.chat.spi.AgentId;
import dev.helpline.chat.spi.CannedResponseId;
import dev.helpline.chat.spi.CustomerId;
import dev.helpline.chat.spi.NetworkAddress;
import dev.helpline.chat.spi.agent.Agent;
import dev.helpline.chat.spi.audit.AuditHead;
import dev.helpline.chat.spi.audit.AuditKey;
import dev.helpline.chat.spi.audit.AuditQuery;
import dev.helpline.chat.spi.audit.AuditRecord;
import dev.helpline.chat.spi.audit.AuditSubject;
import dev.helpline.chat.spi.auth.Role;
import dev.helpline.chat.spi.block.BlockChange;
import dev.helpline.chat.spi.block.BlockSubject;
import dev.helpline.chat.spi.canned.CannedResponse;
import dev.helpline.chat.spi.canned.CannedResponseStore.SaveResult;
import dev.helpline.chat.spi.time.TimeWindow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reading the audit records of one subject and of all. */
abstract class AuditLogContract extends StoreTest {
    private static final AgentId BOB = new AgentId("bob");
    private static final CannedResponseId HELLO = new CannedResponseId("hello");

    @Test
    void audit_records_after_a_number_are_those_with_a_greater_one_in_order() {
        fiveRecords("s1");
        fiveRecords("s2");

        assertThat(store.auditAfter(id("s1"), 2, 10))
                .extracting(record -> record.subject() + " " + record.number())
                .containsExactly("SESSION s1 3", "SESSION s1 4", "SESSION s1 5");
    }

    @Test
    void audit_records_are_at_most_the_limit_from_the_front() {
        fiveRecords("s1");

        assertThat(store.auditAfter(id("s1"), 0, 2)).extracting("number").containsExactly(1L, 2L);
    }

    @Test
    void there_are_no_audit_records_after_the_last_nor_of_an_unknown_session() {
        fiveRecords("s1");

        assertThat(store.auditAfter(id("s1"), 5, 10)).isEmpty();
        assertThat(store.auditAfter(id("unknown"), 0, 10)).isEmpty();
    }

    @Test
    void subjects_of_one_id_and_different_kinds_have_chains_of_their_own() {
        fiveRecords("bob");
        saveBob();

        assertThat(store.auditAfter(id("bob"), 0, 10)).hasSize(5);
        assertThat(store.auditAfter(AuditSubject.of(BOB), 0, 10)).containsExactly(change(BOB, 1));
        assertThat(store.auditAfter(AuditSubject.of(new CannedResponseId("bob")), 0, 10))
                .isEmpty();
    }

    @Test
    void the_head_of_a_chain_is_its_newest_record() {
        fiveRecords("s1");
        saveBob();

        assertThat(store.auditHead(AuditSubject.of(id("s1")))).isEqualTo(new AuditHead(5, "hash-5"));
        assertThat(store.auditHead(AuditSubject.of(BOB))).isEqualTo(new AuditHead(1, "hash"));
        assertThat(store.auditHead(AuditSubject.of(id("s2")))).isEqualTo(AuditHead.NONE);
        assertThat(store.auditHead(AuditSubject.of(HELLO))).isEqualTo(AuditHead.NONE);
    }

    @Test
    void the_chain_of_a_canned_response_goes_on_over_its_deletion() {
        assertThat(saveHello(1)).isEqualTo(SaveResult.SAVED);
        assertThat(store.deleteCannedResponse(HELLO, change(AuditSubject.of(HELLO), 1)))
                .isFalse();
        assertThat(store.findCannedResponse(HELLO)).isPresent();
        assertThat(store.deleteCannedResponse(HELLO, change(AuditSubject.of(HELLO), 2)))
                .isTrue();
        assertThat(saveHello(1)).isEqualTo(SaveResult.VERSION_CONFLICT);
        assertThat(store.findCannedResponse(HELLO)).isEmpty();
        assertThat(saveHello(3)).isEqualTo(SaveResult.SAVED);

        assertThat(store.auditAfter(AuditSubject.of(HELLO), 0, 10))
                .extracting(AuditRecord::number)
                .containsExactly(1L, 2L, 3L);
    }

    @Test
    void of_racing_deletions_one_is_done_and_recorded() {
        saveHello(1);

        List<Boolean> deleted =
                Race.run(runner -> store.deleteCannedResponse(HELLO, change(AuditSubject.of(HELLO), 2)));

        assertThat(deleted).containsOnlyOnce(true);
        assertThat(store.auditHead(AuditSubject.of(HELLO)).number()).isEqualTo(2);
    }

    @Test
    void subjects_are_listed_by_kind_and_id_page_by_page() {
        fiveRecords("s2");
        stored(CommitBuilder.creating("s1"));
        stored(CommitBuilder.creating("S3"));
        saveBob();
        saveHello(1);

        List<AuditSubject> subjects = new ArrayList<>();
        List<AuditSubject> page = store.auditSubjects(null, 2);
        while (!page.isEmpty()) {
            assertThat(page).hasSizeLessThanOrEqualTo(2);
            subjects.addAll(page);
            page = store.auditSubjects(page.get(page.size() - 1), 2);
        }

        assertThat(subjects)
                .extracting(AuditSubject::toString)
                .containsExactly("AGENT bob", "CANNED_RESPONSE hello", "SESSION S3", "SESSION s1", "SESSION s2");
    }

    @Test
    void a_query_for_all_lists_the_newest_records_of_every_subject_first() {
        fiveRecords("s1");
        saveBob();
        stored(CommitBuilder.creating("s2").audit(record("s2", 1, "anton", "ENDED", 60)));

        assertThat(told(AuditQuery.ALL))
                .containsExactly(
                        "SESSION s2 1",
                        "SESSION s1 5",
                        "SESSION s1 4",
                        "SESSION s1 3",
                        "SESSION s1 2",
                        "SESSION s1 1",
                        "AGENT bob 1");
        assertThat(store.audit(AuditQuery.ALL, null, 2)).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 100})
    void reading_on_from_any_record_gives_the_rest_of_the_list(int limit) {
        saved();

        List<AuditRecord> all = store.audit(AuditQuery.ALL, null, 100);
        List<AuditRecord> read = new ArrayList<>();
        List<AuditRecord> page = store.audit(AuditQuery.ALL, null, limit);
        while (!page.isEmpty()) {
            read.addAll(page);
            page = store.audit(AuditQuery.ALL, AuditKey.of(page.get(page.size() - 1)), limit);
        }

        assertThat(all).hasSize(8);
        assertThat(read).isEqualTo(all);
    }

    @Test
    void each_part_of_a_query_restricts_the_list() {
        saved();
        AuditQuery.Builder query = AuditQuery.builder();

        assertThat(told(AuditQuery.builder().actor("anton").build())).containsExactly("SESSION t 2", "SESSION s 1");
        assertThat(told(AuditQuery.builder().actor("Anton").build())).isEmpty();
        assertThat(told(AuditQuery.builder().action("ENDED").build())).containsExactly("SESSION u 1", "SESSION t 2");
        assertThat(told(AuditQuery.builder().subject(AuditSubject.of(id("t"))).build()))
                .containsExactly("SESSION t 2", "SESSION t 1");
        assertThat(told(AuditQuery.builder()
                        .kinds(Set.of(AuditSubject.Kind.AGENT))
                        .build()))
                .containsExactly("AGENT bob 1");
        assertThat(told(AuditQuery.builder().customer(new CustomerId("carla")).build()))
                .containsExactly("SESSION t 2", "SESSION t 1", "SESSION s 1");
        assertThat(told(AuditQuery.builder()
                        .customer(new CustomerId("carla"))
                        .actor("anton")
                        .build()))
                .containsExactly("SESSION t 2", "SESSION s 1");
        assertThat(told(query.written(new TimeWindow(at(20), at(30))).build())).containsExactly("SESSION t 1");
        assertThat(told(query.written(new TimeWindow(at(20), at(31))).build()))
                .containsExactly("SESSION t 2", "SESSION t 1");
        assertThat(told(query.action("STARTED").build())).containsExactly("SESSION t 1");
    }

    @Test
    void a_page_of_a_query_goes_on_with_the_query() {
        saved();
        AuditQuery query = AuditQuery.builder()
                .actor("anton")
                .written(TimeWindow.before(at(40)))
                .build();
        AuditRecord first = store.audit(query, null, 1).get(0);

        assertThat(store.audit(query, AuditKey.of(first), 10))
                .extracting(record -> record.subject() + " " + record.number())
                .containsExactly("SESSION s 1");
        assertThat(store.audit(query, new AuditKey(at(50), AuditSubject.of(id("u")), 1), 1))
                .containsExactly(first);
    }

    @Test
    void blocks_and_their_customers_are_found() {
        saved();
        BlockSubject carla = BlockSubject.customer(new CustomerId("carla"));
        BlockSubject house =
                BlockSubject.address(NetworkAddress.parse("203.0.113.7").orElseThrow());
        for (BlockSubject subject : List.of(carla, BlockSubject.customer(new CustomerId("Carla")), house)) {
            BlockChange change = BlockChange.builder(subject, 1, CommitBuilder.START)
                    .blocked(true)
                    .build();
            assertThat(store.appendBlockChange(change, next(subject.auditSubject())))
                    .isTrue();
        }

        assertThat(store.audit(
                        AuditQuery.builder().customer(new CustomerId("carla")).build(), null, 100))
                .hasSize(4)
                .last()
                .isEqualTo(change(carla.auditSubject(), 1));
        assertThat(store.audit(
                        AuditQuery.builder().subject(house.auditSubject()).build(), null, 100))
                .containsExactly(change(house.auditSubject(), 1));
        assertThat(store.audit(
                        AuditQuery.builder()
                                .kinds(Set.of(AuditSubject.Kind.CUSTOMER))
                                .build(),
                        null,
                        100))
                .hasSize(2);
    }

    /** Eight records of five subjects, two of them written at the same time as others. */
    private void saved() {
        saveBob();
        saveHello(1);
        stored(CommitBuilder.creating("s")
                .customer("carla")
                .audit(record("s", 1, "anton", "STARTED", 10))
                .end());
        stored(CommitBuilder.creating("t")
                .customer("carla")
                .audit(record("t", 1, "berta", "STARTED", 20))
                .audit(record("t", 2, "anton", "ENDED", 30)));
        stored(CommitBuilder.creating("u")
                .customer("Carla")
                .audit(record("u", 1, "berta", "ENDED", 50))
                .audit(record("u", 2, "berta", "REOPENED", 50))
                .audit(record("u", 3, "berta", "HELD", 50)));
    }

    private List<String> told(AuditQuery query) {
        return store.audit(query, null, 100).stream()
                .map(record -> record.subject() + " " + record.number())
                .toList();
    }

    private static AuditRecord record(String session, long number, String actor, String action, int second) {
        return new AuditRecord(
                AuditSubject.of(id(session)),
                number,
                at(second),
                Role.AGENT,
                actor,
                action,
                null,
                "salt",
                "commitment",
                "before",
                "hash");
    }

    private static Instant at(int second) {
        return CommitBuilder.START.plusSeconds(second);
    }

    private void saveBob() {
        Agent bob = Agent.builder(BOB, CommitBuilder.START).version(1).build();
        assertThat(store.saveAgent(bob, change(BOB, 1))).isTrue();
    }

    private SaveResult saveHello(long number) {
        CannedResponse hello = CannedResponse.builder(HELLO, CommitBuilder.START, BOB)
                .text("Hello")
                .build();
        return store.saveCannedResponse(hello, change(AuditSubject.of(HELLO), number));
    }

    private void fiveRecords(String session) {
        stored(CommitBuilder.creating(session)
                .audit("A")
                .audit("B")
                .audit("C")
                .audit("D")
                .audit("E"));
    }
}
