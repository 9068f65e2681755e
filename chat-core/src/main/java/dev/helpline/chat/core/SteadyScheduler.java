package dev.helpline.chat.core;

import dev.helpline.chat.spi.time.Scheduler;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Uses the host's scheduler, and one of the engine's own for the tasks that the host's rejects. Otherwise a command that waits for
 * another try, or the housekeeping, would never go on. Thread-safe.
 */
final class SteadyScheduler implements Scheduler, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SteadyScheduler.class);

    private final Scheduler hosts;
    private @Nullable SystemScheduler standIn;
    private boolean closed;

    SteadyScheduler(Scheduler hosts) {
        this.hosts = hosts;
    }

    @Override
    public Scheduled schedule(Duration delay, Runnable task) {
        try {
            return hosts.schedule(delay, task);
        } catch (Throwable e) { // also checked exceptions of hosts in other languages
            LOG.warn("the scheduler rejected a task; a thread of the engine runs it", e);
            return onStandIn(delay, task);
        }
    }

    @Override
    public long nanoTime() {
        return hosts.nanoTime();
    }

    private synchronized Scheduled onStandIn(Duration delay, Runnable task) {
        if (closed) {
            return () -> {};
        }
        if (standIn == null) {
            standIn = new SystemScheduler();
        }
        return standIn.schedule(delay, task);
    }

    @Override
    public void close() {
        SystemScheduler closing;
        synchronized (this) {
            closed = true;
            closing = standIn;
        }
        if (closing != null) {
            closing.close();
        }
    }
}
