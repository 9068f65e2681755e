package dev.helpline.chat.spi.figures;

import dev.helpline.chat.spi.Experimental;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The samples of a figure that have one property in common. Thread-safe: immutable. */
@Experimental
public final class FigureGroup {
    /** The greatest groups first; groups of one size by the code points of their keys, and the one without a key last. */
    public static final Comparator<FigureGroup> LARGEST_FIRST = Comparator.comparingLong(
                    (FigureGroup group) -> group.totals().count())
            .reversed()
            .thenComparing(FigureGroup::key, Comparator.nullsLast(FigureGroup::byCodePoints));

    private final @Nullable String key;
    private final FigureTotals totals;

    private FigureGroup(@Nullable String key, FigureTotals totals) {
        this.key = key;
        this.totals = Objects.requireNonNull(totals, "totals");
    }

    /** Returns a group. */
    public static FigureGroup of(@Nullable String key, FigureTotals totals) {
        return new FigureGroup(key, totals);
    }

    private static int byCodePoints(String one, String other) {
        int[] first = one.codePoints().toArray();
        int[] second = other.codePoints().toArray();
        return Arrays.compare(first, second);
    }

    /** What the samples have in common, as {@link FigureGrouping} says; null for those without the property. */
    public @Nullable String key() {
        return key;
    }

    /** What they amount to; at least one sample. */
    public FigureTotals totals() {
        return totals;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof FigureGroup that && Objects.equals(key, that.key) && totals.equals(that.totals);
    }

    @Override
    public int hashCode() {
        return Objects.hash(key, totals);
    }

    @Override
    public String toString() {
        return "FigureGroup[" + key + ", " + totals + "]";
    }
}
