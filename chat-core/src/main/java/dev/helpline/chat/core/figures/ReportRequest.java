package dev.helpline.chat.core.figures;

import dev.helpline.chat.spi.Checks;
import dev.helpline.chat.spi.Experimental;
import dev.helpline.chat.spi.figures.Figure;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which report to make. Thread-safe: immutable. */
@Experimental
public final class ReportRequest {
    private final FigureRange range;
    private final ReportGrouping grouping;
    private final List<Figure> figures;

    private ReportRequest(Builder builder) {
        range = builder.range;
        grouping = builder.grouping;
        figures = builder.figures == null ? List.copyOf(grouping.figures()) : builder.figures;
        Checks.require(!figures.isEmpty(), "a report has at least one figure");
        Checks.require(Set.copyOf(figures).size() == figures.size(), "a report has each figure once");
        Checks.require(
                grouping.figures().containsAll(figures), "a report by " + grouping + " lacks one of these figures");
    }

    /** Returns a builder of a report of the days of a range. */
    public static Builder builder(FigureRange range) {
        return new Builder(range);
    }

    /** The range. */
    public FigureRange range() {
        return range;
    }

    /** What its rows are. */
    public ReportGrouping grouping() {
        return grouping;
    }

    /** The figures, in the order of the report. */
    public List<Figure> figures() {
        return figures;
    }

    @Override
    public String toString() {
        return "ReportRequest[" + range + " by " + grouping + " " + figures + "]";
    }

    /** Builds a {@link ReportRequest}. Not thread-safe. */
    public static final class Builder {
        private final FigureRange range;
        private ReportGrouping grouping = ReportGrouping.DAY;
        private @Nullable List<Figure> figures;

        private Builder(FigureRange range) {
            this.range = Objects.requireNonNull(range, "range");
        }

        /** See {@link ReportRequest#grouping()}. Default: {@link ReportGrouping#DAY}. */
        public Builder by(ReportGrouping value) {
            grouping = Objects.requireNonNull(value, "grouping");
            return this;
        }

        /** See {@link ReportRequest#figures()}. Default: {@linkplain ReportGrouping#figures() all} of the grouping. */
        public Builder figures(List<Figure> value) {
            figures = List.copyOf(value);
            return this;
        }

        /** Returns the request; throws {@link IllegalArgumentException} if a figure is there twice, or is none of the grouping. */
        public ReportRequest build() {
            return new ReportRequest(this);
        }
    }
}
