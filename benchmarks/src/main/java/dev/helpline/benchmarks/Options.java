package dev.helpline.benchmarks;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The options of a comparison.
 *
 * @param senders the numbers of concurrent senders; one table for each
 * @param threads the kind of their threads
 * @param warmUp how long each contender sends before its first round, so that its code is compiled by then
 * @param rounds how many turns each contender has, at least 1
 * @param round the length of a turn
 * @param flags parameters that are appended to the database's URL
 * @param json a file for the report, in addition to the console; null for none
 */
record Options(
        List<Integer> senders,
        SenderThreads threads,
        Duration warmUp,
        int rounds,
        Duration round,
        String flags,
        @Nullable Path json) {
    Options {
        senders = List.copyOf(senders);
        if (rounds < 1) {
            throw new IllegalArgumentException("rounds must be >= 1, was " + rounds);
        }
    }

    /** Parses the options that the README lists: names, each followed by a value. */
    static Options parse(List<String> args) {
        List<Integer> senders = List.of(1, 8, 64, 256);
        SenderThreads threads = SenderThreads.PLATFORM;
        Duration warmUp = Duration.ofSeconds(20);
        int rounds = 7;
        Duration round = Duration.ofSeconds(3);
        String flags = "";
        Path json = null;
        for (int i = 0; i < args.size(); i += 2) {
            String name = args.get(i);
            if (i + 1 == args.size()) {
                throw new IllegalArgumentException(name + " lacks its value");
            }
            String value = args.get(i + 1);
            switch (name) {
                case "--senders" ->
                    senders = Arrays.stream(value.split(",", -1))
                            .map(Integer::valueOf)
                            .toList();
                case "--threads" -> threads = SenderThreads.named(value);
                case "--warm-up" -> warmUp = millis(value);
                case "--rounds" -> rounds = Integer.parseInt(value);
                case "--millis" -> round = millis(value);
                case "--flags" -> flags = value;
                case "--json" -> json = Path.of(value);
                default ->
                    throw new IllegalArgumentException(
                            name + " is none of --senders, --threads, --warm-up, --rounds, --millis, --flags, --json");
            }
        }
        return new Options(senders, threads, warmUp, rounds, round, flags, json);
    }

    private static Duration millis(String value) {
        return Duration.ofMillis(Long.parseLong(value));
    }
}
