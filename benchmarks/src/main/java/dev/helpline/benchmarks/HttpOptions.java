package dev.helpline.benchmarks;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The options of the benchmarks over HTTP.
 *
 * @param connections how many connections the load generator keeps busy, each with one request at a time
 * @param sessions how many open sessions the requests go to, one after the other
 * @param warmUpMillis how long each contender is called before its first round, so that its code is compiled by then
 * @param rounds how many turns each contender has, at least 1
 * @param roundMillis the length of a turn
 * @param json a file for the report, in addition to the console; null for none
 */
record HttpOptions(
        int connections,
        int sessions,
        long warmUpMillis,
        int rounds,
        long roundMillis,
        @Nullable Path json) {
    /** The defaults for empty polls. */
    static final HttpOptions POLL = new HttpOptions(64, 200, 10_000, 7, 3000, null);

    HttpOptions {
        if (connections < 1 || sessions < 1 || rounds < 1) {
            throw new IllegalArgumentException("connections, sessions and rounds must be >= 1");
        }
    }

    /** Parses the options that the README lists, names each followed by a value; these options are the defaults. */
    HttpOptions parse(List<String> args) {
        HttpOptions options = this;
        for (int i = 0; i < args.size(); i += 2) {
            if (i + 1 == args.size()) {
                throw new IllegalArgumentException(args.get(i) + " lacks its value");
            }
            options = options.with(args.get(i), args.get(i + 1));
        }
        return options;
    }

    private HttpOptions with(String name, String value) {
        return switch (name) {
            case "--connections" ->
                new HttpOptions(Integer.parseInt(value), sessions, warmUpMillis, rounds, roundMillis, json);
            case "--sessions" ->
                new HttpOptions(connections, Integer.parseInt(value), warmUpMillis, rounds, roundMillis, json);
            case "--warm-up" ->
                new HttpOptions(connections, sessions, Long.parseLong(value), rounds, roundMillis, json);
            case "--rounds" ->
                new HttpOptions(connections, sessions, warmUpMillis, Integer.parseInt(value), roundMillis, json);
            case "--millis" ->
                new HttpOptions(connections, sessions, warmUpMillis, rounds, Long.parseLong(value), json);
            case "--json" -> new HttpOptions(connections, sessions, warmUpMillis, rounds, roundMillis, Path.of(value));
            default ->
                throw new IllegalArgumentException(
                        name + " is none of --connections, --sessions, --warm-up, --rounds, --millis, --json");
        };
    }
}
