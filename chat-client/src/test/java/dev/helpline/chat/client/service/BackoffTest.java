package dev.helpline.chat.client.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BackoffTest {
    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration MAX = Duration.ofSeconds(30);

    @Test
    void waits_double_up_to_the_maximum() {
        Backoff backoff = new Backoff(FIRST, MAX, new NoChance());

        Stream<Long> seconds =
                Stream.generate(() -> backoff.afterFailure(null).toSeconds()).limit(8);

        assertThat(seconds).containsExactly(1L, 2L, 4L, 8L, 16L, 30L, 30L, 30L);
    }

    @Test
    void a_success_starts_over() {
        Backoff backoff = new Backoff(FIRST, MAX, new NoChance());
        backoff.afterFailure(null);
        backoff.afterFailure(null);

        backoff.reset();

        assertThat(backoff.failures()).isZero();
        assertThat(backoff.afterFailure(null)).isEqualTo(FIRST);
    }

    @Test
    void chance_stays_in_the_upper_half() {
        Backoff backoff = new Backoff(MAX, MAX, new Random(1));

        Stream<Duration> waits =
                Stream.generate(() -> backoff.afterFailure(null)).limit(1000);

        assertThat(waits).allMatch(wait -> wait.toMillis() >= 15_000 && wait.toMillis() <= 30_000);
    }

    @Test
    void a_server_may_ask_for_more_patience_but_not_for_ever() {
        Backoff backoff = new Backoff(FIRST, MAX, new NoChance());

        assertThat(backoff.afterFailure(Duration.ofMinutes(5))).isEqualTo(Duration.ofMinutes(5));
        assertThat(backoff.afterFailure(Duration.ofDays(400))).isEqualTo(Duration.ofHours(1));
        assertThat(backoff.afterFailure(Duration.ZERO)).isEqualTo(Duration.ofSeconds(4));
    }
}
