package dev.helpline.chat.core.internal.figures;

import dev.helpline.chat.core.figures.Performance;
import dev.helpline.chat.spi.store.ChatStore;
import dev.helpline.chat.spi.store.QueryWatch;
import dev.helpline.chat.spi.store.WatchedStore;
import dev.helpline.chat.spi.time.Scheduler;
import java.time.Duration;

/** Measures how long calls, queries and deliveries take at this node. Thread-safe. */
public final class NodeTimes {
    private final Scheduler time;
    private final RecentTimes calls = new RecentTimes();
    private final RecentTimes queries = new RecentTimes();
    private final RecentTimes deliveries = new RecentTimes();
    private final QueryWatch watch = () -> begun(queries);

    /** Measures by this scheduler's elapsed time. */
    public NodeTimes(Scheduler time) {
        this.time = time;
    }

    /** A call of the host's transport begins; what is returned runs when its reply is ready. */
    public Runnable callBegun() {
        return begun(calls);
    }

    /** News reached a reader that waited for them. */
    public void delivered(Duration took) {
        deliveries.add(took, time.nanoTime());
    }

    private Runnable begun(RecentTimes times) {
        long since = time.nanoTime();
        return () -> {
            long now = time.nanoTime();
            times.add(Duration.ofNanos(now - since), now);
        };
    }

    /** Measures the queries of a store that can be watched, until {@link #stop}. */
    public void start(ChatStore store) {
        if (store instanceof WatchedStore watched) {
            watched.watchQueries(watch);
        }
    }

    /** The store may outlive the engine. */
    public void stop(ChatStore store) {
        if (store instanceof WatchedStore watched) {
            watched.unwatchQueries(watch);
        }
    }

    /** Returns what was measured lately. */
    public Performance performance() {
        long now = time.nanoTime();
        return Performance.builder()
                .apiResponse(calls.recent(now))
                .databaseQuery(queries.recent(now))
                .messageDelivery(deliveries.recent(now))
                .build();
    }
}
