package dev.helpline.benchmarks;

import static java.util.Locale.ROOT;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The options of the board's benchmark.
 *
 * @param agents how many agents watch the board
 * @param sessions how many sessions are open
 * @param changes how many messages customers send per second
 * @param seconds how long is measured, after half of that to warm up
 * @param by how the agents watch
 * @param json a file for the report, in addition to the console; null for none
 */
record BoardOptions(
        int agents,
        int sessions,
        int changes,
        int seconds,
        Watching by,
        @Nullable Path json) {
    /** The ways to watch the board. */
    enum Watching {
        /** Each agent subscribes. */
        SUBSCRIPTION,

        /** Each agent polls, and waits up to 25 seconds for a change. */
        POLL
    }

    BoardOptions {
        if (agents < 1 || changes < 1 || seconds < 1) {
            throw new IllegalArgumentException("agents, changes and seconds must be >= 1");
        }
    }

    /** Parses the options that the README lists: names, each followed by a value. */
    static BoardOptions parse(List<String> args) {
        BoardOptions options = new BoardOptions(200, 5000, 500, 30, Watching.SUBSCRIPTION, null);
        for (int i = 0; i < args.size(); i += 2) {
            if (i + 1 == args.size()) {
                throw new IllegalArgumentException(args.get(i) + " lacks its value");
            }
            options = options.with(args.get(i), args.get(i + 1));
        }
        if (options.sessions < options.changes) {
            // else a session could change twice before it is told, and the first change would never be seen
            throw new IllegalArgumentException("sessions must be >= changes, was " + options.sessions);
        }
        return options;
    }

    private BoardOptions with(String name, String value) {
        return switch (name) {
            case "--agents" -> new BoardOptions(Integer.parseInt(value), sessions, changes, seconds, by, json);
            case "--sessions" -> new BoardOptions(agents, Integer.parseInt(value), changes, seconds, by, json);
            case "--changes" -> new BoardOptions(agents, sessions, Integer.parseInt(value), seconds, by, json);
            case "--seconds" -> new BoardOptions(agents, sessions, changes, Integer.parseInt(value), by, json);
            case "--by" ->
                new BoardOptions(agents, sessions, changes, seconds, Watching.valueOf(value.toUpperCase(ROOT)), json);
            case "--json" -> new BoardOptions(agents, sessions, changes, seconds, by, Path.of(value));
            default ->
                throw new IllegalArgumentException(
                        name + " is none of --agents, --sessions, --changes, --seconds, --by, --json");
        };
    }
}
