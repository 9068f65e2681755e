package dev.helpline.chat.core.audit;

import static dev.helpline.chat.core.Sessions.START;
import static org.assertj.core.api.Assertions.assertThat;

import dev.helpline.chat.core.audit.AuditVerdict.Broken;
import dev.helpline.chat.core.audit.AuditVerdict.Intact;
import dev.helpline.chat.core.internal.change.AuditChain;
import dev.helpline.chat.core.internal.change.NewAudit;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.audit.AuditHead;
import dev.helpline.chat.spi.audit.AuditKey;
import dev.helpline.chat.spi.audit.AuditLog;
import dev.helpline.chat.spi.audit.AuditQuery;
import dev.helpline.chat.spi.audit.AuditRecord;
import dev.helpline.chat.spi.audit.AuditSubject;
import dev.helpline.chat.spi.auth.Role;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AuditVerifierTest {
    private static final SessionId ID = new SessionId("s");
    private static final AuditSubject SESSION = AuditSubject.of(ID);
    private final List<AuditRecord> chain = chain(3);
    private final String lastHash = chain.get(2).hash();

    @Test
    void an_untouched_chain_is_intact() {
        assertThat(verdict(chain)).isEqualTo(new Intact(3));
    }

    @Test
    void a_session_without_records_is_intact() {
        assertThat(verifier(() -> AuditHead.NONE, List.of()).verify(ID)).contains(new Intact(0));
    }

    @Test
    void there_is_no_verdict_on_a_session_that_does_not_exist() {
        assertThat(verifier(() -> AuditHead.NONE, chain).verify(new SessionId("t")))
                .isEmpty();
    }

    @Test
    void a_chain_of_many_pages_is_read_to_its_end() {
        List<AuditRecord> many = chain(1001);
        AuditHead head = new AuditHead(1001, many.get(1000).hash());

        assertThat(verifier(() -> head, many).verify(ID)).contains(new Intact(1001));
        assertThat(verifier(() -> head, many.subList(0, 1000)).verify(ID)).contains(new Broken(1001));
    }

    @Test
    void a_record_missing_at_the_start_in_the_middle_or_at_the_end_is_noticed() {
        assertThat(verdict(List.of(chain.get(1), chain.get(2)))).isEqualTo(new Broken(1));
        assertThat(verdict(List.of(chain.get(0), chain.get(2)))).isEqualTo(new Broken(2));
        assertThat(verdict(List.of(chain.get(0), chain.get(1)))).isEqualTo(new Broken(3));
        assertThat(verdict(List.of())).isEqualTo(new Broken(1));
    }

    @Test
    void a_record_added_or_swapped_is_noticed() {
        AuditRecord added = AuditChain.link(SESSION, new AuditHead(3, lastHash), START, audit("x", "d", "salt"));

        assertThat(verdict(Stream.concat(chain.stream(), Stream.of(added)).toList()))
                .isEqualTo(new Broken(4));
        assertThat(verdict(List.of(chain.get(1), chain.get(0), chain.get(2)))).isEqualTo(new Broken(1));
    }

    @Test
    void a_commit_during_the_verification_is_no_tampering() {
        AuditRecord next = AuditChain.link(SESSION, new AuditHead(3, lastHash), START, audit("x", "d", "salt"));
        List<AuditRecord> longer =
                Stream.concat(chain.stream(), Stream.of(next)).toList();
        Iterator<AuditHead> heads = List.of(new AuditHead(3, lastHash), new AuditHead(4, next.hash()))
                .iterator();

        AuditVerifier verifier = verifier(heads::next, longer);

        assertThat(verifier.verify(ID)).contains(new Intact(3));
    }

    @Test
    void a_last_record_that_was_replaced_by_a_genuine_one_is_noticed() {
        AuditRecord other =
                AuditChain.link(SESSION, new AuditHead(2, chain.get(1).hash()), START, audit("x", "d", "salt"));

        assertThat(verdict(List.of(chain.get(0), chain.get(1), other))).isEqualTo(new Broken(3));
    }

    @Test
    void a_hash_without_a_record_is_noticed() {
        assertThat(verifier(() -> new AuditHead(0, "00"), List.of()).verify(ID)).contains(new Broken(1));
    }

    static Stream<Named<UnaryOperator<AuditRecord>>> changes() {
        return Stream.of(
                Named.of(
                        "subject",
                        r -> with(
                                r,
                                AuditSubject.of(new SessionId("t")),
                                r.role(),
                                r.actor(),
                                r.action(),
                                r.detail(),
                                r.salt())),
                Named.of("role", r -> with(r, SESSION, Role.ADMIN, r.actor(), r.action(), r.detail(), r.salt())),
                Named.of("no role", r -> with(r, SESSION, null, r.actor(), r.action(), r.detail(), r.salt())),
                Named.of("actor", r -> with(r, SESSION, r.role(), "eve", r.action(), r.detail(), r.salt())),
                Named.of("no actor", r -> with(r, SESSION, r.role(), null, r.action(), r.detail(), r.salt())),
                Named.of("action", r -> with(r, SESSION, r.role(), r.actor(), "OTHER", r.detail(), r.salt())),
                Named.of("detail", r -> with(r, SESSION, r.role(), r.actor(), r.action(), "other", r.salt())),
                Named.of("salt", r -> with(r, SESSION, r.role(), r.actor(), r.action(), r.detail(), "other")),
                Named.of(
                        "at",
                        r -> record(r, r.number(), r.at().plusMillis(1), r.commitment(), r.previousHash(), r.hash())),
                Named.of("number", r -> record(r, 7, r.at(), r.commitment(), r.previousHash(), r.hash())),
                Named.of("commitment", r -> record(r, r.number(), r.at(), "00", r.previousHash(), r.hash())),
                Named.of("previous hash", r -> record(r, r.number(), r.at(), r.commitment(), "00", r.hash())),
                Named.of("hash", r -> record(r, r.number(), r.at(), r.commitment(), r.previousHash(), "00")));
    }

    @ParameterizedTest
    @MethodSource("changes")
    void a_change_in_any_part_is_noticed(UnaryOperator<AuditRecord> change) {
        List<AuditRecord> tampered = new ArrayList<>(chain);
        tampered.set(1, change.apply(chain.get(1)));

        assertThat(verdict(tampered)).isEqualTo(new Broken(2));
    }

    @Test
    void erasing_what_a_record_says_leaves_the_chain_whole() {
        AuditRecord kept = chain.get(1);
        List<AuditRecord> erased = new ArrayList<>(chain);
        erased.set(1, with(kept, SESSION, kept.role(), null, kept.action(), null, null));

        assertThat(verdict(erased)).isEqualTo(new Intact(3));
    }

    @Test
    void an_erased_record_cannot_be_given_another_action() {
        AuditRecord kept = chain.get(1);
        List<AuditRecord> erased = new ArrayList<>(chain);
        erased.set(1, with(kept, SESSION, kept.role(), null, "OTHER", null, null));

        assertThat(verdict(erased)).isEqualTo(new Broken(2));
    }

    private AuditVerdict verdict(List<AuditRecord> records) {
        return verifier(() -> new AuditHead(3, lastHash), records).verify(ID).orElseThrow();
    }

    private static AuditVerifier verifier(Supplier<AuditHead> head, List<AuditRecord> records) {
        return new AuditVerifier(ID::equals, agent -> 0, new Records(head, records));
    }

    /** A log that returns what it has in place of the record after a number, whatever number that carries itself. */
    private record Records(Supplier<AuditHead> head, List<AuditRecord> records) implements AuditLog {
        @Override
        public List<AuditRecord> auditAfter(AuditSubject subject, long afterNumber, int limit) {
            return records.stream().skip(afterNumber).limit(limit).toList();
        }

        @Override
        public AuditHead auditHead(AuditSubject subject) {
            return head.get();
        }

        @Override
        public List<AuditSubject> auditSubjects(@Nullable AuditSubject after, int limit) {
            return List.of();
        }

        @Override
        public List<AuditRecord> audit(AuditQuery query, @Nullable AuditKey after, int limit) {
            return List.of();
        }
    }

    private static List<AuditRecord> chain(int length) {
        List<AuditRecord> chain = new ArrayList<>();
        String hash = "";
        for (int i = 1; i <= length; i++) {
            AuditRecord record = AuditChain.link(
                    SESSION, new AuditHead(i - 1, hash), START, audit("agent", "detail " + i, "salt " + i));
            chain.add(record);
            hash = record.hash();
        }
        return chain;
    }

    private static NewAudit audit(String actor, String detail, String salt) {
        return new NewAudit(Role.AGENT, actor, "SESSION_HELD", detail, salt);
    }

    private static AuditRecord with(
            AuditRecord r,
            AuditSubject subject,
            @Nullable Role role,
            @Nullable String actor,
            String action,
            @Nullable String detail,
            @Nullable String salt) {
        return new AuditRecord(
                subject,
                r.number(),
                r.at(),
                role,
                actor,
                action,
                detail,
                salt,
                r.commitment(),
                r.previousHash(),
                r.hash());
    }

    private static AuditRecord record(
            AuditRecord r, long number, Instant at, String commitment, String previousHash, String hash) {
        return new AuditRecord(
                r.subject(),
                number,
                at,
                r.role(),
                r.actor(),
                r.action(),
                r.detail(),
                r.salt(),
                commitment,
                previousHash,
                hash);
    }
}
