package dev.helpline.chat.store.jdbc;

import java.time.Duration;
import java.util.OptionalInt;

/**
 * The length of a long run: as many rounds as a property says, or otherwise as many as fit into {@code
 * -Dhelpline.long.seconds} (default: 30), but at least a given number. So a slower machine does fewer rounds in the
 * same time.
 */
final class LongRun {
    private static final Duration DURATION = Duration.ofSeconds(Long.getLong("helpline.long.seconds", 30));

    private final OptionalInt asked;
    private final int least;
    private final long begunNanos = System.nanoTime();

    private LongRun(OptionalInt asked, int least) {
        this.asked = asked;
        this.least = least;
    }

    /**
     * Returns a run that begins now.
     *
     * @param property the system property that sets an exact number of rounds
     * @param least the minimal number of rounds if that property is not set
     */
    static LongRun of(String property, int least) {
        Integer rounds = Integer.getInteger(property);
        return new LongRun(rounds == null ? OptionalInt.empty() : OptionalInt.of(rounds), least);
    }

    /** Returns whether there is another round after so many. */
    boolean goesOn(long done) {
        if (asked.isPresent()) {
            return done < asked.getAsInt();
        }
        return done < least || System.nanoTime() - begunNanos < DURATION.toNanos();
    }
}
