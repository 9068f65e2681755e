package dev.helpline.chat.core.outbox;

import dev.helpline.chat.spi.Checks;
import dev.helpline.chat.spi.Experimental;
import java.time.Duration;
import java.util.Objects;

/**
 * How events are handed to one durable listener. After a failure the pause before the next attempt doubles each time, from {@link
 * #firstPause()} to {@link #longestPause()}. Immutable.
 */
@Experimental
public final class DeliveryPolicy {
    /** With the default of each setting: 20 attempts over about two and a half hours, 4 sessions at a time. */
    public static final DeliveryPolicy DEFAULT = builder().build();

    private static final int MOST_AT_A_TIME = 64;
    private static final int MOST_ATTEMPTS = 1000;

    private final int attempts;
    private final Duration firstPause;
    private final Duration longestPause;
    private final int sessionsAtATime;

    private DeliveryPolicy(Builder builder) {
        attempts = builder.attempts;
        firstPause = builder.firstPause;
        longestPause = builder.longestPause;
        sessionsAtATime = builder.sessionsAtATime;
        Checks.require(firstPause.compareTo(longestPause) <= 0, "the first pause is at most the longest one");
    }

    /** Returns a builder with the defaults. */
    public static Builder builder() {
        return new Builder();
    }

    /** After how many failed attempts an event becomes a dead letter. */
    public int attempts() {
        return attempts;
    }

    /** The pause after the first failed attempt. */
    public Duration firstPause() {
        return firstPause;
    }

    /** The longest pause between two attempts. */
    public Duration longestPause() {
        return longestPause;
    }

    /** How many sessions' events are handed over at the same time, each on a thread of its own. */
    public int sessionsAtATime() {
        return sessionsAtATime;
    }

    /** Returns the pause after so many failed attempts, at least 1. */
    public Duration pauseAfter(int failed) {
        Duration pause = firstPause;
        for (int i = 1; i < failed && pause.compareTo(longestPause) < 0; i++) {
            pause = pause.multipliedBy(2);
        }
        return pause.compareTo(longestPause) < 0 ? pause : longestPause;
    }

    /** Builds a {@link DeliveryPolicy}. Each setter checks its argument at once. Not thread-safe. */
    public static final class Builder {
        private int attempts = 20;
        private Duration firstPause = Duration.ofSeconds(1);
        private Duration longestPause = Duration.ofMinutes(15);
        private int sessionsAtATime = 4;

        private Builder() {}

        /** See {@link DeliveryPolicy#attempts()}. 1 to 1000. Default: 20. */
        public Builder attempts(int value) {
            attempts = (int) Checks.within("attempts", value, 1, MOST_ATTEMPTS);
            return this;
        }

        /** See {@link DeliveryPolicy#firstPause()}. 1 millisecond to the longest pause. Default: 1 second. */
        public Builder firstPause(Duration value) {
            firstPause = checked("firstPause", value);
            return this;
        }

        /** See {@link DeliveryPolicy#longestPause()}. At most a day. Default: 15 minutes. */
        public Builder longestPause(Duration value) {
            longestPause = checked("longestPause", value);
            return this;
        }

        /** See {@link DeliveryPolicy#sessionsAtATime()}. 1 to 64. Default: 4. */
        public Builder sessionsAtATime(int value) {
            sessionsAtATime = (int) Checks.within("sessionsAtATime", value, 1, MOST_AT_A_TIME);
            return this;
        }

        private static Duration checked(String name, Duration value) {
            Objects.requireNonNull(value, name);
            Checks.within(
                    name + " in milliseconds",
                    value.toMillis(),
                    1,
                    Duration.ofDays(1).toMillis());
            return value;
        }

        /** Returns the policy. Throws {@link IllegalArgumentException} if the first pause is longer than the longest one. */
        public DeliveryPolicy build() {
            return new DeliveryPolicy(this);
        }
    }
}
