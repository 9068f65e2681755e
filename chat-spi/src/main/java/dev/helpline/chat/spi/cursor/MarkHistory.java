package dev.helpline.chat.spi.cursor;

import dev.helpline.chat.spi.Checks;
import dev.helpline.chat.spi.Experimental;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How far a mark has moved along the log of a session, and when it passed each entry. Thread-safe: immutable.
 *
 * <p>It is a run of at most {@value #MAX_STEPS} steps, each of which says: at this instant the mark was known to stand at this seq. The
 * mark passed an entry at the instant of the first step that stands at the entry or behind it. If there are more steps, the run loses the
 * one whose two neighbours are nearest to each other in time, but never its first and its newest. So {@link #passedAt} may return a later
 * instant than the true one, but never an earlier one, and returns one for exactly the entries that the mark has passed. An instant
 * is late by at most a seventh of the time between the first and the newest step.
 *
 * <p>Instants are those of the clocks of the nodes that moved the mark. Along a run both seqs and instants rise.
 */
@Experimental
public final class MarkHistory {
    /** The longest run: enough that the newest messages of a conversation have their exact times, and some 300 bytes when stored. */
    public static final int MAX_STEPS = 16;

    /** The most characters of {@link #format}: per step two numbers of at most 19 digits and two separators. */
    public static final int MAX_TEXT = MAX_STEPS * 40;

    /** A mark that has not moved. */
    public static final MarkHistory NONE = new MarkHistory(new long[0], new long[0]);

    private final long[] seqs;

    /** Milliseconds since the epoch. */
    private final long[] millis;

    private MarkHistory(long[] seqs, long[] millis) {
        this.seqs = seqs;
        this.millis = millis;
    }

    /** Returns the history of a mark that moved once; {@link #NONE} for seq 0. */
    public static MarkHistory of(long seq, Instant at) {
        return NONE.movedTo(seq, at.toEpochMilli());
    }

    /** The seq at which the mark stands; 0 if it has not moved. */
    public long seq() {
        return seqs.length == 0 ? 0 : seqs[seqs.length - 1];
    }

    /** When the mark came to where it stands; null if it has not moved. At millisecond precision. */
    public @Nullable Instant movedAt() {
        return millis.length == 0 ? null : Instant.ofEpochMilli(millis[millis.length - 1]);
    }

    /** When the mark passed the entry of this seq, or came to it; empty if it has not. At millisecond precision. */
    public Optional<Instant> passedAt(long seq) {
        int found = Arrays.binarySearch(seqs, seq);
        int step = found < 0 ? -found - 1 : found;
        return step < seqs.length ? Optional.of(Instant.ofEpochMilli(millis[step])) : Optional.empty();
    }

    /**
     * Returns the history after the mark has moved to this seq; this very history if it stands there already or further on.
     *
     * @param atMillis milliseconds since the epoch; before the newest step, where a clock was set back, the step's instant counts
     */
    public MarkHistory movedTo(long seq, long atMillis) {
        Checks.within("seq", seq, 0, Long.MAX_VALUE);
        int steps = seqs.length;
        if (seq <= seq()) {
            return this;
        }
        long at = steps == 0 ? Math.max(0, atMillis) : Math.max(millis[steps - 1], atMillis);
        // A step at the instant of the one before says more than that one.
        int kept = steps > 0 && millis[steps - 1] == at ? steps - 1 : steps;
        long[] nextSeqs = Arrays.copyOf(seqs, kept + 1);
        long[] nextMillis = Arrays.copyOf(millis, kept + 1);
        nextSeqs[kept] = seq;
        nextMillis[kept] = at;
        return shortened(nextSeqs, nextMillis, kept + 1);
    }

    /**
     * Returns the history of a mark of which both runs are known: it stands at the larger seq, and has passed each entry at the earlier of
     * the two instants. Returns one of the two histories itself if it says all that the other one does.
     */
    public MarkHistory merge(MarkHistory other) {
        if (says(other)) {
            return this;
        }
        if (other.says(this)) {
            return other;
        }
        int size = seqs.length + other.seqs.length;
        long[] mergedSeqs = new long[size];
        long[] mergedMillis = new long[size];
        // From the newest step to the oldest: a step counts if its instant is before those of all steps that stand
        // further on.
        int mine = seqs.length - 1;
        int others = other.seqs.length - 1;
        int first = size;
        while (mine >= 0 || others >= 0) {
            boolean isMine = others < 0
                    || (mine >= 0
                            && (seqs[mine] > other.seqs[others]
                                    || (seqs[mine] == other.seqs[others] && millis[mine] <= other.millis[others])));
            long seq = isMine ? seqs[mine] : other.seqs[others];
            long at = isMine ? millis[mine--] : other.millis[others--];
            if (first == size || at < mergedMillis[first]) {
                first--;
                mergedSeqs[first] = seq;
                mergedMillis[first] = at;
            }
        }
        return shortened(
                Arrays.copyOfRange(mergedSeqs, first, size),
                Arrays.copyOfRange(mergedMillis, first, size),
                size - first);
    }

    /** Whether merging the other history would change nothing. */
    private boolean says(MarkHistory other) {
        for (int i = 0; i < other.seqs.length; i++) {
            int found = Arrays.binarySearch(seqs, other.seqs[i]);
            int step = found < 0 ? -found - 1 : found;
            if (step == seqs.length || millis[step] > other.millis[i]) {
                return false;
            }
        }
        return true;
    }

    /** Returns the history of a mark that has not moved beyond this seq, where a log ends. */
    public MarkHistory upTo(long lastSeq) {
        if (seq() <= lastSeq) {
            return this;
        }
        if (lastSeq <= 0) {
            return NONE;
        }
        int found = Arrays.binarySearch(seqs, lastSeq);
        int step = found < 0 ? -found - 1 : found;
        long[] cut = Arrays.copyOf(seqs, step + 1);
        cut[step] = lastSeq;
        return new MarkHistory(cut, Arrays.copyOf(millis, step + 1));
    }

    /** Both arrays belong to the new history. */
    private static MarkHistory shortened(long[] seqs, long[] millis, int size) {
        int steps = size;
        while (steps > MAX_STEPS) {
            int nearest = 1;
            for (int i = 2; i < steps - 1; i++) {
                if (millis[i + 1] - millis[i - 1] < millis[nearest + 1] - millis[nearest - 1]) {
                    nearest = i;
                }
            }
            System.arraycopy(seqs, nearest + 1, seqs, nearest, steps - nearest - 1);
            System.arraycopy(millis, nearest + 1, millis, nearest, steps - nearest - 1);
            steps--;
        }
        return steps == size
                ? new MarkHistory(seqs, millis)
                : new MarkHistory(Arrays.copyOf(seqs, steps), Arrays.copyOf(millis, steps));
    }

    /**
     * Returns the history as text, for stores and for other nodes: {@code seq@milliseconds} of each step, joined by commas. At most
     * {@link #MAX_TEXT} characters of printable ASCII; empty if the mark has not moved.
     */
    public String format() {
        StringBuilder text = new StringBuilder(24 * seqs.length);
        for (int i = 0; i < seqs.length; i++) {
            text.append(i == 0 ? "" : ",").append(seqs[i]).append('@').append(millis[i]);
        }
        return text.toString();
    }

    /**
     * The reverse of {@link #format}.
     *
     * @throws IllegalArgumentException if the text is not that of a history
     */
    public static MarkHistory parse(String text) {
        if (text.isEmpty()) {
            return NONE;
        }
        Checks.require(text.length() <= MAX_TEXT, "the text of a mark is too long");
        String[] steps = text.split(",", -1);
        Checks.require(steps.length <= MAX_STEPS, "a mark has too many steps");
        long[] seqs = new long[steps.length];
        long[] millis = new long[steps.length];
        for (int i = 0; i < steps.length; i++) {
            int at = steps[i].indexOf('@');
            Checks.require(at > 0, "a step of a mark has no instant");
            seqs[i] = Long.parseLong(steps[i].substring(0, at));
            millis[i] = Long.parseLong(steps[i].substring(at + 1));
            Checks.require(
                    seqs[i] > (i == 0 ? 0 : seqs[i - 1]) && millis[i] > (i == 0 ? -1 : millis[i - 1]),
                    "the steps of a mark must rise");
        }
        return new MarkHistory(seqs, millis);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || (other instanceof MarkHistory that
                        && Arrays.equals(seqs, that.seqs)
                        && Arrays.equals(millis, that.millis));
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(seqs) + Arrays.hashCode(millis);
    }

    @Override
    public String toString() {
        return "MarkHistory[" + format() + "]";
    }
}
