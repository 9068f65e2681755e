package dev.helpline.chat.core.internal.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.helpline.chat.core.internal.cluster.ClusterNotice.SessionChanged;
import dev.helpline.chat.spi.SessionId;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutboxTest {
    private final AtomicLong nanos = new AtomicLong();
    private final AtomicLong nanosPerCall = new AtomicLong();
    private final LinkedBlockingQueue<Duration> rests = new LinkedBlockingQueue<>();
    private final Outbox outbox = new Outbox(notices -> nanos.addAndGet(nanosPerCall.get()), nanos::get, rests::add);

    @AfterEach
    void close() {
        outbox.close();
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "100, 900", "1000, 9000", "2000, 10000", "5000000, 10000"})
    void after_a_call_it_rests_nine_times_as_long_but_ten_milliseconds_at_most(long callMicros, long restMicros)
            throws InterruptedException {
        nanosPerCall.set(TimeUnit.MICROSECONDS.toNanos(callMicros));
        outbox.start();

        outbox.add(List.of(new SessionChanged(new SessionId("s"), 1)));

        assertThat(rests.poll(30, TimeUnit.SECONDS)).isEqualTo(Duration.ofNanos(restMicros * 1000));
    }

    @Test
    void closing_ends_a_rest_and_tells_what_was_left() throws InterruptedException {
        LinkedBlockingQueue<List<ClusterNotice>> calls = new LinkedBlockingQueue<>();
        Outbox resting = new Outbox(
                notices -> {
                    nanos.addAndGet(TimeUnit.SECONDS.toNanos(1));
                    calls.add(notices);
                },
                nanos::get);
        resting.start();
        resting.add(List.of(new SessionChanged(new SessionId("a"), 1)));
        assertThat(calls.poll(30, TimeUnit.SECONDS)).hasSize(1);

        resting.add(List.of(new SessionChanged(new SessionId("b"), 1)));
        resting.close();

        assertThat(calls.poll(30, TimeUnit.SECONDS)).hasSize(1);
    }
}
