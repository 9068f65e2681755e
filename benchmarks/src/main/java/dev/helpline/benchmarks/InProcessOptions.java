package dev.helpline.benchmarks;

import java.nio.file.Path;
import java.util.List;
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
    private static final InProcessOptions DEFAULTS = new InProcessOptions(5, 5, 1000, null);

    InProcessOptions {
        if (rounds < 1 || iterations < 1) {
            throw new IllegalArgumentException("rounds and iterations must be >= 1");
        }
    }

    /** Parses the options that the README lists: names, each followed by a value. */
    static InProcessOptions parse(List<String> args) {
        InProcessOptions options = DEFAULTS;
        for (int i = 0; i < args.size(); i += 2) {
            if (i + 1 == args.size()) {
                throw new IllegalArgumentException(args.get(i) + " lacks its value");
            }
            options = options.with(args.get(i), args.get(i + 1));
        }
        return options;
    }

    private InProcessOptions with(String name, String value) {
        return switch (name) {
            case "--rounds" -> new InProcessOptions(Integer.parseInt(value), iterations, millis, json);
            case "--iterations" -> new InProcessOptions(rounds, Integer.parseInt(value), millis, json);
            case "--millis" -> new InProcessOptions(rounds, iterations, Long.parseLong(value), json);
            case "--json" -> new InProcessOptions(rounds, iterations, millis, Path.of(value));
            default ->
                throw new IllegalArgumentException(name + " is none of --rounds, --iterations, --millis, --json");
        };
    }
}
