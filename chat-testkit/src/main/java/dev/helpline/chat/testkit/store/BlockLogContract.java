package dev.helpline.chat.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.helpline.chat.spi.CustomerId;
import dev.helpline.chat.spi.NetworkAddress;
import dev.helpline.chat.spi.audit.AuditHead;
import dev.helpline.chat.spi.audit.AuditRecord;
import dev.helpline.chat.spi.audit.AuditSubject;
import dev.helpline.chat.spi.auth.Role;
import dev.helpline.chat.spi.block.BlockChange;
import dev.helpline.chat.spi.block.BlockSubject;
import dev.helpline.chat.spi.store.TextLimits;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keeping who is blocked. */
abstract class BlockLogContract extends StoreTest {
    private static final Instant START = CommitBuilder.START;
    private static final BlockSubject BOB = BlockSubject.customer(new CustomerId("bob"));
    private static final BlockSubject OTHER_BOB = BlockSubject.customer(new CustomerId("Bob"));
    private static final BlockSubject HOUSE =
            BlockSubject.address(NetworkAddress.parse("2001:db8::7").orElseThrow());

    @Test
    void a_change_is_kept_with_all_its_parts() {
        BlockChange full = change(BOB, 1, 0)
                .blocked(true)
                .until(START.plusSeconds(60))
                .role(Role.ADMIN)
                .actor("a".repeat(128))
                .reason("spam")
                .build();
        BlockChange plain = change(HOUSE, 1, 1).build();

        append(full);
        append(plain);

        assertThat(store.blockChangesOf(BOB, 0, 10)).containsExactly(full);
        assertThat(store.blockChangesOf(HOUSE, 0, 10)).containsExactly(plain);
    }

    @Test
    void only_the_next_change_of_a_subject_is_stored() {
        BlockChange first = append(change(BOB, 1, 0).blocked(true).build());
        BlockChange other = append(change(OTHER_BOB, 1, 0).blocked(true).build());

        assertThat(store.appendBlockChange(change(BOB, 1, 5).build(), next(BOB.auditSubject())))
                .isFalse();
        assertThat(store.appendBlockChange(change(BOB, 3, 5).build(), next(BOB.auditSubject())))
                .isFalse();
        BlockChange second = append(change(BOB, 2, 5).build());

        assertThat(store.blockChangesOf(BOB, 0, 10)).containsExactly(first, second);
        assertThat(store.blockChangesOf(OTHER_BOB, 0, 10)).containsExactly(other);
    }

    @Test
    void a_change_is_stored_with_its_audit_record_or_not_at_all() {
        AuditSubject bob = BOB.auditSubject();
        AuditRecord first = change(bob, 1);
        append(change(BOB, 1, 0).blocked(true).build());

        assertThat(store.appendBlockChange(change(BOB, 2, 5).build(), change(bob, 1)))
                .isFalse();
        assertThat(store.appendBlockChange(change(BOB, 2, 5).build(), change(bob, 3)))
                .isFalse();
        assertThat(store.appendBlockChange(change(BOB, 3, 5).build(), change(bob, 2)))
                .isFalse();

        assertThat(store.blockChangesOf(BOB, 0, 10)).hasSize(1);
        assertThat(store.auditAfter(bob, 0, 10)).containsExactly(first);
        assertThat(store.auditHead(bob)).isEqualTo(new AuditHead(1, first.hash()));
    }

    @Test
    void the_audit_record_of_a_change_is_about_its_subject() {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> store.appendBlockChange(change(BOB, 1, 0).build(), change(OTHER_BOB.auditSubject(), 1)));
    }

    @Test
    void of_racing_changes_with_one_number_one_is_stored() {
        for (long round = 1; round <= 10; round++) {
            long number = round;

            List<Boolean> stored = Race.run(runner -> store.appendBlockChange(
                    change(BOB, number, runner).actor("a" + runner).build(), change(BOB.auditSubject(), number)));

            assertThat(stored).containsOnlyOnce(true);
            assertThat(store.blockChangesOf(BOB, 0, 100)).hasSize((int) number);
            assertThat(store.auditHead(BOB.auditSubject()).number()).isEqualTo(number);
        }
    }

    @Test
    void changes_of_a_subject_begin_behind_a_number_and_end_at_the_limit() {
        for (int number = 1; number <= 4; number++) {
            append(change(BOB, number, number).blocked(number % 2 == 1).build());
        }

        assertThat(store.blockChangesOf(BOB, 1, 2))
                .extracting(BlockChange::number)
                .containsExactly(2L, 3L);
        assertThat(store.blockChangesOf(BOB, 4, 2)).isEmpty();
        assertThat(store.blockChangesOf(HOUSE, 0, 2)).isEmpty();
    }

    @Test
    void changes_of_all_subjects_are_read_from_an_instant_on_in_order_and_by_pages() {
        append(change(BOB, 1, 1).blocked(true).build());
        append(change(OTHER_BOB, 1, 2).blocked(true).build());
        append(change(HOUSE, 1, 2).blocked(true).build());
        append(change(BOB, 2, 3).build());

        assertThat(store.blockChangesSince(START.plusSeconds(2), 0, 10))
                .extracting(change -> change.subject().value() + change.number())
                .containsExactly(HOUSE.value() + 1, "Bob1", "bob2");
        assertThat(store.blockChangesSince(Instant.EPOCH, 1, 2))
                .extracting(change -> change.subject().value() + change.number())
                .containsExactly(HOUSE.value() + 1, "Bob1");
        assertThat(store.blockChangesSince(START.plusSeconds(2).plusMillis(1), 0, 10))
                .extracting(change -> change.subject().value() + change.number())
                .containsExactly("bob2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "\u6C49", "\uD83E\uDD57"})
    void a_reason_has_at_most_a_thousand_code_points(String letter) {
        append(change(BOB, 1, 1).reason(letter.repeat(TextLimits.BLOCK_REASON)).build());

        assertThatIllegalArgumentException()
                .isThrownBy(() -> append(change(BOB, 2, 1)
                        .reason(letter.repeat(TextLimits.BLOCK_REASON + 1))
                        .build()))
                .withMessageContaining("reason");
        assertThat(Objects.requireNonNull(
                        store.blockChangesOf(BOB, 0, 10).get(0).reason()))
                .isEqualTo(letter.repeat(TextLimits.BLOCK_REASON));
    }

    private BlockChange append(BlockChange change) {
        assertThat(store.appendBlockChange(change, next(change.subject().auditSubject())))
                .isTrue();
        return change;
    }

    private static BlockChange.Builder change(BlockSubject subject, long number, long second) {
        return BlockChange.builder(subject, number, START.plusSeconds(second));
    }
}
