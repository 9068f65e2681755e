package dev.helpline.chat.client.agent;

import dev.helpline.chat.client.internal.JsonFields;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What goes on at one moment: who waits and for how long, which agents are there, and which service levels are overdue. */
public final class LiveBoard {
    private final Instant at;
    private final long waiting;
    private final long active;
    private final long onHold;
    private final @Nullable Duration longestWait;
    private final @Nullable Duration averageWait;
    private final int agentsOnline;
    private final int agentsAvailable;
    private final long breaches;
    private final Map<String, Long> breachedTargets;

    /** For the SDK: reads it from a response. */
    public LiveBoard(JsonFields json) {
        at = json.instant("at");
        waiting = json.number("waiting");
        active = json.number("active");
        onHold = json.number("onHold");
        longestWait = json.secondsOrNull("longestWaitSeconds");
        averageWait = json.secondsOrNull("averageWaitSeconds");
        agentsOnline = json.integer("agentsOnline");
        agentsAvailable = json.integer("agentsAvailable");
        breaches = json.number("breaches");
        Map<String, Long> targets = new TreeMap<>();
        json.map("breachedTargets").forEach((target, sessions) -> {
            if (sessions instanceof Number) {
                targets.put(target, ((Number) sessions).longValue());
            }
        });
        breachedTargets = Collections.unmodifiableMap(targets);
    }

    /** When the board was made, by the server's clock. */
    public Instant at() {
        return at;
    }

    /** How many sessions wait for an agent. */
    public long waiting() {
        return waiting;
    }

    /** How many sessions an agent has, not counting those on hold. */
    public long active() {
        return active;
    }

    /** How many sessions are on hold. */
    public long onHold() {
        return onHold;
    }

    /** For how long the session has waited that waits longest in its queue, in whole seconds; empty if none waits. */
    public Optional<Duration> longestWait() {
        return Optional.ofNullable(longestWait);
    }

    /** The mean of the times for which the {@link #waiting()} sessions have waited, in whole seconds; empty if none waits. */
    public Optional<Duration> averageWait() {
        return Optional.ofNullable(averageWait);
    }

    /** How many agents are online. */
    public int agentsOnline() {
        return agentsOnline;
    }

    /** How many of the agents who are online have fewer sessions than their capacity. */
    public int agentsAvailable() {
        return agentsAvailable;
    }

    /** How many open sessions have an overdue target of the service levels. */
    public long breaches() {
        return breaches;
    }

    /** How many open sessions have each target overdue, by the words of {@link SlaClock#target()}; without those that are overdue in none. */
    public Map<String, Long> breachedTargets() {
        return breachedTargets;
    }

    @Override
    public String toString() {
        return "LiveBoard{at=" + at + ", waiting=" + waiting + ", active=" + active + ", onHold=" + onHold
                + ", agentsOnline=" + agentsOnline + ", breaches=" + breaches + "}";
    }
}
