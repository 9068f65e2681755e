package dev.helpline.chat.http.internal.calls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.helpline.chat.testkit.time.ScriptedTime;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class HealthProbeTest {
    private final ScriptedTime time = ScriptedTime.startingAt("2026-01-05T09:00:00Z");
    private final AtomicInteger asked = new AtomicInteger();
    private final HealthProbe probe = new HealthProbe(() -> asked.incrementAndGet() > 1, time);

    @Test
    void the_engine_is_checked_once_a_second() {
        boolean first = probe.isReady();
        time.advance(Duration.ofMillis(999));
        boolean second = probe.isReady();
        time.advance(Duration.ofMillis(1));

        assertThat(first).isFalse();
        assertThat(second).isFalse();
        assertThat(probe.isReady()).isTrue();
    }

    @Test
    void the_engine_is_checked_again_when_the_clock_was_set_back() {
        probe.isReady();

        time.setClock(Duration.ofHours(-5));

        assertThat(probe.isReady()).isTrue();
    }
}
