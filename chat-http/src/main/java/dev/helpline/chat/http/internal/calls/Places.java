package dev.helpline.chat.http.internal.calls;

import dev.helpline.chat.http.internal.exchange.Caller;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Bounds how many polls wait, or how many sockets are open, at a time: in one session, for one caller, and in total. For agents only
 * the bound per caller applies, so that customers cannot displace them. Thread-safe.
 */
public final class Places {
    private final int maxPerSession;
    private final int maxPerCaller;
    private final int maxInAll;
    private final ConcurrentHashMap<String, Integer> counts = new ConcurrentHashMap<>();
    private final AtomicInteger entered = new AtomicInteger();

    public Places(int maxPerSession, int maxPerCaller, int maxInAll) {
        this.maxPerSession = maxPerSession;
        this.maxPerCaller = maxPerCaller;
        this.maxInAll = maxInAll;
    }

    public int count() {
        return entered.get();
    }

    /** Takes a place for an agent in no particular session, as {@link #tryTake(String, Caller)} does. */
    Optional<Place> tryTake(Caller agent) {
        if (!agent.isAgent()) {
            throw new IllegalArgumentException("only agents may do without a session");
        }
        return tryTake("", agent);
    }

    /**
     * Makes a call that waits, and gives its place back when it has ended; without a place, makes a call that does not wait. The place
     * counts from the moment at which the call was handed to the engine, so that a test that has seen the count may let time pass.
     */
    static <T> CompletionStage<T> inPlace(
            Optional<Place> place, Supplier<CompletionStage<T>> waiting, Supplier<CompletionStage<T>> atOnce) {
        if (place.isEmpty()) {
            return atOnce.get();
        }
        try {
            // Free the place before the caller has the reply, so that a client that polls again at once finds it free.
            CompletionStage<T> waits = CancellableStages.whenDone(waiting.get(), place.get()::giveBack);
            place.get().enter();
            return waits;
        } catch (Throwable refused) {
            place.get().giveBack();
            throw refused;
        }
    }

    /** Takes a place that counts at once, and which the caller must give back; empty if a bound is reached. */
    public Optional<Place> tryEnter(String session, Caller caller) {
        Optional<Place> place = tryTake(session, caller);
        place.ifPresent(Place::enter);
        return place;
    }

    /** Takes a place that does not count yet, and which the caller must give back; empty if a bound is reached. */
    Optional<Place> tryTake(String session, Caller caller) {
        Place place = new Place();
        boolean granted = caller.isAgent()
                ? place.take(caller.key(), maxPerCaller)
                : place.take("*", maxInAll)
                        && place.take(caller.key(), maxPerCaller)
                        && place.take("session:" + session, maxPerSession);
        if (!granted) {
            place.giveBack();
            return Optional.empty();
        }
        return Optional.of(place);
    }

    /** What one poll or socket holds. Giving it back again has no effect. */
    public final class Place {
        private final List<String> taken = new ArrayList<>(3);
        private boolean counted;

        private boolean take(String key, int max) {
            boolean[] granted = new boolean[1];
            counts.compute(key, (same, count) -> {
                int before = count == null ? 0 : count;
                granted[0] = before < max;
                return granted[0] ? Integer.valueOf(before + 1) : count;
            });
            if (granted[0]) {
                taken.add(key);
            }
            return granted[0];
        }

        /** Counts the place, unless it was given back meanwhile. */
        private synchronized void enter() {
            if (!taken.isEmpty()) {
                counted = true;
                entered.incrementAndGet();
            }
        }

        public synchronized void giveBack() {
            for (String key : taken) {
                counts.computeIfPresent(key, (same, count) -> count == 1 ? null : Integer.valueOf(count - 1));
            }
            taken.clear();
            if (counted) {
                counted = false;
                entered.decrementAndGet();
            }
        }
    }
}
