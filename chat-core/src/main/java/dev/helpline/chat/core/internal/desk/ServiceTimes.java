package dev.helpline.chat.core.internal.desk;

import dev.helpline.chat.core.session.WaitEstimate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How long agents served the sessions that ended lately, and what follows for those who wait. Pure.
 *
 * @param mean at least a millisecond
 * @param measured how many services the mean is of; at least 1
 */
record ServiceTimes(Duration mean, int measured) {
    /** The standard normal distribution stays below it in nine of ten cases. */
    private static final double NINE_OF_TEN = 1.2816;

    /** An estimate beyond a day is none. */
    private static final double MAX_SECONDS = Duration.ofDays(1).toSeconds();

    /**
     * The mean of those that count. Leaves out services longer than {@link WaitEstimate#LONGEST_SERVICE}, and those that end before they
     * begin since a clock was set back.
     */
    static Optional<ServiceTimes> of(List<Duration> services) {
        List<Duration> counted = services.stream()
                .filter(time -> !time.isNegative() && time.compareTo(WaitEstimate.LONGEST_SERVICE) <= 0)
                .toList();
        if (counted.isEmpty()) {
            return Optional.empty();
        }
        Duration mean = counted.stream().reduce(Duration.ZERO, Duration::plus).dividedBy(counted.size());
        return Optional.of(new ServiceTimes(mean.isZero() ? Duration.ofMillis(1) : mean, counted.size()));
    }

    /**
     * Returns the time until so many sessions have ended; empty if it exceeds a day.
     *
     * @param ends at least 1
     * @param inService how many sessions are served at a time; above 0. A part of one stands for a place that other queues share
     */
    Optional<WaitEstimate> until(int ends, double inService) {
        double expected = ends * (mean.toMillis() / 1000.0) / inService;
        double p90 = expected * quantile(ends, NINE_OF_TEN);
        return p90 > MAX_SECONDS
                ? Optional.empty()
                : Optional.of(WaitEstimate.of(seconds(expected * quantile(ends, 0)), seconds(p90)));
    }

    private static Duration seconds(double seconds) {
        return Duration.ofSeconds(Math.round(seconds));
    }

    /**
     * The quantile of the time until so many sessions have ended, as a multiple of its expectation. The time is a sum of {@code ends}
     * exponential times, and the expectation is known from {@code measured} of them, so that their quotient has the F distribution with
     * {@code 2 ends} and {@code 2 measured} degrees of freedom. The approximation of its quantiles is that of E. Paulson, "An approximate
     * normalization of the analysis of variance distribution", 1942: the cube roots of gamma variables are nearly normal (Wilson and
     * Hilferty, 1931).
     */
    private double quantile(int ends, double normal) {
        double a = 1 / (9.0 * ends);
        double b = 1 / (9.0 * measured);
        // (1 - b) x - (1 - a) = normal * sqrt(b x^2 + a), solved for x
        double square = normal * normal;
        double discriminant = a * (1 - b) * (1 - b) + b * (1 - a) * (1 - a) - square * a * b;
        double root = ((1 - a) * (1 - b) + normal * Math.sqrt(discriminant)) / ((1 - b) * (1 - b) - square * b);
        return root * root * root;
    }
}
