package dev.helpline.chat.core.internal.live;

import dev.helpline.chat.spi.ErrorCode;
import dev.helpline.chat.spi.notify.ChatMetrics;
import dev.helpline.chat.spi.notify.MeasuredCommand;
import java.time.Duration;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Catches what the host's metrics throw, so that it does not reach the callers whose calls are measured. Thread-safe. */
public final class GuardedMetrics implements ChatMetrics {
    private static final Logger LOG = LoggerFactory.getLogger(GuardedMetrics.class);

    private static final String FAILED = "the metrics threw an exception, which they must not";

    private final ChatMetrics metrics;
    private final Consumer<Duration> deliveries;

    /**
     * Guards these metrics.
     *
     * @param deliveries hears of deliveries before the host's metrics do
     */
    public GuardedMetrics(ChatMetrics metrics, Consumer<Duration> deliveries) {
        this.metrics = metrics;
        this.deliveries = deliveries;
    }

    @Override
    public void commandAnswered(String command, Duration took) {
        guard(() -> metrics.commandAnswered(command, took));
    }

    @Override
    public MeasuredCommand commandStarted(String command) {
        try {
            MeasuredCommand started = metrics.commandStarted(command);
            return started == MeasuredCommand.UNOBSERVED ? started : failure -> guard(() -> started.ended(failure));
        } catch (Throwable e) {
            LOG.error(FAILED, e);
            return MeasuredCommand.UNOBSERVED;
        }
    }

    @Override
    public void commandRefused(String command, ErrorCode code) {
        guard(() -> metrics.commandRefused(command, code));
    }

    @Override
    public void batchCommitted(int commits, Duration took) {
        guard(() -> metrics.batchCommitted(commits, took));
    }

    @Override
    public void commitConflicted() {
        guard(metrics::commitConflicted);
    }

    @Override
    public void pollAnswered(int messages, boolean fromMemory) {
        guard(() -> metrics.pollAnswered(messages, fromMemory));
    }

    @Override
    public void delivered(Duration took) {
        deliveries.accept(took);
        guard(() -> metrics.delivered(took));
    }

    private static void guard(Runnable measurement) {
        try {
            measurement.run();
        } catch (Throwable e) {
            LOG.error(FAILED, e);
        }
    }
}
