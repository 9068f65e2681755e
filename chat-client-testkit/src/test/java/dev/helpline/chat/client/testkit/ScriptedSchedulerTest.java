package dev.helpline.chat.client.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.helpline.chat.client.service.ChatScheduler;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ScriptedSchedulerTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final ScriptedScheduler time = new ScriptedScheduler();
    private final List<String> done = new ArrayList<>();

    private ChatScheduler.Task plan(String name, Duration delay) {
        return time.after(delay, () -> done.add(name + " at " + Duration.ofNanos(time.nanoTime())));
    }

    @Test
    void nothing_runs_before_time_passes() {
        plan("now", Duration.ZERO);

        assertThat(done).isEmpty();
    }

    @Test
    void tasks_run_at_their_time_in_the_order_in_which_they_are_due() {
        plan("second", SECOND.multipliedBy(2));
        plan("first", SECOND);
        plan("third", SECOND.multipliedBy(2));
        plan("later", SECOND.multipliedBy(4));

        time.advance(SECOND.multipliedBy(3));

        assertThat(done).containsExactly("first at PT1S", "second at PT2S", "third at PT2S");
        assertThat(time.planned()).containsExactly(SECOND);
    }

    @Test
    void a_task_that_a_task_plans_runs_in_the_same_advance_if_it_is_due() {
        time.after(SECOND, () -> plan("planned", SECOND));

        time.advance(SECOND.multipliedBy(2));

        assertThat(done).containsExactly("planned at PT2S");
    }

    @Test
    void only_what_is_due_now_runs_without_time_passing() {
        plan("now", Duration.ZERO);
        plan("later", Duration.ofNanos(1));

        time.runDue();

        assertThat(done).containsExactly("now at PT0S");
    }

    @Test
    void a_cancelled_task_does_not_run() {
        plan("cancelled", SECOND).cancel();

        time.advance(SECOND);

        assertThat(done).isEmpty();
    }

    @Test
    void the_clock_shows_the_scripted_time() {
        time.advance(SECOND);

        assertThat(time.clock().instant()).isEqualTo(Instant.parse("2026-01-01T00:00:01Z"));
    }

    @Test
    @Timeout(30)
    void a_test_can_wait_for_a_task_that_another_thread_plans() throws InterruptedException {
        CompletableFuture<Void> planning = CompletableFuture.runAsync(() -> plan("planned", SECOND));

        time.awaitPlanned(1);

        assertThat(time.planned()).containsExactly(SECOND);
        planning.join();
    }

    @Test
    void time_does_not_run_backwards() {
        assertThatIllegalArgumentException().isThrownBy(() -> time.advance(Duration.ofNanos(-1)));
    }
}
