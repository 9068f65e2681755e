package dev.helpline.chat.client.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.helpline.chat.client.call.ChatApiException;
import dev.helpline.chat.client.call.ErrorCodes;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PollScheduleTest {
    private static final Duration INTERVAL = Duration.ofSeconds(2);

    private static PollSchedule schedule(Duration maxWait) {
        return new PollSchedule(INTERVAL, maxWait, new Backoff(INTERVAL, Duration.ofSeconds(30), new NoChance()));
    }

    private static PollChanges applied(boolean newCursor, boolean hasMore) {
        PollChanges applied = new PollChanges();
        applied.newCursor = newCursor;
        applied.hasMoreMessages = hasMore;
        return applied;
    }

    @Test
    void an_answer_with_more_behind_it_is_followed_at_once() {
        assertThat(schedule(Duration.ZERO).afterAnswer(applied(true, true), Duration.ZERO))
                .isEqualTo(Duration.ZERO);
    }

    @Test
    void more_that_never_comes_is_not_asked_for_in_a_busy_loop() {
        assertThat(schedule(Duration.ZERO).afterAnswer(applied(false, true), Duration.ZERO))
                .isEqualTo(INTERVAL);
    }

    @Test
    void plain_polls_keep_the_interval() {
        assertThat(schedule(Duration.ZERO).afterAnswer(applied(true, false), Duration.ZERO))
                .isEqualTo(INTERVAL);
    }

    @Test
    void a_held_poll_is_followed_at_once() {
        Duration wait = Duration.ofSeconds(20);

        assertThat(schedule(wait).afterAnswer(applied(false, false), wait)).isEqualTo(Duration.ZERO);
    }

    @Test
    void a_poll_that_told_something_is_followed_at_once() {
        PollChanges applied = applied(true, false);
        applied.hasMessages = true;

        assertThat(schedule(Duration.ofSeconds(20)).afterAnswer(applied, Duration.ZERO))
                .isEqualTo(Duration.ZERO);
    }

    @Test
    void nodes_that_each_give_their_own_cursor_are_not_asked_in_a_busy_loop() {
        assertThat(schedule(Duration.ofSeconds(20)).afterAnswer(applied(true, false), Duration.ZERO))
                .isEqualTo(INTERVAL);
    }

    @Test
    void a_server_that_does_not_hold_polls_is_asked_at_the_interval() {
        assertThat(schedule(Duration.ofSeconds(20)).afterAnswer(applied(false, false), Duration.ofMillis(30)))
                .isEqualTo(INTERVAL);
    }

    @Test
    void a_poll_that_broke_while_the_device_was_asleep_is_no_failure_of_the_network() {
        PollSchedule schedule = schedule(Duration.ofSeconds(25));
        ChatApiException broken = ChatApiException.of("poll", ErrorCodes.NETWORK_ERROR);

        assertThat(schedule.isOnlyCutShort(broken, Duration.ofHours(1))).isTrue();
        schedule.afterFailure(broken);
        assertThat(schedule.isOnlyCutShort(broken, Duration.ofHours(1))).isFalse();
    }
}
