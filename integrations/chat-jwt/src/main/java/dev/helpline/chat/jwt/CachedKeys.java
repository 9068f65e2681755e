package dev.helpline.chat.jwt;

import com.nimbusds.jose.JWSVerifier;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the keys of an issuer in memory. They are fetched by one caller at a time, and at most once per {@link #PAUSE}: when they have become
 * old, or when a token names a key that is not among them. While they are fetched, callers whose key is known do not wait. Keys that
 * cannot be fetched again stay in use for a while. Thread-safe.
 */
final class CachedKeys {
    /** The shortest time between two fetches, whatever tokens name. */
    static final Duration PAUSE = Duration.ofMinutes(1);

    /** The shortest and the longest time for which keys are used without looking again, whatever the provider says. */
    private static final Duration SHORTEST = Duration.ofMinutes(5);

    private static final Duration LONGEST = Duration.ofHours(24);

    private final KeySource source;
    private final JwtAlgorithm algorithm;
    private final InstantSource clock;
    private final Duration outage;
    private final ReentrantLock fetching = new ReentrantLock();
    private volatile State state = new State(Map.of(), Instant.MIN, Instant.MIN, Instant.MIN, null);

    /**
     * What is known.
     *
     * @param freshUntil until when nothing is fetched unless a key is unknown
     * @param usableUntil until when the keys are used if they cannot be fetched
     * @param triedAt when they were last fetched, in vain or not
     * @param failure why the last fetch was in vain; null if it was not
     */
    private record State(
            Map<String, JWSVerifier> keys,
            Instant freshUntil,
            Instant usableUntil,
            Instant triedAt,
            @Nullable IOException failure) {
        @Nullable
        JWSVerifier usable(String id, Instant now) {
            return now.isBefore(usableUntil) ? keys.get(id) : null;
        }

        /** A clock that went back makes no fetch recent. */
        boolean wasTriedLately(Instant now) {
            return !now.isBefore(triedAt) && now.isBefore(triedAt.plus(PAUSE));
        }
    }

    CachedKeys(KeySource source, JwtAlgorithm algorithm, InstantSource clock, Duration outage) {
        this.source = source;
        this.algorithm = algorithm;
        this.clock = clock;
        this.outage = outage;
    }

    /**
     * Returns the key of an id; empty if the issuer has none.
     *
     * @throws IllegalStateException if the keys cannot be fetched, and the key is not among those that are known
     */
    Optional<JWSVerifier> find(String id) {
        State known = state;
        Instant now = clock.instant();
        JWSVerifier key = known.usable(id, now);
        if (key != null && now.isBefore(known.freshUntil())) {
            return Optional.of(key);
        }
        if (key != null) {
            refreshUnlessUnderWay(now);
            return Optional.ofNullable(state.usable(id, now));
        }
        refresh(now);
        State latest = state;
        JWSVerifier found = latest.usable(id, now);
        if (found == null && latest.failure() != null) {
            throw new IllegalStateException("the keys of the issuer cannot be fetched", latest.failure());
        }
        return Optional.ofNullable(found);
    }

    private void refreshUnlessUnderWay(Instant now) {
        if (!state.wasTriedLately(now) && fetching.tryLock()) {
            try {
                fetch(now);
            } finally {
                fetching.unlock();
            }
        }
    }

    private void refresh(Instant now) {
        fetching.lock();
        try {
            fetch(now);
        } finally {
            fetching.unlock();
        }
    }

    /** Only while {@link #fetching} is held. */
    private void fetch(Instant now) {
        State known = state;
        if (known.wasTriedLately(now)) {
            return;
        }
        try {
            KeySource.Keys keys = source.get(algorithm);
            Instant freshUntil = now.plus(clamped(keys.maxAge()));
            state = new State(keys.byId(), freshUntil, freshUntil.plus(outage), now, null);
        } catch (IOException failure) {
            state = new State(known.keys(), known.freshUntil(), known.usableUntil(), now, failure);
        }
    }

    private static Duration clamped(Duration maxAge) {
        if (maxAge.compareTo(SHORTEST) < 0) {
            return SHORTEST;
        }
        return maxAge.compareTo(LONGEST) > 0 ? LONGEST : maxAge;
    }
}
