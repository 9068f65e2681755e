package dev.helpline.benchmarks;

import java.nio.file.Path;
import java.util.Iterator;
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
 * @param node whether the peer in Node.js takes part
 * @param json a file for the report, in addition to the console; null for none
 */
record HttpOptions(
        int connections,
        int sessions,
        long warmUpMillis,
        int rounds,
        long roundMillis,
        boolean node,
        @Nullable Path json) {
    /** The defaults for empty polls. */
    static final HttpOptions POLL = new HttpOptions(64, 200, 10_000, 7, 3000, false, null);

    /** The defaults for sends. */
    static final HttpOptions SEND = new HttpOptions(256, 256, 20_000, 7, 3000, false, null);

    HttpOptions {
        if (connections < 1 || sessions < 1 || rounds < 1) {
            throw new IllegalArgumentException("connections, sessions and rounds must be >= 1");
        }
    }

    /** Parses the options that the README lists, names each followed by a value but for --node; these options are the defaults. */
    HttpOptions parse(List<String> args) {
        HttpOptions options = this;
        Iterator<String> words = args.iterator();
        while (words.hasNext()) {
            String name = words.next();
            if (name.equals("--node")) {
                options = options.withNode();
            } else if (words.hasNext()) {
                options = options.with(name, words.next());
            } else {
                throw new IllegalArgumentException(name + " lacks its value");
            }
        }
        return options;
    }

    private HttpOptions withNode() {
        return new HttpOptions(connections, sessions, warmUpMillis, rounds, roundMillis, true, json);
    }

    private HttpOptions with(String name, String value) {
        return switch (name) {
            case "--connections" ->
                new HttpOptions(Integer.parseInt(value), sessions, warmUpMillis, rounds, roundMillis, node, json);
            case "--sessions" ->
                new HttpOptions(connections, Integer.parseInt(value), warmUpMillis, rounds, roundMillis, node, json);
            case "--warm-up" ->
                new HttpOptions(connections, sessions, Long.parseLong(value), rounds, roundMillis, node, json);
            case "--rounds" ->
                new HttpOptions(connections, sessions, warmUpMillis, Integer.parseInt(value), roundMillis, node, json);
            case "--millis" ->
                new HttpOptions(connections, sessions, warmUpMillis, rounds, Long.parseLong(value), node, json);
            case "--json" ->
                new HttpOptions(connections, sessions, warmUpMillis, rounds, roundMillis, node, Path.of(value));
            default ->
                throw new IllegalArgumentException(
                        name + " is none of --connections, --sessions, --warm-up, --rounds, --millis, --node, --json");
        };
    }
}
