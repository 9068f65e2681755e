package dev.helpline.chat.core.internal.desk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.helpline.chat.core.session.WaitEstimate;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Compares estimates with the waits that follow in simulated queues, by simulated time. */
class WaitCalibrationTest {
    private static final Duration MEAN = Duration.ofMinutes(8);
    private static final int SEEDS = 20;
    private static final int ARRIVALS = 600;

    /** So many arrive before an estimate counts: the sessions that end first are those that were short. */
    private static final int WARM_UP = 200;

    /** How long services last, as a multiple of their mean; the logarithm of the other kind is normal, as in most support teams. */
    private enum Service {
        EXPONENTIAL {
            @Override
            double length(Random random) {
                return -Math.log(1 - random.nextDouble());
            }
        },
        LOG_NORMAL {
            @Override
            double length(Random random) {
                double deviation = 0.8;
                return Math.exp(deviation * random.nextGaussian() - deviation * deviation / 2);
            }
        };

        abstract double length(Random random);
    }

    @ParameterizedTest
    @CsvSource({
        "1, 0.8, EXPONENTIAL", "1, 0.95, LOG_NORMAL", "2, 0.9, EXPONENTIAL", "3, 1.1, LOG_NORMAL",
                "5, 0.95, EXPONENTIAL",
        "5, 0.8, LOG_NORMAL", "10, 1.2, EXPONENTIAL", "10, 0.9, LOG_NORMAL", "20, 0.9, EXPONENTIAL",
                "20, 1.1, LOG_NORMAL"
    })
    void the_wait_is_within_p90_in_nine_of_ten_cases_and_within_the_median_in_half(
            int places, double load, Service service) {
        Score score = score(places, load, service);

        assertThat(score.withinP90()).isBetween(0.85, 0.95);
        assertThat(score.withinMedian()).isBetween(0.4, 0.6);
    }

    private static Score score(int places, double load, Service service) {
        Score score = new Score();
        LongStream.rangeClosed(1, SEEDS).forEach(seed -> simulate(places, load, service, new Random(seed), score));
        return score;
    }

    /** A queue in the order of arrival, whose sessions are served as soon as a place is free. */
    private static void simulate(int places, double load, Service service, Random random, Score score) {
        record Waiting(double since, Optional<WaitEstimate> estimate) {}
        double mean = MEAN.toSeconds();
        PriorityQueue<Served> inService = new PriorityQueue<>(Comparator.comparing(Served::end));
        Deque<Waiting> queue = new ArrayDeque<>();
        List<Served> ended = new ArrayList<>();
        double now = 0;
        for (int arrivals = 1; arrivals <= ARRIVALS; arrivals++) {
            while (!inService.isEmpty() && inService.element().end() <= now) {
                Served end = inService.remove();
                ended.add(end);
                if (!queue.isEmpty()) {
                    Waiting next = queue.remove();
                    next.estimate().ifPresent(estimate -> score.add(estimate, end.end() - next.since()));
                    inService.add(Served.from(end.end(), mean * service.length(random)));
                }
            }
            if (inService.size() < places) {
                inService.add(Served.from(now, mean * service.length(random)));
            } else {
                queue.add(new Waiting(
                        now, arrivals < WARM_UP ? Optional.empty() : estimate(ended, now, queue.size() + 1, places)));
            }
            now += Service.EXPONENTIAL.length(random) * mean / (load * places);
        }
    }

    private static Optional<WaitEstimate> estimate(List<Served> ended, double now, int place, int places) {
        List<Duration> recent = new ArrayList<>();
        for (int i = ended.size() - 1; i >= 0 && recent.size() < WaitEstimate.SAMPLE; i--) {
            if (ended.get(i).end() >= now - WaitEstimate.RECENT.toSeconds()) {
                recent.add(Duration.ofMillis(Math.round(1000 * ended.get(i).length())));
            }
        }
        return ServiceTimes.of(recent).flatMap(times -> times.until(place, places));
    }

    /** In seconds. */
    private record Served(double end, double length) {
        static Served from(double begin, double length) {
            return new Served(begin + length, length);
        }
    }

    private static final class Score {
        private double cases;
        private int median;
        private int p90;

        void add(WaitEstimate estimate, double waitedSeconds) {
            cases++;
            median += waitedSeconds <= estimate.median().toSeconds() ? 1 : 0;
            p90 += waitedSeconds <= estimate.p90().toSeconds() ? 1 : 0;
        }

        double withinMedian() {
            return median / cases;
        }

        double withinP90() {
            return p90 / cases;
        }
    }
}
