package dev.helpline.chat.testkit.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.helpline.chat.spi.time.Scheduler.Scheduled;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScriptedTimeTest {
    private static final Instant START = Instant.parse("2026-01-05T09:00:00Z");

    private final ScriptedTime time = ScriptedTime.startingAt(START);
    private final List<String> ran = new ArrayList<>();

    @Test
    void time_stands_still_until_it_is_advanced() {
        assertThat(time.instant()).isEqualTo(START);

        time.advance(Duration.ofSeconds(5));

        assertThat(time.instant()).isEqualTo(START.plusSeconds(5));
    }

    @Test
    void setting_the_clock_changes_the_instant_and_nothing_that_waits() {
        schedule(10, "due");
        long before = time.nanoTime();

        time.setClock(Duration.ofHours(-3));
        long after = time.nanoTime();
        time.advance(Duration.ofSeconds(9));
        List<String> early = List.copyOf(ran);
        time.advance(Duration.ofSeconds(1));

        assertThat(after).isEqualTo(before);
        assertThat(early).isEmpty();
        assertThat(ran).hasSize(1);
        assertThat(time.instant()).isEqualTo(START.minus(Duration.ofHours(3)).plusSeconds(10));
        assertThat(time.nanoTime() - before).isEqualTo(Duration.ofSeconds(10).toNanos());
    }

    @Test
    void tasks_run_when_they_are_due_in_the_order_in_which_they_are_due() {
        schedule(3, "late");
        schedule(1, "early");
        schedule(1, "early too");
        schedule(9, "never");

        time.advance(Duration.ofSeconds(3));

        assertThat(ran).containsExactly("early at 1", "early too at 1", "late at 3");
        assertThat(time.waitingTasks()).isEqualTo(1);
        assertThat(time.nextDue()).contains(START.plusSeconds(9));
    }

    @Test
    void what_a_task_schedules_runs_within_the_same_advance_if_it_is_due() {
        time.schedule(Duration.ofSeconds(1), () -> schedule(1, "second"));

        time.advance(Duration.ofSeconds(2));

        assertThat(ran).containsExactly("second at 2");
    }

    @Test
    void a_task_without_delay_waits_for_the_next_advance() {
        schedule(0, "soon");

        assertThat(ran).isEmpty();

        time.advance(Duration.ZERO);

        assertThat(ran).containsExactly("soon at 0");
    }

    @Test
    void a_cancelled_task_does_not_run() {
        Scheduled task = time.schedule(Duration.ofSeconds(1), () -> ran.add("cancelled"));

        task.cancel();
        task.cancel();
        time.advance(Duration.ofSeconds(2));

        assertThat(ran).isEmpty();
        assertThat(time.nextDue()).isEmpty();
    }

    @Test
    void a_task_that_throws_stops_time_where_it_was_due() {
        time.schedule(Duration.ofSeconds(1), () -> {
            throw new IllegalStateException("broken");
        });
        schedule(2, "after");

        assertThatIllegalStateException()
                .isThrownBy(() -> time.advance(Duration.ofSeconds(5)))
                .withMessage("broken");

        assertThat(time.instant()).isEqualTo(START.plusSeconds(1));

        time.advance(Duration.ofSeconds(1));

        assertThat(ran).containsExactly("after at 2");
    }

    @Test
    void a_task_cannot_advance_time_and_time_cannot_go_back() {
        time.schedule(Duration.ZERO, () -> time.advance(Duration.ZERO));

        assertThatIllegalStateException().isThrownBy(() -> time.advance(Duration.ZERO));
        assertThatIllegalArgumentException().isThrownBy(() -> time.advance(Duration.ofMillis(-1)));
    }

    private void schedule(int seconds, String name) {
        time.schedule(
                Duration.ofSeconds(seconds),
                () -> ran.add(
                        name + " at " + Duration.between(START, time.instant()).toSeconds()));
    }
}
