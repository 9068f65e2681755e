package dev.helpline.benchmarks;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The options of the benchmark without HTTP.
 *
 * @param rounds how often each method runs, each time in a JVM of its own, at least 1
 * @param iterations how many iterations warm up, and how many are measured then, at least 1
 * @param millis the length of an iteration
 * @param json a file for the report, in addition to the console; null for none
 */
record InProcessOptions(
        int rounds, int iterations, long millis, @Nullable Path json) {
    private static final String ROUNDS = "--rounds";
    private static final String ITERATIONS = "--iterations";
    private static final String MILLIS = "--millis";

    /** Parses the options that the README lists: names, each followed by a value. */
    static InProcessOptions parse(List<String> words) {
        Arguments given = Arguments.parse(words, Map.of(ROUNDS, "5", ITERATIONS, "5", MILLIS, "1000"));
        return new InProcessOptions(
                given.positive(ROUNDS), given.positive(ITERATIONS), given.positive(MILLIS), given.json());
    }
}
