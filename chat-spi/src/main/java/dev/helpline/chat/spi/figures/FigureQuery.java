package dev.helpline.chat.spi.figures;

import dev.helpline.chat.spi.Checks;
import dev.helpline.chat.spi.Experimental;
import dev.helpline.chat.spi.time.TimeWindow;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Which samples of a figure to read, and how to group them. Thread-safe: immutable. */
@Experimental
public final class FigureQuery {
    /** The greatest number of groups that a store returns, and of parts of time in a query. */
    public static final int MAX_GROUPS = 1_000;

    private final Figure figure;
    private final TimeWindow window;
    private final FigureGrouping grouping;
    private final List<Instant> bounds;
    private final @Nullable String group;
    private final boolean percentiles;

    private FigureQuery(Builder builder) {
        figure = builder.figure;
        window = builder.window;
        grouping = builder.grouping;
        bounds = builder.bounds;
        group = builder.group;
        percentiles = builder.percentiles;
        Checks.require(
                window.from() != null && window.to() != null, "a figure is of a time with a beginning and an end");
        Checks.require((grouping == FigureGrouping.TIME) == !bounds.isEmpty(), "parts of time go with TIME");
        Checks.require(bounds.size() <= MAX_GROUPS, "there are too many parts of time");
        Checks.require(
                bounds.isEmpty() || bounds.get(0).equals(window.from()), "the first part begins with the window");
    }

    /**
     * Returns a builder of a query for all samples of a figure in a window, as one group.
     *
     * @param window with a beginning and an end
     */
    public static Builder builder(Figure figure, TimeWindow window) {
        return new Builder(figure, window);
    }

    /** The figure. */
    public Figure figure() {
        return figure;
    }

    /** The time in which the samples are. */
    public TimeWindow window() {
        return window;
    }

    /** How they are grouped. */
    public FigureGrouping grouping() {
        return grouping;
    }

    /** Where the parts of the window begin by which {@link FigureGrouping#TIME} groups; empty for any other grouping. */
    public List<Instant> bounds() {
        return bounds;
    }

    /** Returns the number of the part of time that an instant of the window is in, from 0. */
    int indexOf(Instant at) {
        int found = Collections.binarySearch(bounds, at);
        return found >= 0 ? found : -found - 2;
    }

    /** The key of the group whose samples are listed; null for those without the property. Only for lists of samples, and not for parts of time. */
    public @Nullable String group() {
        return group;
    }

    /** Whether the median and the 90th percentile are wanted. */
    public boolean percentiles() {
        return percentiles;
    }

    /** All of it. */
    @Override
    public String toString() {
        return "FigureQuery[" + figure + " " + window + " by " + grouping + " " + bounds + " " + group + " "
                + percentiles + "]";
    }

    /** Builds a {@link FigureQuery}. Not thread-safe. */
    public static final class Builder {
        private final Figure figure;
        private final TimeWindow window;
        private FigureGrouping grouping = FigureGrouping.NONE;
        private List<Instant> bounds = List.of();
        private @Nullable String group;
        private boolean percentiles;

        private Builder(Figure figure, TimeWindow window) {
            this.figure = Objects.requireNonNull(figure, "figure");
            this.window = Objects.requireNonNull(window, "window");
        }

        /** See {@link FigureQuery#grouping()}. Default: {@link FigureGrouping#NONE}. */
        public Builder by(FigureGrouping value) {
            grouping = Objects.requireNonNull(value, "grouping");
            return this;
        }

        /** Groups by parts of time; see {@link FigureQuery#bounds()}. Ascending, 1 to {@link FigureQuery#MAX_GROUPS}. */
        public Builder byTime(List<Instant> value) {
            grouping = FigureGrouping.TIME;
            bounds = List.copyOf(value);
            return this;
        }

        /** See {@link FigureQuery#group()}. Default: null. */
        public Builder group(@Nullable String value) {
            group = value;
            return this;
        }

        /** See {@link FigureQuery#percentiles()}. Default: false. */
        public Builder percentiles(boolean value) {
            percentiles = value;
            return this;
        }

        /** Returns the query; throws {@link IllegalArgumentException} if its parts do not agree. */
        public FigureQuery build() {
            return new FigureQuery(this);
        }
    }
}
