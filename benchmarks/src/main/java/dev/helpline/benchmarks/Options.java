package dev.helpline.benchmarks;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is to be measured.
 *
 * @param senders with how many senders at once, one table each
 * @param threads what kind of thread each of them is
 * @param warmUp how long each contender sends before its first round, so that its code is compiled by then
 * @param rounds how often each contender comes to its turn, at least 1
 * @param round how long a turn is
 * @param flags what is appended to the database's URL, for drivers that are faster with it
 * @param json where the report goes besides the console; null for nowhere
 */
record Options(
        List<Integer> senders,
        SenderThreads threads,
        Duration warmUp,
        int rounds,
        Duration round,
        String flags,
        @Nullable Path json) {
    private static final Options DEFAULT = new Options(
            List.of(1, 8, 64, 256), SenderThreads.PLATFORM, Duration.ofSeconds(20), 7, Duration.ofSeconds(3), "", null);

    Options {
        senders = List.copyOf(senders);
        if (rounds < 1) {
            throw new IllegalArgumentException("rounds must be >= 1, was " + rounds);
        }
    }

    /** Reads what this module's README lists, as names each followed by a value. */
    static Options parse(List<String> args) {
        Options options = DEFAULT;
        for (int i = 0; i < args.size(); i += 2) {
            if (i + 1 == args.size()) {
                throw new IllegalArgumentException(args.get(i) + " lacks its value");
            }
            options = options.with(args.get(i), args.get(i + 1));
        }
        return options;
    }

    private Options with(String name, String value) {
        return switch (name) {
            case "--senders" ->
                new Options(
                        Arrays.stream(value.split(",", -1))
                                .map(Integer::valueOf)
                                .toList(),
                        threads,
                        warmUp,
                        rounds,
                        round,
                        flags,
                        json);
            case "--threads" -> new Options(senders, SenderThreads.named(value), warmUp, rounds, round, flags, json);
            case "--warm-up" -> new Options(senders, threads, millis(value), rounds, round, flags, json);
            case "--rounds" -> new Options(senders, threads, warmUp, Integer.parseInt(value), round, flags, json);
            case "--millis" -> new Options(senders, threads, warmUp, rounds, millis(value), flags, json);
            case "--flags" -> new Options(senders, threads, warmUp, rounds, round, value, json);
            case "--json" -> new Options(senders, threads, warmUp, rounds, round, flags, Path.of(value));
            default ->
                throw new IllegalArgumentException(
                        name + " is none of --senders, --threads, --warm-up, --rounds, --millis, --flags, --json");
        };
    }

    private static Duration millis(String value) {
        return Duration.ofMillis(Long.parseLong(value));
    }
}
