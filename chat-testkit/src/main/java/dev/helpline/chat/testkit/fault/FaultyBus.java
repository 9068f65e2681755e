package dev.helpline.chat.testkit.fault;

import dev.helpline.chat.spi.Experimental;
import dev.helpline.chat.spi.cluster.ClusterBus;
import dev.helpline.chat.spi.time.Scheduler;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * The bus of one node that does what a bus may do: it loses, repeats, delays and so reorders the notices that its subscribers
 * receive, it can be cut off from the other nodes, and publishing can fail or block. Without any of this it passes everything on to the
 * bus that it wraps. Thread-safe.
 */
@Experimental
public final class FaultyBus implements ClusterBus {
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();
    private final ClusterBus bus;
    private final Scheduler time;
    private final Random random;
    private volatile int losses;
    private volatile int repeats;
    private volatile int delays;
    private volatile Duration longestDelay = Duration.ZERO;
    private volatile boolean cutOff;
    private volatile boolean fails;
    private volatile @Nullable Gate held;

    /**
     * Wraps a bus, without any faults yet. Closing this bus closes {@code bus}.
     *
     * @param time measures the delays
     * @param seed decides which notices are hit
     */
    public FaultyBus(ClusterBus bus, Scheduler time, long seed) {
        this.bus = Objects.requireNonNull(bus, "bus");
        this.time = Objects.requireNonNull(time, "time");
        this.random = new Random(seed);
    }

    /** Loses this share of the notices from now on, from 0 to 100. */
    public FaultyBus losing(int percent) {
        losses = percent;
        return this;
    }

    /** Delivers this share of the notices twice from now on, from 0 to 100. */
    public FaultyBus repeating(int percent) {
        repeats = percent;
        return this;
    }

    /** Delays this share of the notices from now on, each by a random time of at most {@code longest}. */
    public FaultyBus delaying(int percent, Duration longest) {
        delays = percent;
        longestDelay = longest;
        return this;
    }

    /** Cuts this node off: notices are lost in both directions, silently. */
    public FaultyBus cutOff() {
        cutOff = true;
        return this;
    }

    /** Ends {@link #cutOff}, and tells the subscribers that they may have missed notices. */
    public FaultyBus reconnect() {
        cutOff = false;
        listeners.forEach(Listener::mayHaveMissed);
        return this;
    }

    /** Makes publishing throw from now on, or work again. */
    public FaultyBus publishingFails(boolean fail) {
        fails = fail;
        return this;
    }

    /** Blocks publishing until the gate is opened. */
    public Gate holdPublishing() {
        Gate gate = new Gate();
        held = gate;
        return gate;
    }

    @Override
    public void publish(List<String> notices) {
        Gate gate = held;
        if (gate != null) {
            gate.pass();
        }
        if (fails) {
            throw new IllegalStateException("the bus fails on demand");
        }
        if (!cutOff) {
            bus.publish(notices);
        }
    }

    @Override
    public Registration subscribe(Listener listener) {
        listeners.add(listener);
        Registration registration = bus.subscribe(new Listener() {
            @Override
            public void received(String notice) {
                deliver(notice, listener);
            }

            @Override
            public void mayHaveMissed() {
                listener.mayHaveMissed();
            }
        });
        return () -> {
            listeners.remove(listener);
            registration.close();
        };
    }

    @Override
    public void close() {
        bus.close();
    }

    private void deliver(String notice, Listener listener) {
        int times = hits(losses) ? 0 : hits(repeats) ? 2 : 1;
        for (int i = 0; i < times; i++) {
            if (hits(delays)) {
                Duration delay = Duration.ofNanos((long) (random.nextDouble() * longestDelay.toNanos()));
                time.schedule(delay, () -> arrive(notice, listener));
            } else {
                arrive(notice, listener);
            }
        }
    }

    private void arrive(String notice, Listener listener) {
        if (!cutOff) {
            listener.received(notice);
        }
    }

    private boolean hits(int percent) {
        return random.nextInt(100) < percent;
    }
}
