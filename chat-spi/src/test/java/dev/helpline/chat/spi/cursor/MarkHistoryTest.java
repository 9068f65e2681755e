package dev.helpline.chat.spi.cursor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.fail;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MarkHistoryTest {
    @Test
    void a_mark_that_has_not_moved_has_passed_nothing() {
        assertThat(MarkHistory.NONE.seq()).isZero();
        assertThat(MarkHistory.NONE.movedAt()).isNull();
        assertThat(MarkHistory.NONE.passedAt(1)).isEmpty();
        assertThat(MarkHistory.of(0, at(5))).isEqualTo(MarkHistory.NONE);
    }

    @Test
    void each_entry_was_passed_by_the_first_step_at_it_or_behind_it() {
        MarkHistory history = moved(3, 10, 5, 20);

        assertThat(history.passedAt(1)).contains(at(10));
        assertThat(history.passedAt(3)).contains(at(10));
        assertThat(history.passedAt(4)).contains(at(20));
        assertThat(history.passedAt(5)).contains(at(20));
        assertThat(history.passedAt(6)).isEmpty();
        assertThat(history.movedAt()).isEqualTo(at(20));
    }

    @Test
    void a_mark_never_moves_back() {
        MarkHistory history = moved(5, 20);

        assertThat(history.movedTo(5, 30)).isSameAs(history);
        assertThat(history.movedTo(4, 10)).isSameAs(history);
    }

    @Test
    void a_clock_that_was_set_back_makes_no_entry_read_earlier() {
        MarkHistory history = moved(3, 100).movedTo(5, 50);

        assertThat(history.passedAt(3)).contains(at(100));
        assertThat(history.passedAt(5)).contains(at(100));
    }

    @Test
    void of_two_runs_the_earlier_instant_counts() {
        MarkHistory merged = moved(3, 10, 5, 40).merge(moved(4, 20, 9, 30));

        assertThat(merged).isEqualTo(moved(3, 10, 4, 20, 9, 30));
    }

    @Test
    void merging_what_is_known_returns_the_history_itself() {
        MarkHistory history = moved(3, 10, 5, 20);

        assertThat(history.merge(moved(3, 10))).isSameAs(history);
        assertThat(history.merge(moved(2, 15))).isSameAs(history);
        assertThat(moved(5, 30).merge(history)).isSameAs(history);
        assertThat(history.merge(MarkHistory.NONE)).isSameAs(history);
    }

    @Test
    void a_mark_beyond_the_end_of_a_log_stands_at_its_end() {
        MarkHistory history = moved(3, 10, 5, 20, 9, 30);

        assertThat(history.upTo(9)).isSameAs(history);
        assertThat(history.upTo(4)).isEqualTo(moved(3, 10, 4, 20));
        assertThat(history.upTo(3)).isEqualTo(moved(3, 10));
        assertThat(history.upTo(0)).isEqualTo(MarkHistory.NONE);
    }

    @Test
    void a_long_run_is_never_early_never_beyond_the_mark_and_late_by_a_seventh_at_most() {
        for (int seed = 0; seed < 100; seed++) {
            Random random = new Random(seed);
            TreeMap<Long, Long> truth = new TreeMap<>();
            MarkHistory history = MarkHistory.NONE;
            long now = random.nextInt(1000);
            long begin = now;
            for (int step = 0; step < 200; step++) {
                long next = history.seq() + 1 + random.nextInt(3);
                truth.put(next, now);
                history = history.movedTo(next, now);
                assertHolds(seed, truth, history, (now - begin) / 7);
                now += random.nextInt(10) == 0 ? random.nextInt(100_000) : random.nextInt(2000);
            }
        }
    }

    @Test
    void nodes_that_merge_in_any_order_agree_and_are_never_early() {
        for (int seed = 0; seed < 500; seed++) {
            Random random = new Random(seed);
            TreeMap<Long, Long> truth = new TreeMap<>();
            List<MarkHistory> nodes = new ArrayList<>();
            for (int node = 0; node < 3; node++) {
                MarkHistory history = MarkHistory.NONE;
                long now = 0;
                for (int step = random.nextInt(5); step >= 0; step--) {
                    now += 1 + random.nextInt(50);
                    history = history.movedTo(history.seq() + 1 + random.nextInt(4), now);
                    truth.merge(history.seq(), now, Math::min);
                }
                nodes.add(history);
            }
            MarkHistory one = nodes.get(0).merge(nodes.get(1)).merge(nodes.get(2));
            MarkHistory other = nodes.get(2).merge(nodes.get(0).merge(nodes.get(1)));

            assertThat(one).as("seed %s", seed).isEqualTo(other);
            assertHolds(seed, truth, one, 0);
            assertThat(one.merge(other)).as("seed %s", seed).isSameAs(one);
        }
    }

    private static void assertHolds(int seed, NavigableMap<Long, Long> truth, MarkHistory history, long lateness) {
        assertThat(history.seq()).as("seed %s", seed).isEqualTo(truth.lastKey());
        long trueMillis = Long.MAX_VALUE;
        for (long seq = truth.lastKey(); seq >= 1; seq--) {
            trueMillis = Math.min(trueMillis, truth.getOrDefault(seq, Long.MAX_VALUE));
            long late = history.passedAt(seq).orElseThrow().toEpochMilli() - trueMillis;
            if (late < 0 || late > lateness) {
                fail("seed %s: the instant of seq %s is late by %s, and %s is allowed", seed, seq, late, lateness);
            }
        }
        assertThat(history.passedAt(truth.lastKey() + 1)).as("seed %s", seed).isEmpty();
        assertThat(history.format().split(",")).hasSizeLessThanOrEqualTo(MarkHistory.MAX_STEPS);
    }

    @Test
    void a_history_survives_being_written_as_text() {
        MarkHistory longest = MarkHistory.NONE;
        for (int i = MarkHistory.MAX_STEPS - 1; i >= 0; i--) {
            longest = longest.movedTo(Long.MAX_VALUE - i, Long.MAX_VALUE - i);
        }

        assertThat(longest.format()).hasSizeLessThanOrEqualTo(MarkHistory.MAX_TEXT);
        assertThat(MarkHistory.parse(longest.format())).isEqualTo(longest).hasSameHashCodeAs(longest);
        assertThat(MarkHistory.parse("3@10,5@20")).isEqualTo(moved(3, 10, 5, 20));
        assertThat(MarkHistory.parse("")).isEqualTo(MarkHistory.NONE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "3",
                "@10",
                "3@",
                "3@10,",
                "3@10,3@20",
                "3@10,5@10",
                "3@10,5@9",
                "0@10",
                "-1@10",
                "3@-1",
                "x@10",
                "99999999999999999999@1"
            })
    void a_text_that_is_no_history_is_rejected(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> MarkHistory.parse(text));
    }

    @Test
    void a_run_that_is_too_long_is_rejected() {
        StringBuilder text = new StringBuilder("1@1");
        for (int i = 2; i <= MarkHistory.MAX_STEPS + 1; i++) {
            text.append(',').append(i).append('@').append(i);
        }

        assertThatIllegalArgumentException().isThrownBy(() -> MarkHistory.parse(text.toString()));
        assertThatIllegalArgumentException().isThrownBy(() -> MarkHistory.parse("1".repeat(MarkHistory.MAX_TEXT + 1)));
    }

    private static Instant at(long millis) {
        return Instant.ofEpochMilli(millis);
    }

    /** Returns a history from seqs, each followed by milliseconds. */
    private static MarkHistory moved(long... steps) {
        MarkHistory history = MarkHistory.NONE;
        for (int i = 0; i < steps.length; i += 2) {
            history = history.movedTo(steps[i], steps[i + 1]);
        }
        return history;
    }
}
