package dev.helpline.chat.spi.session;

import java.time.Duration;

/** How urgent a session is. */
public enum Priority {
    /** Served like a normal session that came a quarter of an hour later. */
    LOW(Duration.ofMinutes(-15)),
    /** The priority of a session unless the engine's rules or an agent set another one. */
    NORMAL(Duration.ZERO),
    /** Served like a normal session that came a quarter of an hour earlier. */
    HIGH(Duration.ofMinutes(15)),
    /** Served like a normal session that came an hour earlier. */
    URGENT(Duration.ofHours(1));

    private final Duration headStart;

    Priority(Duration headStart) {
        this.headStart = headStart;
    }

    /** How much earlier a session counts as created in the {@linkplain QueueOrder queue}; negative for later. */
    public Duration headStart() {
        return headStart;
    }
}
