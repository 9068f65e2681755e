package dev.helpline.benchmarks;

import java.util.List;
import java.util.Locale;

/** The median of some figures, and their range. */
record Spread(double median, double min, double max) {
    static Spread of(List<Double> figures) {
        List<Double> sorted = figures.stream().sorted().toList();
        int size = sorted.size();
        double median = (sorted.get((size - 1) / 2) + sorted.get(size / 2)) / 2;
        return new Spread(median, sorted.get(0), sorted.get(size - 1));
    }

    /** Returns the range as text, without decimals. */
    String range() {
        return String.format(Locale.ROOT, "%.0f - %.0f", min, max);
    }
}
