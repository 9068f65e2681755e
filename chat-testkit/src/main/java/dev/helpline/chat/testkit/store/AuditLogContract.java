package dev.helpline.chat.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Reading the audit records of a session. */
abstract class AuditLogContract extends StoreTest {
    @Test
    void audit_records_after_a_number_are_those_with_a_greater_one_in_order() {
        fiveRecords("s1");
        fiveRecords("s2");

        assertThat(store.auditAfter(id("s1"), 2, 10))
                .extracting(record -> record.session() + " " + record.number())
                .containsExactly("s1 3", "s1 4", "s1 5");
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

    private void fiveRecords(String session) {
        stored(CommitBuilder.creating(session)
                .audit("A")
                .audit("B")
                .audit("C")
                .audit("D")
                .audit("E"));
    }
}
