package dev.helpline.chat.client.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.helpline.chat.client.internal.socket.SocketEnd;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SocketScheduleTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final SocketEnd LOST = SocketEnd.closed(SocketEnd.LOST);

    /** Subtracts and adds nothing. */
    private final Random noJitter = new Random() {
        private static final long serialVersionUID = 1L;

        @Override
        public int nextInt(int bound) {
            return 0;
        }
    };

    private final SocketSchedule schedule =
            new SocketSchedule(new Backoff(SECOND, Duration.ofSeconds(30), noJitter), noJitter);

    @ParameterizedTest
    @ValueSource(ints = {1001, 1006, 1011, 1013, 4001, 4008, 4009})
    void a_socket_that_is_lost_is_opened_again_soon(int code) {
        assertThat(schedule.afterEnd(SocketEnd.closed(code), MINUTE)).isEqualTo(SECOND);
    }

    @ParameterizedTest
    @ValueSource(ints = {1003, 1007, 1009, 4003, 4029})
    void what_will_not_help_soon_is_tried_after_a_minute(int code) {
        assertThat(schedule.afterEnd(SocketEnd.closed(code), MINUTE)).isEqualTo(MINUTE);
    }

    @Test
    void a_refused_handshake_is_tried_less_and_less_often() {
        SocketEnd refused = SocketEnd.refused(null);

        assertThat(schedule.afterEnd(refused, Duration.ZERO)).isEqualTo(MINUTE);
        assertThat(schedule.afterEnd(refused, Duration.ZERO)).isEqualTo(MINUTE.multipliedBy(2));
        for (int i = 0; i < 10; i++) {
            schedule.afterEnd(refused, Duration.ZERO);
        }
        assertThat(schedule.afterEnd(refused, Duration.ZERO)).isEqualTo(Duration.ofMinutes(30));
    }

    @Test
    void the_third_socket_in_a_row_that_is_lost_soon_makes_it_wait() {
        assertThat(schedule.afterEnd(LOST, SECOND)).isEqualTo(SECOND);
        assertThat(schedule.afterEnd(LOST, SECOND)).isEqualTo(SECOND.multipliedBy(2));
        assertThat(schedule.afterEnd(LOST, SECOND)).isEqualTo(MINUTE);
    }

    @Test
    void a_socket_that_lives_for_a_minute_makes_good_what_was_before() {
        schedule.afterEnd(LOST, SECOND);
        schedule.afterEnd(LOST, SECOND);

        assertThat(schedule.afterEnd(LOST, MINUTE)).isEqualTo(SECOND);
    }

    @Test
    void on_another_network_it_begins_anew() {
        schedule.afterEnd(SocketEnd.refused(null), Duration.ZERO);

        schedule.forget();

        assertThat(schedule.afterEnd(SocketEnd.refused(null), Duration.ZERO)).isEqualTo(MINUTE);
    }

    @Test
    void a_server_that_asks_for_a_longer_wait_gets_it() {
        assertThat(schedule.afterEnd(SocketEnd.refused(Duration.ofMinutes(10)), Duration.ZERO))
                .isEqualTo(Duration.ofMinutes(10));
    }
}
