package dev.helpline.chat.spi;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Checks that the types of this module share; not meant for other modules. */
public final class Checks {
    private Checks() {}

    /** Returns the instant cut off to milliseconds, the precision that every store keeps. */
    public static Instant millis(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MILLIS);
    }

    /** As {@link #millis(Instant)}; null stays null. */
    public static @Nullable Instant millisOrNull(@Nullable Instant instant) {
        return instant == null ? null : millis(instant);
    }

    /** Returns the value if it is within the inclusive bounds, and throws otherwise. */
    public static long within(String name, long value, long min, long max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(name + " must be between " + min + " and " + max + ", was " + value);
        }
        return value;
    }

    /** Throws {@link IllegalArgumentException} with the rule as its message unless the condition holds. */
    public static void require(boolean condition, String rule) {
        if (!condition) {
            throw new IllegalArgumentException(rule);
        }
    }
}
