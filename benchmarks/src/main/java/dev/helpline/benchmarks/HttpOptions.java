package dev.helpline.benchmarks;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
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
    private static final String CONNECTIONS = "--connections";
    private static final String SESSIONS = "--sessions";
    private static final String WARM_UP = "--warm-up";
    private static final String ROUNDS = "--rounds";
    private static final String MILLIS = "--millis";
    private static final String NODE = "--node";

    /** The defaults for empty polls. */
    static final HttpOptions POLL = new HttpOptions(64, 200, 10_000, 7, 3000, false, null);

    /** The defaults for sends. */
    static final HttpOptions SEND = new HttpOptions(256, 256, 20_000, 7, 3000, false, null);

    /** Parses the options that the README lists, names each followed by a value but for --node; these options are the defaults. */
    HttpOptions parse(List<String> words) {
        Arguments given = Arguments.parse(
                words.stream().filter(word -> !word.equals(NODE)).toList(),
                Map.of(
                        CONNECTIONS, Integer.toString(connections),
                        SESSIONS, Integer.toString(sessions),
                        WARM_UP, Long.toString(warmUpMillis),
                        ROUNDS, Integer.toString(rounds),
                        MILLIS, Long.toString(roundMillis)));
        return new HttpOptions(
                given.positive(CONNECTIONS),
                given.positive(SESSIONS),
                given.positive(WARM_UP),
                given.positive(ROUNDS),
                given.positive(MILLIS),
                words.contains(NODE),
                given.json());
    }
}
