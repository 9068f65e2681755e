package dev.helpline.chat.spi.figures;

import dev.helpline.chat.spi.Checks;
import dev.helpline.chat.spi.Experimental;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What the samples of a group amount to. Thread-safe: immutable. */
@Experimental
public final class FigureTotals {
    /** Those of no samples. */
    public static final FigureTotals NONE = builder().build();

    private static final int DIGITS = 4;

    private final long count;
    private final long sum;
    private final @Nullable Long median;
    private final @Nullable Long p90;

    private FigureTotals(Builder builder) {
        count = Checks.within("count", builder.count, 0, Long.MAX_VALUE);
        sum = Checks.within("sum", builder.sum, 0, Long.MAX_VALUE);
        median = builder.median;
        p90 = builder.p90;
    }

    /** Returns a builder of the totals of no samples. */
    public static Builder builder() {
        return new Builder();
    }

    /** Returns the totals of values, with percentiles. */
    public static FigureTotals of(List<Long> values) {
        List<Long> sorted = values.stream().sorted().toList();
        return builder()
                .count(sorted.size())
                .sum(sorted.stream().mapToLong(Long::longValue).sum())
                .median(percentile(sorted, 50))
                .p90(percentile(sorted, 90))
                .build();
    }

    /** The smallest value that at least so many of a hundred values do not exceed: {@code percentile_disc} of SQL. */
    private static @Nullable Long percentile(List<Long> sorted, int percent) {
        return sorted.isEmpty() ? null : sorted.get((sorted.size() * percent + 99) / 100 - 1);
    }

    /** Over how many samples. */
    public long count() {
        return count;
    }

    /** The sum of their values. */
    public long sum() {
        return sum;
    }

    /** The smallest value that at least half of the values do not exceed; null without samples, or if it was not asked for. */
    public @Nullable Long median() {
        return median;
    }

    /** The smallest value that at least nine of ten values do not exceed; null without samples, or if it was not asked for. */
    public @Nullable Long p90() {
        return p90;
    }

    /** Returns the mean of the values, of 4 decimals, half up; null without samples. */
    public @Nullable BigDecimal mean() {
        return count == 0
                ? null
                : BigDecimal.valueOf(sum).divide(BigDecimal.valueOf(count), DIGITS, RoundingMode.HALF_UP);
    }

    /**
     * Returns what a report shows for a figure: of a count the sum, of times the mean in whole milliseconds, half up, and otherwise the mean. Null
     * for a mean without samples.
     */
    public @Nullable Number value(Figure figure) {
        BigDecimal mean = mean();
        return switch (figure.kind()) {
            case COUNT -> (Long) sum;
            case TIME -> mean == null ? null : mean.setScale(0, RoundingMode.HALF_UP);
            case SHARE, MEAN -> mean;
        };
    }

    /** Returns the totals of these and other samples, without percentiles. */
    public FigureTotals plus(FigureTotals other) {
        return builder().count(count + other.count).sum(sum + other.sum).build();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof FigureTotals that
                && count == that.count
                && sum == that.sum
                && Objects.equals(median, that.median)
                && Objects.equals(p90, that.p90);
    }

    @Override
    public int hashCode() {
        return Objects.hash(count, sum, median, p90);
    }

    @Override
    public String toString() {
        return "FigureTotals[" + sum + " over " + count + ", median " + median + ", P90 " + p90 + "]";
    }

    /** Builds {@link FigureTotals}. Not thread-safe. */
    public static final class Builder {
        private long count;
        private long sum;
        private @Nullable Long median;
        private @Nullable Long p90;

        private Builder() {}

        /** See {@link FigureTotals#count()}. Default: 0. */
        public Builder count(long value) {
            count = value;
            return this;
        }

        /** See {@link FigureTotals#sum()}. Default: 0. */
        public Builder sum(long value) {
            sum = value;
            return this;
        }

        /** See {@link FigureTotals#median()}. Default: none. */
        public Builder median(@Nullable Long value) {
            median = value;
            return this;
        }

        /** See {@link FigureTotals#p90()}. Default: none. */
        public Builder p90(@Nullable Long value) {
            p90 = value;
            return this;
        }

        /** Returns the totals; throws {@link IllegalArgumentException} if a number is negative. */
        public FigureTotals build() {
            return new FigureTotals(this);
        }
    }
}
