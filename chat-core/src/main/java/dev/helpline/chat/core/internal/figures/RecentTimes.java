package dev.helpline.chat.core.internal.figures;

import dev.helpline.chat.core.figures.MeasuredTime;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * How long something took, of the last {@link MeasuredTime#WINDOW}. Each minute counts its times in classes, 32 for each power of two microseconds,
 * so that it takes at most 54 kilobytes however much is measured, and what is told is at most a 32nd longer than what was measured. Adding a time
 * takes no lock. Thread-safe.
 */
public final class RecentTimes {
    private static final int MINUTES = (int) MeasuredTime.WINDOW.toMinutes();

    /** Below this many microseconds, each has a class of its own. */
    private static final int FINE = 32;

    private static final int FINE_BITS = 5;

    /** Longer times, above an hour, count as this long. */
    private static final long LONGEST_MICROS = (1L << 32) - 1;

    private static final int CLASSES = classOf(LONGEST_MICROS) + 1;

    private final AtomicReferenceArray<@Nullable Minute> minutes = new AtomicReferenceArray<>(MINUTES);

    private record Minute(long number, AtomicIntegerArray counts) {
        Minute(long number) {
            this(number, new AtomicIntegerArray(CLASSES));
        }
    }

    /**
     * Adds a time.
     *
     * @param nowNanos the elapsed time, from any origin
     */
    public void add(Duration took, long nowNanos) {
        long micros = Math.min(Math.max(0, TimeUnit.NANOSECONDS.toMicros(nanos(took))), LONGEST_MICROS);
        minute(minuteOf(nowNanos)).counts().incrementAndGet(classOf(micros));
    }

    private static long nanos(Duration took) {
        return took.toSeconds() > LONGEST_MICROS / 1_000_000 ? Long.MAX_VALUE : took.toNanos();
    }

    private static long minuteOf(long nowNanos) {
        return Math.floorDiv(nowNanos, TimeUnit.MINUTES.toNanos(1));
    }

    private Minute minute(long number) {
        int place = (int) Math.floorMod(number, (long) MINUTES);
        while (true) {
            Minute found = minutes.get(place);
            if (found != null && found.number() >= number) {
                return found;
            }
            Minute next = new Minute(number);
            if (minutes.compareAndSet(place, found, next)) {
                return next;
            }
        }
    }

    /** Returns what was measured in the last minutes; null if nothing was. */
    public @Nullable MeasuredTime recent(long nowNanos) {
        long newest = minuteOf(nowNanos);
        long[] counts = new long[CLASSES];
        long all = 0;
        for (int place = 0; place < MINUTES; place++) {
            Minute minute = minutes.get(place);
            if (minute != null && minute.number() > newest - MINUTES) {
                for (int i = 0; i < CLASSES; i++) {
                    int count = minute.counts().get(i);
                    counts[i] += count;
                    all += count;
                }
            }
        }
        return all == 0 ? null : MeasuredTime.of(percentile(counts, all, 50), percentile(counts, all, 90), all);
    }

    /** The first class up to which there are at least so many percent of all times. */
    private static Duration percentile(long[] counts, long all, int percent) {
        long wanted = (all * percent + 99) / 100;
        long seen = 0;
        int at = -1;
        while (seen < wanted) {
            seen += counts[++at];
        }
        return Duration.ofNanos(TimeUnit.MICROSECONDS.toNanos(longestOf(at)));
    }

    private static int classOf(long micros) {
        int shift = Math.max(0, Long.SIZE - Long.numberOfLeadingZeros(micros) - 1 - FINE_BITS);
        return shift * FINE + (int) (micros >> shift);
    }

    private static long longestOf(int at) {
        if (at < 2 * FINE) {
            return at;
        }
        int shift = at / FINE - 1;
        return ((at - shift * FINE + 1L) << shift) - 1;
    }
}
