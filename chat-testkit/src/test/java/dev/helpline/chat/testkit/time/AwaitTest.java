package dev.helpline.chat.testkit.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class AwaitTest {
    private final AtomicInteger asked = new AtomicInteger();

    @Test
    void it_asks_until_the_condition_holds_and_no_more() {
        Await.until(() -> asked.incrementAndGet() == 3);

        assertThat(asked).hasValue(3);
    }

    @Test
    void what_does_not_happen_in_time_is_a_failure() {
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> Await.until(() -> false, Duration.ofNanos(1)))
                .withMessageContaining("PT0.000000001S");
    }

    @Test
    void without_patience_it_asks_once() {
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> Await.until(() -> asked.incrementAndGet() == 2, Duration.ZERO));

        assertThat(asked).hasValue(1);
    }
}
