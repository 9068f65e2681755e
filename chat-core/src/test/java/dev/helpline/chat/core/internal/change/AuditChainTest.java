package dev.helpline.chat.core.internal.change;

import static dev.helpline.chat.core.Sessions.START;
import static org.assertj.core.api.Assertions.assertThat;

import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.audit.AuditRecord;
import dev.helpline.chat.spi.auth.Role;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AuditChainTest {
    private static final SessionId SESSION = new SessionId("s");
    private final List<AuditRecord> chain = chain();
    private final String lastHash = chain.get(2).hash();

    @Test
    void an_untouched_chain_is_intact() {
        assertThat(AuditChain.isIntact(chain, lastHash)).isTrue();
        assertThat(AuditChain.isIntact(List.of(), "")).isTrue();
    }

    @Test
    void a_record_missing_at_the_start_in_the_middle_or_at_the_end_is_noticed() {
        assertThat(AuditChain.isIntact(List.of(chain.get(1), chain.get(2)), lastHash))
                .isFalse();
        assertThat(AuditChain.isIntact(List.of(chain.get(0), chain.get(2)), lastHash))
                .isFalse();
        assertThat(AuditChain.isIntact(List.of(chain.get(0), chain.get(1)), lastHash))
                .isFalse();
    }

    @Test
    void a_record_added_or_swapped_is_noticed() {
        AuditRecord added = AuditChain.link(SESSION, 4, START, audit("x", "d", "salt"), lastHash);

        assertThat(AuditChain.isIntact(
                        Stream.concat(chain.stream(), Stream.of(added)).toList(), lastHash))
                .isFalse();
        assertThat(AuditChain.isIntact(List.of(chain.get(1), chain.get(0), chain.get(2)), lastHash))
                .isFalse();
    }

    static Stream<Named<UnaryOperator<AuditRecord>>> changes() {
        return Stream.of(
                Named.of(
                        "session",
                        r -> with(r, new SessionId("t"), r.role(), r.actor(), r.action(), r.detail(), r.salt())),
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

        assertThat(AuditChain.isIntact(tampered, lastHash)).isFalse();
    }

    @Test
    void erasing_what_a_record_says_leaves_the_chain_whole() {
        AuditRecord kept = chain.get(1);
        List<AuditRecord> erased = new ArrayList<>(chain);
        erased.set(1, with(kept, SESSION, kept.role(), null, kept.action(), null, null));

        assertThat(AuditChain.isIntact(erased, lastHash)).isTrue();
    }

    @Test
    void an_erased_record_cannot_be_given_another_action() {
        AuditRecord kept = chain.get(1);
        List<AuditRecord> erased = new ArrayList<>(chain);
        erased.set(1, with(kept, SESSION, kept.role(), null, "OTHER", null, null));

        assertThat(AuditChain.isIntact(erased, lastHash)).isFalse();
    }

    private static List<AuditRecord> chain() {
        List<AuditRecord> chain = new ArrayList<>();
        String hash = "";
        for (int i = 1; i <= 3; i++) {
            AuditRecord record = AuditChain.link(SESSION, i, START, audit("agent", "detail " + i, "salt " + i), hash);
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
            SessionId session,
            @Nullable Role role,
            @Nullable String actor,
            String action,
            @Nullable String detail,
            @Nullable String salt) {
        return new AuditRecord(
                session,
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
                r.session(),
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
