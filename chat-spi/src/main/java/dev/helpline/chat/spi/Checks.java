package dev.helpline.chat.spi;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Checks that records of this module share. For the records of this module only. */
public final class Checks {
    private Checks() {}

    /** The instant at the precision that every store keeps: milliseconds, cut off. */
    public static Instant millis(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MILLIS);
    }

    /** As {@link #millis(Instant)}; null stays null. */
    public static @Nullable Instant millisOrNull(@Nullable Instant instant) {
        return instant == null ? null : millis(instant);
    }

    /** The value, if it is within the inclusive bounds. */
    public static long within(String name, long value, long min, long max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(name + " must be between " + min + " and " + max + ", was " + value);
        }
        return value;
    }

    /** Refuses a state of affairs that would make the record a lie. */
    public static void require(boolean condition, String rule) {
        if (!condition) {
            throw new IllegalArgumentException(rule);
        }
    }
}
