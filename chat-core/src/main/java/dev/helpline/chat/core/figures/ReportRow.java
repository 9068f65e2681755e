package dev.helpline.chat.core.figures;

import dev.helpline.chat.spi.Experimental;
import dev.helpline.chat.spi.figures.Figure;
import dev.helpline.chat.spi.figures.FigureTotals;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The figures of a part of the range, or of what has one property in common. Thread-safe: immutable. */
@Experimental
public final class ReportRow {
    private final @Nullable FigureRange range;
    private final @Nullable String group;
    private final Map<Figure, FigureTotals> totals;

    private ReportRow(@Nullable FigureRange range, @Nullable String group, Map<Figure, FigureTotals> totals) {
        this.range = range;
        this.group = group;
        this.totals = Map.copyOf(totals);
    }

    /** Returns the row of a part of the range. */
    public static ReportRow of(FigureRange range, Map<Figure, FigureTotals> totals) {
        return new ReportRow(Objects.requireNonNull(range, "range"), null, totals);
    }

    /** Returns the row of a group. */
    public static ReportRow ofGroup(@Nullable String group, Map<Figure, FigureTotals> totals) {
        return new ReportRow(null, group, totals);
    }

    /** The part of the range; null if the report is not by time. */
    public @Nullable FigureRange range() {
        return range;
    }

    /**
     * What the sessions of the row have in common: the id of an agent, the name of a department and so on, the name of a {@link
     * dev.helpline.chat.spi.session.Priority}, a number of stars, or the day of the week from 1 for Monday and the hour as in {@code 1-09}. Null
     * for those without such a property, and in a report by time.
     */
    public @Nullable String group() {
        return group;
    }

    /** What a figure of the report amounts to; nothing happened, it is {@link FigureTotals#NONE}. */
    public FigureTotals totals(Figure figure) {
        return totals.getOrDefault(figure, FigureTotals.NONE);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ReportRow that
                && Objects.equals(range, that.range)
                && Objects.equals(group, that.group)
                && totals.equals(that.totals);
    }

    @Override
    public int hashCode() {
        return Objects.hash(range, group, totals);
    }

    @Override
    public String toString() {
        return "ReportRow[" + range + ", " + group + ", " + totals + "]";
    }
}
