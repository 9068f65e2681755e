package dev.helpline.chat.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.helpline.chat.spi.AgentId;
import dev.helpline.chat.spi.cursor.MarkHistory;
import dev.helpline.chat.spi.cursor.Reader;
import dev.helpline.chat.spi.cursor.ReaderCursor;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Readers' cursors: every part can grow, and none shrinks. */
abstract class CursorStoreContract extends StoreTest {
    private static final Reader ANN = Reader.agent(new AgentId("ann"));
    private static final Reader BOB = Reader.agent(new AgentId("Bob"));

    @Test
    void a_session_without_readers_has_no_cursors() {
        created("s1");

        assertThat(store.cursorsOf(id("s1"))).isEmpty();
        assertThat(store.cursorsOf(id("unknown"))).isEmpty();
    }

    @Test
    void a_first_cursor_is_stored_as_it_is() {
        created("s1");
        ReaderCursor cursor = cursor("s1", Reader.CUSTOMER, 3, 2, 7);

        store.mergeCursors(List.of(cursor));

        assertThat(store.cursorsOf(id("s1"))).containsExactly(cursor);
    }

    @Test
    void cursors_come_in_the_order_of_the_readers_keys() {
        created("s1");
        created("s2");
        store.mergeCursors(List.of(
                cursor("s1", Reader.CUSTOMER, 1, 1, 1),
                cursor("s1", ANN, 2, 2, 2),
                cursor("s2", ANN, 9, 9, 9),
                cursor("s1", BOB, 3, 3, 3)));

        assertThat(store.cursorsOf(id("s1")))
                .containsExactly(
                        cursor("s1", BOB, 3, 3, 3), cursor("s1", ANN, 2, 2, 2), cursor("s1", Reader.CUSTOMER, 1, 1, 1));
    }

    @Test
    void the_cursors_of_several_sessions_are_read_at_once() {
        created("s1");
        created("s2");
        created("s3");
        created("other");
        ReaderCursor first = cursor("s1", Reader.CUSTOMER, 1, 1, 1);
        ReaderCursor second = cursor("s1", ANN, 2, 2, 2);
        ReaderCursor third = cursor("s3", ANN, 3, 3, 3);
        store.mergeCursors(List.of(first, second, third, cursor("other", ANN, 9, 9, 9)));

        assertThat(store.cursorsOfAll(List.of(id("s1"), id("s2"), id("s3"), id("unknown"))))
                .containsExactlyInAnyOrder(first, second, third);
        assertThat(store.cursorsOfAll(List.of())).isEmpty();
    }

    @Test
    void each_part_grows_by_itself_and_none_shrinks() {
        created("s1");
        store.mergeCursors(List.of(cursor("s1", ANN, 5, 5, 5)));
        store.mergeCursors(List.of(cursor("s1", ANN, 9, 1, 1)));
        store.mergeCursors(List.of(cursor("s1", ANN, 1, 8, 1)));
        store.mergeCursors(List.of(cursor("s1", ANN, 1, 1, 7)));

        assertThat(store.cursorsOf(id("s1"))).containsExactly(cursor("s1", ANN, 9, 8, 7));
    }

    @Test
    void several_cursors_of_one_reader_in_one_call_are_merged() {
        created("s1");
        store.mergeCursors(List.of(cursor("s1", ANN, 9, 1, 1), cursor("s1", ANN, 1, 8, 1), cursor("s1", ANN, 1, 1, 7)));

        assertThat(store.cursorsOf(id("s1"))).containsExactly(cursor("s1", ANN, 9, 8, 7));
    }

    @Test
    void cursors_of_sessions_that_do_not_exist_are_ignored() {
        created("s1");
        ReaderCursor known = cursor("s1", ANN, 1, 1, 1);

        store.mergeCursors(List.of(cursor("unknown", ANN, 1, 1, 1), known, cursor("S1", ANN, 1, 1, 1)));

        assertThat(store.cursorsOf(id("s1"))).containsExactly(known);
        assertThat(store.cursorsOf(id("unknown"))).isEmpty();
        assertThat(store.cursorsOf(id("S1"))).isEmpty();
    }

    @Test
    void no_cursors_at_all_change_nothing() {
        store.mergeCursors(List.of());

        assertThat(store.cursorsOf(id("s1"))).isEmpty();
    }

    @Test
    void readers_of_longest_names_and_largest_numbers_are_kept() {
        created("s1");
        Instant late = Instant.parse("9999-12-31T23:59:59.999Z");
        MarkHistory longest = MarkHistory.NONE;
        for (int i = MarkHistory.MAX_STEPS - 1; i >= 0; i--) {
            longest = longest.movedTo(Long.MAX_VALUE - i, Long.MAX_VALUE - i);
        }
        ReaderCursor cursor = ReaderCursor.builder(id("s1"), Reader.agent(new AgentId("z".repeat(128))), late)
                .delivered(longest)
                .read(longest)
                .build();

        store.mergeCursors(List.of(cursor));

        assertThat(store.cursorsOf(id("s1"))).containsExactly(cursor);
    }

    @Test
    void each_entry_was_passed_at_the_earliest_instant_that_was_merged() {
        created("s1");
        store.mergeCursors(List.of(cursor("s1", ANN, moved(2, 10, 5, 20))));
        store.mergeCursors(List.of(cursor("s1", ANN, moved(3, 12, 9, 30))));
        store.mergeCursors(List.of(cursor("s1", ANN, moved(5, 15))));

        assertThat(store.cursorsOf(id("s1"))).containsExactly(cursor("s1", ANN, moved(2, 10, 3, 12, 5, 15, 9, 30)));
    }

    @Test
    void callers_who_move_one_mark_at_once_lose_neither_the_place_nor_the_earliest_instant() {
        for (int round = 0; round < 10; round++) {
            String session = "s" + round;
            created(session);

            Race.run(runner -> {
                for (int i = 1; i <= 5; i++) {
                    store.mergeCursors(List.of(cursor(session, ANN, moved(i, 100 * i + runner))));
                }
                return runner;
            });

            assertThat(store.cursorsOf(id(session)))
                    .containsExactly(cursor(session, ANN, moved(1, 100, 2, 200, 3, 300, 4, 400, 5, 500)));
        }
    }

    @Test
    void callers_who_merge_at_once_lose_nothing() {
        for (int round = 0; round < 10; round++) {
            String session = "s" + round;
            created(session);

            Race.run(runner -> {
                for (int i = 1; i <= 5; i++) {
                    store.mergeCursors(List.of(
                            cursor(session, ANN, runner * 10 + i, 1, 1),
                            cursor(session, Reader.CUSTOMER, 1, (Race.RUNNERS - runner) * 10 + i, i)));
                }
                return runner;
            });

            assertThat(store.cursorsOf(id(session)))
                    .containsExactly(cursor(session, ANN, 75, 1, 1), cursor(session, Reader.CUSTOMER, 1, 85, 5));
        }
    }

    private static ReaderCursor cursor(String session, Reader reader, long delivered, long read, int second) {
        return ReaderCursor.builder(id(session), reader, CommitBuilder.START.plusSeconds(second))
                .delivered(MarkHistory.of(delivered, CommitBuilder.START))
                .read(MarkHistory.of(read, CommitBuilder.START))
                .build();
    }

    private static ReaderCursor cursor(String session, Reader reader, MarkHistory read) {
        return ReaderCursor.builder(id(session), reader, CommitBuilder.START)
                .delivered(read)
                .read(read)
                .build();
    }

    /** Returns the history of a mark from seqs, each followed by milliseconds. */
    private static MarkHistory moved(long... steps) {
        MarkHistory history = MarkHistory.NONE;
        for (int i = 0; i < steps.length; i += 2) {
            history = history.movedTo(steps[i], steps[i + 1]);
        }
        return history;
    }
}
