package dev.helpline.benchmarks;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The options of the read benchmark.
 *
 * @param sessions the number of sessions
 * @param times the number of measurements of each read
 * @param json a file for the report, in addition to the console; null for none
 */
record ReadOptions(int sessions, int times, @Nullable Path json) {
    /** Parses {@code --sessions 50000}, {@code --times 500} and {@code --json file}. */
    static ReadOptions parse(List<String> args) {
        ReadOptions options = new ReadOptions(50_000, 500, null);
        for (int i = 0; i < args.size(); i += 2) {
            if (i + 1 == args.size()) {
                throw new IllegalArgumentException(args.get(i) + " lacks its value");
            }
            options = options.with(args.get(i), args.get(i + 1));
        }
        return options;
    }

    private ReadOptions with(String name, String value) {
        return switch (name) {
            case "--sessions" -> new ReadOptions(Integer.parseInt(value), times, json);
            case "--times" -> new ReadOptions(sessions, Integer.parseInt(value), json);
            case "--json" -> new ReadOptions(sessions, times, Path.of(value));
            default -> throw new IllegalArgumentException(name + " is none of --sessions, --times, --json");
        };
    }
}
