package dev.helpline.chat.store.jdbc;

import java.time.Duration;
import java.util.OptionalInt;

/**
 * How long a long run goes on: as many rounds as were asked for, or else for {@code -Dhelpline.long.seconds} (default: 40)
 * and a least number of rounds. A slower machine so does fewer rounds in the same time.
 */
final class LongRun {
    private static final Duration DURATION = Duration.ofSeconds(Long.getLong("helpline.long.seconds", 40));

    private final OptionalInt asked;
    private final int least;
    private final long begunNanos = System.nanoTime();

    private LongRun(OptionalInt asked, int least) {
        this.asked = asked;
        this.least = least;
    }

    /**
     * A run that begins now.
     *
     * @param property the system property that asks for an exact number of rounds
     * @param least how many rounds there are at least if that property is not set
     */
    static LongRun of(String property, int least) {
        Integer rounds = Integer.getInteger(property);
        return new LongRun(rounds == null ? OptionalInt.empty() : OptionalInt.of(rounds), least);
    }

    /** Whether there is another round after so many. */
    boolean goesOn(long done) {
        if (asked.isPresent()) {
            return done < asked.getAsInt();
        }
        return done < least || System.nanoTime() - begunNanos < DURATION.toNanos();
    }
}
