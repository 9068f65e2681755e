package dev.helpline.chat.core.internal.live;

import static dev.helpline.chat.core.Sessions.START;
import static org.assertj.core.api.Assertions.assertThat;

import dev.helpline.chat.spi.time.Scheduler;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class UptimeTest {
    private static final Duration GRACE = Duration.ofMinutes(30);
    private static final Duration HALF_AN_HOUR = Duration.ofMinutes(30);

    private Instant clock = START;
    private Duration passed = Duration.ZERO;
    private final Uptime uptime = new Uptime(() -> clock, new Passing(), GRACE);

    @Test
    void during_the_grace_after_the_start_no_silence_counts() {
        pass(GRACE.minusMillis(1));
        Instant early = uptime.reachableSince(Duration.ofSeconds(10));
        pass(Duration.ofMillis(1));

        assertThat(early).isEqualTo(Instant.EPOCH);
        assertThat(uptime.reachableSince(Duration.ofSeconds(10))).isEqualTo(clock.minusSeconds(10));
    }

    @Test
    void an_outage_of_the_store_is_left_out_while_it_lasts_and_afterwards() {
        pass(Duration.ofHours(1));
        uptime.storeAnswered();
        uptime.storeFailed();
        pass(Duration.ofHours(2));

        Instant during = uptime.reachableSince(HALF_AN_HOUR);
        uptime.storeAnswered();
        pass(Duration.ofMinutes(10));

        assertThat(during).isEqualTo(START.plus(Duration.ofMinutes(30)));
        assertThat(uptime.reachableSince(HALF_AN_HOUR)).isEqualTo(START.plus(Duration.ofMinutes(40)));
        assertThat(uptime.reachableSince(Duration.ofMinutes(10))).isEqualTo(clock.minus(Duration.ofMinutes(10)));
    }

    @Test
    void several_outages_add_up() {
        pass(Duration.ofHours(1));
        for (int i = 0; i < 3; i++) {
            outage(Duration.ofMinutes(20));
            pass(Duration.ofMinutes(10));
        }

        assertThat(uptime.reachableSince(HALF_AN_HOUR)).isEqualTo(clock.minus(Duration.ofMinutes(70)));
        assertThat(uptime.reachableSince(Duration.ofMinutes(31))).isEqualTo(clock.minus(Duration.ofMinutes(91)));
    }

    @Test
    void of_very_many_outages_all_count() {
        pass(Duration.ofHours(1));
        for (int i = 0; i < 3000; i++) {
            outage(Duration.ofSeconds(10));
            pass(Duration.ofSeconds(1));
        }

        assertThat(Duration.between(uptime.reachableSince(Duration.ofSeconds(1500)), clock))
                .isBetween(Duration.ofSeconds(1500 * 11 - 20), Duration.ofSeconds(4000 * 11));
    }

    @Test
    void a_task_that_runs_much_too_late_tells_that_the_process_stood_still() {
        pass(Duration.ofHours(1));
        Uptime.Moment due = uptime.in(Duration.ofSeconds(1));
        pass(Duration.ofMinutes(5));

        uptime.awake(due);

        assertThat(uptime.reachableSince(HALF_AN_HOUR))
                .isEqualTo(clock.minus(Duration.ofMinutes(35)).plusSeconds(1));
    }

    @Test
    void a_task_that_runs_a_little_late_tells_nothing() {
        pass(Duration.ofHours(1));
        Uptime.Moment due = uptime.in(Duration.ofSeconds(1));
        pass(Duration.ofSeconds(6));

        uptime.awake(due);
        uptime.awake(null);

        assertThat(uptime.reachableSince(HALF_AN_HOUR)).isEqualTo(clock.minus(HALF_AN_HOUR));
    }

    @Test
    void what_the_clock_was_set_forward_by_is_left_out_and_what_it_was_set_back_by_again_is_not() {
        pass(Duration.ofHours(1));
        uptime.storeAnswered();
        clock = clock.plus(Duration.ofHours(5));
        Instant ahead = uptime.reachableSince(HALF_AN_HOUR);
        clock = clock.minus(Duration.ofHours(5));

        assertThat(ahead).isEqualTo(START.plus(Duration.ofMinutes(30)));
        assertThat(uptime.reachableSince(HALF_AN_HOUR)).isEqualTo(START.plus(Duration.ofMinutes(30)));
    }

    @Test
    void an_outage_around_another_gap_is_left_out_once() {
        pass(Duration.ofHours(1));
        uptime.storeAnswered();
        uptime.storeFailed();
        pass(Duration.ofMinutes(10));
        Uptime.Moment due = uptime.in(Duration.ZERO);
        pass(Duration.ofMinutes(10));
        uptime.awake(due);
        pass(Duration.ofMinutes(10));
        uptime.storeAnswered();

        assertThat(uptime.reachableSince(Duration.ofMinutes(1))).isEqualTo(clock.minus(Duration.ofMinutes(31)));
    }

    private void outage(Duration length) {
        uptime.storeAnswered();
        uptime.storeFailed();
        pass(length);
        uptime.storeAnswered();
    }

    private void pass(Duration duration) {
        clock = clock.plus(duration);
        passed = passed.plus(duration);
    }

    private final class Passing implements Scheduler {
        @Override
        public Scheduled schedule(Duration delay, Runnable task) {
            throw new AssertionError("nothing is scheduled");
        }

        @Override
        public long nanoTime() {
            return Long.MAX_VALUE - 1_000_000_000 + passed.toNanos();
        }
    }
}
