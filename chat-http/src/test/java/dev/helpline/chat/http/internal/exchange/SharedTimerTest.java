package dev.helpline.chat.http.internal.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import dev.helpline.chat.spi.time.Scheduler;
import dev.helpline.chat.spi.time.Scheduler.Scheduled;
import dev.helpline.chat.testkit.time.ScriptedTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SharedTimerTest {
    private final ScriptedTime time = ScriptedTime.startingAt("2026-03-02T10:00:00Z");
    private final CountingScheduler timers = new CountingScheduler(time);
    private final SharedTimer timer = new SharedTimer(timers);
    private final List<String> ran = new ArrayList<>();

    @Test
    void tasks_run_when_they_are_due_in_whatever_order_they_came() {
        schedule(3, "late");
        schedule(1, "early");
        schedule(2, "between");

        time.advance(Duration.ofSeconds(1));
        assertThat(ran).containsExactly("early");

        time.advance(Duration.ofMillis(999));
        assertThat(ran).containsExactly("early");

        time.advance(Duration.ofSeconds(5));
        assertThat(ran).containsExactly("early", "between", "late");
    }

    @Test
    void a_task_that_was_cancelled_does_not_run_and_the_next_does() {
        Scheduled cancelled = schedule(1, "cancelled");
        schedule(2, "kept");
        cancelled.cancel();

        time.advance(Duration.ofSeconds(2));

        assertThat(ran).containsExactly("kept");
    }

    @Test
    void a_thousand_tasks_that_are_cancelled_take_one_timer() {
        for (int i = 0; i < 1000; i++) {
            schedule(10, "limit").cancel();
            time.advance(Duration.ofMillis(1));
        }

        assertThat(timers.scheduled).isEqualTo(1);

        time.advance(Duration.ofMinutes(1));

        assertThat(timers.scheduled).as("without tasks no timer is set").isEqualTo(1);
        assertThat(ran).isEmpty();
    }

    @Test
    void a_task_can_schedule_the_next() {
        timer.schedule(Duration.ofSeconds(1), () -> schedule(1, "next"));

        time.advance(Duration.ofSeconds(1));
        assertThat(ran).isEmpty();

        time.advance(Duration.ofSeconds(1));
        assertThat(ran).containsExactly("next");
    }

    @Test
    void each_task_runs_on_time_and_once_among_many_that_come_and_go() {
        for (long seed = 0; seed < 200; seed++) {
            runAtRandom(seed);
        }
    }

    private void runAtRandom(long seed) {
        Random random = new Random(seed);
        Map<Integer, Duration> due = new HashMap<>();
        Map<Integer, Duration> ranAt = new HashMap<>();
        List<Scheduled> handles = new ArrayList<>();
        for (int step = 0; step < 100; step++) {
            int task = handles.size();
            Duration delay = Duration.ofMillis(random.nextInt(500));
            due.put(task, now().plus(delay));
            handles.add(timer.schedule(delay, () -> ranAt.put(task, now())));
            int other = random.nextInt(handles.size());
            if (random.nextBoolean() && !ranAt.containsKey(other)) {
                handles.get(other).cancel();
                due.remove(other);
            }
            time.advance(Duration.ofMillis(random.nextInt(20)));
        }
        time.advance(Duration.ofSeconds(1));

        assertThat(ranAt).as("seed %d", seed).isEqualTo(due);
    }

    private Duration now() {
        return Duration.ofNanos(time.nanoTime());
    }

    private Scheduled schedule(int seconds, String name) {
        return timer.schedule(Duration.ofSeconds(seconds), () -> ran.add(name));
    }

    private static final class CountingScheduler implements Scheduler {
        private final ScriptedTime time;
        private int scheduled;

        CountingScheduler(ScriptedTime time) {
            this.time = time;
        }

        @Override
        public Scheduled schedule(Duration delay, Runnable task) {
            scheduled++;
            return time.schedule(delay, task);
        }

        @Override
        public long nanoTime() {
            return time.nanoTime();
        }
    }
}
