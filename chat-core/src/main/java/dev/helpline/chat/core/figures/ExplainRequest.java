package dev.helpline.chat.core.figures;

import dev.helpline.chat.spi.Checks;
import dev.helpline.chat.spi.Experimental;
import dev.helpline.chat.spi.figures.Figure;
import dev.helpline.chat.spi.figures.FigureSample;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Which number of a report to explain, and which page of what is behind it. Thread-safe: immutable. */
@Experimental
public final class ExplainRequest {
    /** The most samples of a page. */
    public static final int MAX_LIMIT = 500;

    private final Figure figure;
    private final FigureRange range;
    private final ReportGrouping grouping;
    private final @Nullable String group;
    private final @Nullable FigureSample after;
    private final int limit;

    private ExplainRequest(Builder builder) {
        figure = builder.figure;
        range = builder.range;
        grouping = builder.grouping;
        group = builder.group;
        after = builder.after;
        limit = (int) Checks.within("limit", builder.limit, 1, MAX_LIMIT);
        Checks.require(grouping.figures().contains(figure), "a report by " + grouping + " has no such figure");
    }

    /**
     * Returns a builder of the first page of a figure over a whole range. For a row by time, the range is that of the row.
     *
     * @param figure see {@link #figure()}
     * @param range see {@link #range()}
     */
    public static Builder builder(Figure figure, FigureRange range) {
        return new Builder(figure, range);
    }

    /** The figure. */
    public Figure figure() {
        return figure;
    }

    /** The range. */
    public FigureRange range() {
        return range;
    }

    /** By what the report is grouped; {@link ReportGrouping#NONE} for the whole range. */
    public ReportGrouping grouping() {
        return grouping;
    }

    /** {@linkplain ReportRow#group() What the sessions of the row have in common}; null for those without. */
    public @Nullable String group() {
        return group;
    }

    /** The last sample of the page before; null for the first page. */
    public @Nullable FigureSample after() {
        return after;
    }

    /** The most samples of the page. */
    public int limit() {
        return limit;
    }

    @Override
    public String toString() {
        return "ExplainRequest[" + figure + " " + range + " by " + grouping + " " + group + " after " + after + "]";
    }

    /** Builds an {@link ExplainRequest}. Not thread-safe. */
    public static final class Builder {
        private final Figure figure;
        private final FigureRange range;
        private ReportGrouping grouping = ReportGrouping.NONE;
        private @Nullable String group;
        private @Nullable FigureSample after;
        private int limit = 50;

        private Builder(Figure figure, FigureRange range) {
            this.figure = Objects.requireNonNull(figure, "figure");
            this.range = Objects.requireNonNull(range, "range");
        }

        /**
         * Asks for one row of a report by agents, departments and so on. Default: the whole range.
         *
         * @param value a grouping that {@linkplain ReportGrouping#hasGroups() has groups}
         * @param key see {@link ExplainRequest#group()}
         * @throws IllegalArgumentException if the grouping has none, or if there cannot be such a group
         */
        public Builder group(ReportGrouping value, @Nullable String key) {
            Checks.require(value.canBe(key), "rows by " + value + " have no such group");
            grouping = value;
            group = key;
            return this;
        }

        /** See {@link ExplainRequest#after()}. Default: null. */
        public Builder after(@Nullable FigureSample value) {
            after = value;
            return this;
        }

        /** See {@link ExplainRequest#limit()}, from 1 to {@link #MAX_LIMIT}. Default: 50. */
        public Builder limit(int value) {
            limit = value;
            return this;
        }

        /** Returns the request; throws {@link IllegalArgumentException} if its parts do not agree. */
        public ExplainRequest build() {
            return new ExplainRequest(this);
        }
    }
}
