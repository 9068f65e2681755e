package dev.helpline.chat.core.figures;

import dev.helpline.chat.spi.Experimental;
import dev.helpline.chat.spi.figures.FigureSample;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A page of what is behind a number of a report. Thread-safe: immutable. */
@Experimental
public final class Explanation {
    private final List<FigureSample> samples;
    private final boolean hasMore;

    private Explanation(List<FigureSample> samples, boolean hasMore) {
        this.samples = List.copyOf(samples);
        this.hasMore = hasMore;
    }

    /** Returns a page. */
    public static Explanation of(List<FigureSample> samples, boolean hasMore) {
        return new Explanation(samples, hasMore);
    }

    /**
     * What the number is made of, each with its session, the oldest first. Of a {@link dev.helpline.chat.spi.figures.Figure.Kind#COUNT}, only
     * what counts.
     */
    public List<FigureSample> samples() {
        return samples;
    }

    /** The last sample, if there are more behind it, for the next page; null on the last page. */
    public @Nullable FigureSample next() {
        return hasMore ? samples.get(samples.size() - 1) : null;
    }

    @Override
    public String toString() {
        return "Explanation[" + samples + (hasMore ? ", and more]" : "]");
    }
}
